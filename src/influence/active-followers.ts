/**
 * Bounds for how many different people clicked any of these tweets, from each tweet's follower
 * clickers. Visitors cannot be recognized across links, so all we know is that the number is
 * between the largest tweet and the sum. No tweet: 0 to 0.
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
