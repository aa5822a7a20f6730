import type { TweetCount } from './tweet-count.js'

/** Pooled ratio Σh / Σf over the tweets whose followers are known; null if there are none. */
export function rawRatio(tweets: readonly TweetCount[]): number | null {
  let clickers = 0
  let followers = 0
  for (const { h, f } of tweets) {
    if (f === null || f <= 0) continue
    clickers += h
    followers += f
  }
  return followers === 0 ? null : clickers / followers
}
