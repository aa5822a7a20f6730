import { type AccountPosterior, accountPosterior } from '../influence/account-posterior.js'
import { activeFollowers } from '../influence/active-followers.js'
import { medianTweet } from '../influence/median-tweet.js'
import type { Prior } from '../influence/prior.js'
import { rawRatio } from '../influence/raw-ratio.js'
import { type MonthScore, monthlyScores } from './trend.js'
import type { TweetNumbers } from './tweets.js'
import { windowStart } from './window.js'

/** Below this many tweets the score says more about the prior than about the account. */
export const enoughTweets = 3

/** What an account's tweets of a window tell. */
export interface Score extends AccountPosterior {
  rawRatio: number | null
  medianTweet: number | null
  /** Tweets that take part: those whose followers are known and not 0. */
  tweets: number
  tweetsWithoutFollowers: number
  /** Bounds on the different people among the follower clickers, of all the window's tweets. */
  active: { min: number; max: number }
  months: MonthScore[]
}

/** Those of an account's tweets that are in the window of so many days (0 for all) that ends now. */
export function tweetsInWindow(tweets: readonly TweetNumbers[], days: number, now: Date): TweetNumbers[] {
  const start = windowStart(days, now)
  return tweets.filter(({ tweetedAt }) => start === null || tweetedAt >= start)
}

/** The score from these tweets; their order does not matter, to the last bit. */
export function scoreTweets(tweets: readonly TweetNumbers[], prior: Prior): Score {
  const measured = tweets.filter(tweet => (tweet.followers ?? 0) > 0)
  const counts = measured.map(tweet => ({ h: tweet.followerClickers, f: tweet.followers }))
  return {
    ...accountPosterior(counts, prior),
    rawRatio: rawRatio(counts),
    medianTweet: medianTweet(counts),
    tweets: measured.length,
    tweetsWithoutFollowers: tweets.length - measured.length,
    active: activeFollowers(tweets.map(tweet => tweet.followerClickers)),
    months: monthlyScores(measured, prior),
  }
}
