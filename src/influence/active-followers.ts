/**
 * Bounds on how many different people clicked any of some tweets, from each tweet's follower
 * clickers. Visitor identity never crosses links, so the truth is only known to lie between the
 * largest tweet and their sum. No tweet: 0 to 0.
 */
export function activeFollowers(followerClickers: readonly number[]): { min: number; max: number } {
  let min = 0
  let max = 0
  for (const h of followerClickers) {
    min = Math.max(min, h)
    max += h
  }
  return { min, max }
}
