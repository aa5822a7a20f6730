/**
 * One tweet as the statistics see it: follower clickers, and followers when it was tweeted (null:
 * unknown).
 */
export interface TweetCount {
  h: number
  f: number | null
}
