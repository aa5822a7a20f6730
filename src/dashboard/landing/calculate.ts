import { accountPosterior } from '../../influence/account-posterior.js'
import type { Interval } from '../../influence/confidence.js'
import { exchangeRate } from '../../influence/exchange-rate.js'
import { worthSentence } from '../../influence/exchange-sentence.js'
import type { Prior } from '../../influence/prior.js'
import { tweetInterval } from '../../influence/tweet-interval.js'
import { tweetRatio } from '../../influence/tweet-ratio.js'
import { tweetSentence } from '../../influence/tweet-sentence.js'
import { type Comparison, compare, type Tweet } from './comparison.js'

/**
 * The numbers of an account with a single tweet; influence and interval are null without followers.
 */
export interface Outcome {
  influence: number | null
  interval: Interval | null
  tweetSentence: string
}

export interface Calculation {
  a: Outcome
  b: Outcome
  comparison: Comparison
  /**
   * A careful estimate of what one follower of A is worth in followers of B; null if unknown, or
   * if nobody clicked.
   */
  exchange: { rate: number; interval: Interval; sentence: string } | null
}

/** Compares two accounts, A and B, by one tweet of each. */
export function calculate(a: Tweet, b: Tweet, prior: Prior): Calculation {
  return {
    a: outcome(a),
    b: outcome(b),
    comparison: compare(a, b),
    exchange: comparable(a, b) ? exchange(a, b, prior) : null,
  }
}

function comparable(a: Tweet, b: Tweet): boolean {
  return a.followers > 0 && b.followers > 0 && a.clicks + b.clicks > 0
}

function exchange(a: Tweet, b: Tweet, prior: Prior): Calculation['exchange'] {
  const found = exchangeRate(accountPosterior([count(a)], prior), accountPosterior([count(b)], prior))
  const [sideA, sideB] = [side('A', a), side('B', b)]
  return { ...found, sentence: worthSentence(sideA, sideB, found) }
}

function side(handle: string, { clicks, followers }: Tweet) {
  return { handle, rawRatio: tweetRatio(clicks, followers), tweets: 1 }
}

function outcome(tweet: Tweet): Outcome {
  const { h, f } = count(tweet)
  return {
    influence: tweetRatio(h, f),
    interval: tweetInterval(h, f),
    tweetSentence: tweetSentence({ h, f }),
  }
}

function count({ followers, clicks }: Tweet) {
  return { h: clicks, f: followers }
}
