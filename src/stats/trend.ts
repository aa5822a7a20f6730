import type { TweetCount } from '../influence/tweet-count.js'
import type { FollowerCount } from './followers.js'
import type { Posteriors } from './score.js'
import type { TweetNumbers } from './tweets.js'

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

/** A score for each month in which at least one of the tweets was tweeted, oldest first. */
export function monthlyScores(tweets: readonly TweetNumbers[], posteriors: Posteriors): MonthScore[] {
  const months = new Map<number, TweetCount[]>()
  for (const { tweetedAt, followerClickers: h, followers: f } of tweets) {
    const start = monthStart(tweetedAt)
    const ofMonth = months.get(start) ?? []
    ofMonth.push({ h, f })
    months.set(start, ofMonth)
  }
  const ordered = [...months].sort(([a], [b]) => a - b)
  return ordered.map(([from, ofMonth]) => {
    const { score, interval } = posteriors(`the newest ${ofMonth.length} of ${from}`, ofMonth)
    return { from, score, interval, tweets: ofMonth.length }
  })
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

function monthStart(time: Date): number {
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth())
}

function nextMonth(start: number): number {
  const time = new Date(start)
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1)
}
