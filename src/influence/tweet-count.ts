/**
 * A tweet as the statistics see it: follower clickers, and followers at the time of the tweet
 * (null: unknown).
 */
export interface TweetCount {
  h: number
  f: number | null
}

/** A tweet with its exposure, the share of its clicks expected by now; 1 if it is not given. */
export interface ExposedCount extends TweetCount {
  g?: number
}
