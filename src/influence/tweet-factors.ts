import { tweetRatio } from './tweet-ratio.js'

/**
 * A tweet's influence as a product: how often each follower was shown it, times how many clicked of
 * those who saw it, is clicks per follower.
 */
export interface TweetFactors {
  /** Impressions per follower. */
  seen: number
  /** Follower clickers per impression. Above 1, it was also seen where nobody counts. */
  clickedWhenSeen: number
  /** The tweet's influence, which is the product of the two. */
  perFollower: number
}

/**
 * The factors of a tweet with `h` follower clickers of `f` followers; null if the impressions or
 * the followers are unknown or 0.
 */
export function tweetFactors(h: number, f: number | null, impressions: number | null): TweetFactors | null {
  const seen = impressions === null ? null : tweetRatio(impressions, f)
  const clickedWhenSeen = tweetRatio(h, impressions)
  const perFollower = tweetRatio(h, f)
  if (seen === null || clickedWhenSeen === null || perFollower === null) return null
  return { seen, clickedWhenSeen, perFollower }
}
