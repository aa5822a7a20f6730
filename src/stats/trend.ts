import { accountPosterior } from '../influence/account-posterior.js'
import type { Prior } from '../influence/prior.js'
import type { TweetCount } from '../influence/tweet-count.js'
import type { FollowerCount } from './followers.js'
import type { ScoredTweet } from './scored-tweets.js'

/** An account's score from the tweets of one calendar month (UTC) alone. */
export interface TrendMonth {
  from: string
  to: string
  /** Of the last snapshot before the month's end; null before the first. */
  followers: number | null
  score: number
  interval: [number, number]
  tweets: number
}

/** What a month's tweets tell by themselves; `from` in milliseconds since the epoch. */
export interface MonthScore {
  from: number
  score: number
  interval: [number, number]
  tweets: number
}

/** The score of some tweets of the month that begins at `from`. */
export type MonthScores = (from: number, tweets: readonly TweetCount[]) => MonthScore

export function scoreMonth(from: number, tweets: readonly TweetCount[], prior: Prior): MonthScore {
  const { score, interval } = accountPosterior(tweets, prior)
  return { from, score, interval, tweets: tweets.length }
}

/** A score for each month in which at least one of the tweets was tweeted, oldest first. */
export function monthlyScores(tweets: readonly ScoredTweet[], scoreOf: MonthScores): MonthScore[] {
  const months = new Map<number, TweetCount[]>()
  for (const tweet of tweets) {
    const ofMonth = months.get(tweet.month) ?? []
    ofMonth.push(tweet)
    months.set(tweet.month, ofMonth)
  }
  const ordered = [...months].sort(([a], [b]) => a - b)
  return ordered.map(([from, ofMonth]) => scoreOf(from, ofMonth))
}

/** The months with the followers at their ends. */
export function monthlyTrend(
  months: readonly MonthScore[],
  followers: readonly FollowerCount[],
): TrendMonth[] {
  return months.map(({ from, score, interval, tweets }) => {
    const to = nextMonth(from)
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      followers: followers.findLast(count => count.countedAt.getTime() < to)?.followers ?? null,
      score,
      interval,
      tweets,
    }
  })
}

/** Begin of the calendar month (UTC) of a time, both in milliseconds since the epoch. */
export function monthStart(ms: number): number {
  const time = new Date(ms)
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth())
}

function nextMonth(start: number): number {
  const time = new Date(start)
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1)
}
