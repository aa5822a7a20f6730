/** Fewer tweets than this say more about accounts in general than about the account. */
export const enoughTweets = 3

/** What few tweets mean for a number: "one tweet, so still rough"; null with enough of them. */
export function roughness(tweets: number): string | null {
  if (tweets >= enoughTweets) return null
  return `${tweets === 1 ? 'one tweet' : `${tweets === 2 ? 'two' : tweets} tweets`}, so still rough`
}
