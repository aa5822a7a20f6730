/**
 * Influence of one tweet: follower clickers `h` per follower `f`. Null when `f` is unknown or 0.
 * Never capped: above 1, the tweet has spread beyond the followers.
 */
export function tweetRatio(h: number, f: number | null): number | null {
  return f === null || f <= 0 ? null : h / f
}
