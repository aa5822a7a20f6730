/**
 * A tweet as the statistics see it: follower clickers, and followers at the time of the tweet
 * (null: unknown).
 */
export interface TweetCount {
  h: number
  f: number | null
}
