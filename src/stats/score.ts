import { type AccountPosterior, accountPosterior } from '../influence/account-posterior.js'
import { activeFollowers } from '../influence/active-followers.js'
import { medianTweet } from '../influence/median-tweet.js'
import type { Prior } from '../influence/prior.js'
import { rawRatio } from '../influence/raw-ratio.js'
import type { TweetCount } from '../influence/tweet-count.js'
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

/** The posterior of some tweets, whose name stands for the same ones whenever it is used. */
export type Posteriors = (name: string, tweets: readonly TweetCount[]) => AccountPosterior

/**
 * An account's scores of windows of so many days (0 for all) that end now, by window, from tweets that cover them. The order of
 * the tweets does not matter, to the last bit.
 */
export function scoreWindows(
  tweets: readonly TweetNumbers[],
  windows: readonly number[],
  { prior, now }: { prior: Prior; now: Date },
): Map<number, Score> {
  const posteriors = rememberPosteriors(prior)
  return new Map(windows.map(days => [days, score(tweetsInWindow(tweets, days, now), posteriors)]))
}

/** Those of an account's tweets that are in the window of so many days that ends now. */
export function tweetsInWindow(tweets: readonly TweetNumbers[], days: number, now: Date): TweetNumbers[] {
  const start = windowStart(days, now)
  return tweets.filter(({ tweetedAt }) => start === null || tweetedAt >= start)
}

/** Windows share most of their months. */
function rememberPosteriors(prior: Prior): Posteriors {
  const known = new Map<string, AccountPosterior>()
  return (name, tweets) => {
    const posterior = known.get(name) ?? accountPosterior(tweets, prior)
    known.set(name, posterior)
    return posterior
  }
}

function score(tweets: readonly TweetNumbers[], posteriors: Posteriors): Score {
  const measured = tweets.filter(tweet => (tweet.followers ?? 0) > 0)
  const counts = measured.map(tweet => ({ h: tweet.followerClickers, f: tweet.followers }))
  return {
    ...posteriors(`the newest ${counts.length}`, counts),
    rawRatio: rawRatio(counts),
    medianTweet: medianTweet(counts),
    tweets: measured.length,
    tweetsWithoutFollowers: tweets.length - measured.length,
    active: activeFollowers(tweets.map(tweet => tweet.followerClickers)),
    months: monthlyScores(measured, posteriors),
  }
}
