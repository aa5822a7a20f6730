import { type AccountPosterior, accountPosterior } from '../influence/account-posterior.js'
import { activeFollowers } from '../influence/active-followers.js'
import { medianTweet } from '../influence/median-tweet.js'
import type { Prior } from '../influence/prior.js'
import { rawRatio } from '../influence/raw-ratio.js'
import { type MonthScore, type MonthScores, monthlyScores, scoreMonth } from './months.js'
import type { ClosedMonths, ScoredTweet } from './tweets.js'
import { windowStart } from './window.js'

/** What an account's tweets in a window say about it. */
export interface Score extends AccountPosterior {
  rawRatio: number | null
  medianTweet: number | null
  /** Number of tweets that count: those whose followers are known and not 0. */
  tweets: number
  tweetsWithoutFollowers: number
  /**
   * Bounds for the number of different people among the follower clickers of all the window's
   * tweets.
   */
  active: { min: number; max: number }
  months: MonthScore[]
}

/**
 * An account's scores by window, for windows of these numbers of days (0 for all) that end now,
 * from tweets that cover them. Neither the order of the tweets nor which months are known as closed
 * changes the result, to the last bit.
 */
export function scoreWindows(
  tweets: readonly ScoredTweet[],
  windows: readonly number[],
  { prior, now, closed = null }: { prior: Prior; now: Date; closed?: ClosedMonths | null },
): Map<number, Score> {
  const scoreOf = rememberMonths(prior, closed)
  // All windows end now, so windows with equally many tweets have the same ones.
  const scores = new Map<number, Score>()
  return new Map(
    windows.map(days => {
      const newest = tweetsInWindow(tweets, days, now)
      return [days, remember(scores, newest.length, () => score(newest, prior, scoreOf))]
    }),
  )
}

/** An account's tweets in the window of this many days that ends now. */
export function tweetsInWindow(tweets: readonly ScoredTweet[], days: number, now: Date): ScoredTweet[] {
  const start = windowStart(days, now)?.getTime() ?? -Infinity
  return tweets.filter(({ tweetedAt }) => tweetedAt >= start)
}

/**
 * Windows share most of their months. Each has the newest tweets of a month, so the number of
 * tweets identifies them.
 */
function rememberMonths(prior: Prior, closed: ClosedMonths | null): MonthScores {
  const known = new Map<string, MonthScore>()
  const name = (from: number, tweets: number) => `the newest ${tweets} of ${from}`
  if (closed !== null && isSame(closed.prior, prior)) {
    for (const month of closed.months) known.set(name(month.from, month.tweets), month)
  }
  return (from, tweets) => remember(known, name(from, tweets.length), () => scoreMonth(from, tweets, prior))
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

function isSame(a: Prior, b: Prior): boolean {
  return a.mu === b.mu && a.tau === b.tau && a.k === b.k && a.nu === b.nu
}

function score(tweets: readonly ScoredTweet[], prior: Prior, scoreOf: MonthScores): Score {
  const measured = tweets.filter(({ f }) => (f ?? 0) > 0)
  return {
    ...accountPosterior(measured, prior),
    rawRatio: rawRatio(measured),
    medianTweet: medianTweet(measured),
    tweets: measured.length,
    tweetsWithoutFollowers: tweets.length - measured.length,
    active: activeFollowers(tweets.map(({ h }) => h)),
    months: monthlyScores(measured, scoreOf),
  }
}
