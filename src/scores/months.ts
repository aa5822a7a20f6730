import { accountPosterior } from '../influence/account-posterior.js'
import type { Prior } from '../influence/prior.js'
import type { ExposedCount } from '../influence/tweet-count.js'

/** What a month's tweets alone say; `from` is in milliseconds since the epoch. */
export interface MonthScore {
  from: number
  score: number
  interval: [number, number]
  tweets: number
}

/** The score of tweets of the month that begins at `from`. */
export type MonthScores = (from: number, tweets: readonly ExposedCount[]) => MonthScore

export function scoreMonth(from: number, tweets: readonly ExposedCount[], prior: Prior): MonthScore {
  const { score, interval } = accountPosterior(tweets, prior)
  return { from, score, interval, tweets: tweets.length }
}

/** A score for each month in which at least one of the tweets was tweeted, oldest first. */
export function monthlyScores(
  tweets: readonly (ExposedCount & { month: number })[],
  scoreOf: MonthScores,
): MonthScore[] {
  const months = new Map<number, ExposedCount[]>()
  for (const tweet of tweets) {
    const ofMonth = months.get(tweet.month) ?? []
    ofMonth.push(tweet)
    months.set(tweet.month, ofMonth)
  }
  const ordered = [...months].sort(([a], [b]) => a - b)
  return ordered.map(([from, ofMonth]) => scoreOf(from, ofMonth))
}

/** The form stored in `account_scores`. */
export type StoredMonth = [from: number, score: number, low: number, high: number, tweets: number]

export function readMonth([from, score, low, high, tweets]: StoredMonth): MonthScore {
  return { from, score, interval: [low, high], tweets }
}

export function storedMonth({ from, score, interval: [low, high], tweets }: MonthScore): StoredMonth {
  return [from, score, low, high, tweets]
}

/** Start of the calendar month (UTC) of a time, both in milliseconds since the epoch. */
export function monthStart(ms: number): number {
  const time = new Date(ms)
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth())
}
