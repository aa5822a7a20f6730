import { dayMs } from '../durations.js'
import { type AccountPosterior, accountPosterior } from '../influence/account-posterior.js'
import { activeFollowers } from '../influence/active-followers.js'
import { ageAtGrowth, exposure, youngestMs } from '../influence/exposure.js'
import { medianTweet } from '../influence/median-tweet.js'
import type { Prior } from '../influence/prior.js'
import { rawRatio } from '../influence/raw-ratio.js'
import { type MonthScore, type MonthScores, monthlyScores, scoreMonth } from './months.js'
import type { ClosedMonths, ScoredTweet } from './tweets.js'
import { windowStart } from './window.js'

/** What an account's tweets in a window say about it. */
export interface Score {
  /** Null if no tweet counts: the prior alone is no result. */
  posterior: AccountPosterior | null
  rawRatio: number | null
  medianTweet: number | null
  /** Number of tweets that count: an hour old, and with known followers, not 0. */
  tweets: number
  /** Tweets whose attribution window is open, whether or not they count yet. */
  openTweets: number
  tweetsWithoutFollowers: number
  /**
   * Bounds for the number of different people among the follower clickers of all the window's
   * tweets.
   */
  active: { min: number; max: number }
  months: MonthScore[]
  computedAt: Date
  /** Until then a new computation would give nearly the same; null for ever. */
  validUntil: Date | null
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
  const scores = new Map<number, Omit<Score, 'validUntil'>>()
  return new Map(
    windows.map(days => {
      const start = windowStart(days, now)?.getTime() ?? -Infinity
      const newest = tweets.filter(({ tweetedAt }) => tweetedAt >= start)
      const found = remember(scores, newest.length, () => score(newest, { prior, now, scoreOf }))
      return [days, { ...found, validUntil: validUntil(newest, days, { prior, now }) }]
    }),
  )
}

/** Tweets that are old enough to count, with their exposure. */
export function countedTweets<Tweet extends ScoredTweet>(
  tweets: readonly Tweet[],
  { halfLifeHours }: Prior,
  now: Date,
): (Tweet & { g: number })[] {
  return tweets.flatMap(tweet => {
    const age = now.getTime() - tweet.tweetedAt
    if (age < youngestMs) return []
    return [{ ...tweet, g: exposure(age, tweet.windowEndsAt - tweet.tweetedAt, halfLifeHours) }]
  })
}

/** A score is computed again when the exposure of a tweet has grown by this factor. */
const noticeable = 1.02
/** But not more often than this, so that ten thousand accounts with young tweets stay cheap. */
const leastMs = 300_000

/** When the first tweet leaves the window, begins to count, or has noticeably more exposure. */
function validUntil(
  tweets: readonly ScoredTweet[],
  days: number,
  { prior, now }: { prior: Prior; now: Date },
): Date | null {
  let until = Infinity
  for (const { tweetedAt, windowEndsAt } of tweets) {
    if (days !== 0) until = Math.min(until, tweetedAt + days * dayMs)
    const age = now.getTime() - tweetedAt
    const window = windowEndsAt - tweetedAt
    if (age < youngestMs) until = Math.min(until, tweetedAt + youngestMs - 1)
    else if (age < window) {
      const grown = ageAtGrowth(age, window, prior.halfLifeHours, noticeable)
      until = Math.min(until, tweetedAt + Math.min(window, Math.max(grown, age + leastMs)) - 1)
    }
  }
  return until === Infinity ? null : new Date(Math.floor(until))
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
  const same = a.mu === b.mu && a.tau === b.tau && a.k === b.k && a.nu === b.nu
  return same && a.halfLifeHours === b.halfLifeHours
}

function score(
  tweets: readonly ScoredTweet[],
  { prior, now, scoreOf }: { prior: Prior; now: Date; scoreOf: MonthScores },
): Omit<Score, 'validUntil'> {
  const counted = countedTweets(tweets, prior, now)
  const measured = counted.filter(({ f }) => (f ?? 0) > 0)
  return {
    posterior: measured.length === 0 ? null : accountPosterior(measured, prior),
    rawRatio: rawRatio(measured),
    medianTweet: medianTweet(measured),
    tweets: measured.length,
    openTweets: tweets.filter(({ windowEndsAt }) => now.getTime() < windowEndsAt).length,
    tweetsWithoutFollowers: counted.length - measured.length,
    active: activeFollowers(counted.map(({ h }) => h)),
    months: monthlyScores(measured, scoreOf),
    computedAt: now,
  }
}
