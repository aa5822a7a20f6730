/**
 * The number of followers who, if all of them clicked, would equal the account's followers: score ×
 * current followers. Not rounded; null if the followers are unknown.
 */
export function followersWhoClick(score: number, followers: number | null): number | null {
  return followers === null ? null : score * followers
}
