/**
 * The number of followers who, if all of them clicked, would equal the account's followers: score ×
 * current followers. Not rounded; null if either is unknown.
 */
export function followersWhoClick(score: number | null, followers: number | null): number | null {
  return score === null || followers === null ? null : score * followers
}
