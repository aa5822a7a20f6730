import { accountPosterior } from '../../influence/account-posterior.js'
import { accountSentence } from '../../influence/account-sentence.js'
import type { Interval } from '../../influence/confidence.js'
import { exchangeRate } from '../../influence/exchange-rate.js'
import { exchangeSentence } from '../../influence/exchange-sentence.js'
import type { Prior } from '../../influence/prior.js'
import { tweetInterval } from '../../influence/tweet-interval.js'
import { tweetRatio } from '../../influence/tweet-ratio.js'
import { tweetSentence } from '../../influence/tweet-sentence.js'

/** One tweet: the number of followers, and how many of them clicked. */
export interface Tweet {
  followers: number
  clicks: number
}

/**
 * The numbers of an account with a single tweet; influence and interval are null without followers.
 */
export interface Outcome {
  influence: number | null
  interval: Interval | null
  tweetSentence: string
  accountSentence: string
}

export interface Calculation {
  a: Outcome
  b: Outcome
  exchange: {
    /** What one follower of A is worth in followers of B. */
    rate: number
    interval: Interval
    sentence: string
  }
}

/** Compares two accounts, A and B, by one tweet of each. */
export function calculate(a: Tweet, b: Tweet, prior: Prior): Calculation {
  const scoreOfA = accountPosterior([count(a)], prior)
  const scoreOfB = accountPosterior([count(b)], prior)
  const { rate, interval } = exchangeRate(scoreOfA, scoreOfB)
  return {
    a: { ...measure(a), accountSentence: accountSentence('A', a.followers, scoreOfA, 1) },
    b: { ...measure(b), accountSentence: accountSentence('B', b.followers, scoreOfB, 1) },
    exchange: { rate, interval, sentence: exchangeSentence('A', 'B', rate) },
  }
}

function count({ followers, clicks }: Tweet) {
  return { h: clicks, f: followers }
}

function measure(tweet: Tweet) {
  const { h, f } = count(tweet)
  return {
    influence: tweetRatio(h, f),
    interval: tweetInterval(h, f),
    tweetSentence: tweetSentence({ h, f }),
  }
}
