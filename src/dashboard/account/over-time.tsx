import type { FollowerCount } from '../../stats/followers.js'
import type { TrendMonth } from '../../stats/trend.js'
import { Chart } from '../parts/chart.js'

interface OverTimeProps {
  handle: string
  /** The last count of each month, oldest first. */
  months: FollowerCount[]
  trend: TrendMonth[]
  /** Nothing earlier is shown. */
  since: Date | null
}

/** Whether influence grew with the followers: both by month in one chart. */
export function OverTime({ handle, months, trend, since }: OverTimeProps) {
  const points = monthlyPoints(months, trend).filter(({ to }) => since === null || to > since.getTime())
  if (points.length === 0) return null
  return (
    <section class="card">
      <h2>Followers against influence</h2>
      <p class="hint">
        Followers at each month’s end, and the influence of that month’s tweets only. Months with few tweets
        stay close to what is usual for any account.
      </p>
      <Chart
        label={`Followers of ${handle} and influence by month`}
        at={points.map(({ from }) => new Date(from))}
        unit="month"
        series={[
          { label: 'Followers', kind: 'line', values: points.map(({ followers }) => followers) },
          {
            label: 'Influence',
            kind: 'line',
            side: 'right',
            percent: decimals(points),
            values: points.map(({ score }) => score),
          },
        ]}
      />
    </section>
  )
}

/** Enough decimals to tell the months apart. */
function decimals(points: Point[]): number {
  const largest = Math.max(...points.map(({ score }) => score ?? 0))
  if (largest >= 0.1) return 0
  return largest >= 0.01 ? 1 : 2
}

interface Point {
  /** First millisecond of a month (UTC), and that of the next. */
  from: number
  to: number
  /** The last count before the month's end; null before the first count. */
  followers: number | null
  /** Null in a month without a measured tweet. */
  score: number | null
}

/** Every month with a count of followers or a measured tweet, oldest first. */
function monthlyPoints(months: FollowerCount[], trend: TrendMonth[]): Point[] {
  const scores = new Map(trend.map(month => [Date.parse(month.from), month.score]))
  const starts = new Set([...scores.keys(), ...months.map(({ countedAt }) => monthStart(countedAt, 0))])
  return [...starts]
    .sort((a, b) => a - b)
    .map(from => {
      const to = monthStart(new Date(from), 1)
      const counted = months.findLast(({ countedAt }) => countedAt.getTime() < to)
      return { from, to, followers: counted?.followers ?? null, score: scores.get(from) ?? null }
    })
}

function monthStart(time: Date, monthsLater: number): number {
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + monthsLater)
}
