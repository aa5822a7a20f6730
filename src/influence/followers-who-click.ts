/**
 * How many followers who all click an account's followers act like: score × current followers. Not
 * rounded; null when the followers are unknown.
 */
export function followersWhoClick(score: number, followers: number | null): number | null {
  return followers === null ? null : score * followers
}
