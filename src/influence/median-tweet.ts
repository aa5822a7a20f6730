import type { TweetCount } from './tweet-count.js'
import { tweetRatio } from './tweet-ratio.js'

/**
 * Median of the tweets' ratios; for an even number, the mean of the middle two. Null if no tweet's
 * followers are known.
 */
export function medianTweet(tweets: readonly TweetCount[]): number | null {
  const ratios = Float64Array.from(tweets.map(({ h, f }) => tweetRatio(h, f)).filter(ratio => ratio !== null))
  ratios.sort()
  const upper = ratios[ratios.length >> 1]
  const lower = ratios[(ratios.length - 1) >> 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
