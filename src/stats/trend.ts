import type { MonthScore } from '../scores/months.js'
import type { FollowerCount } from './followers.js'

/** An account's score from the tweets of one calendar month (UTC) only. */
export interface TrendMonth {
  from: string
  to: string
  /** From the last snapshot before the month's end; null before the first. */
  followers: number | null
  score: number
  interval: [number, number]
  tweets: number
}

/** Adds to each month the followers at its end. */
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

function nextMonth(start: number): number {
  const time = new Date(start)
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1)
}
