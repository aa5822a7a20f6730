import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { countedQuarters } from '../db/schema.js'
import { intervalStarts } from './intervals.js'
import type { Range } from './range.js'
import { timeInSql } from './time-in-sql.js'
import type { Span } from './whole-days.js'

export interface SeriesPoint {
  at: string
  clicks: number
  clickers: number
  excluded: number
}

/**
 * Clicks, clickers (at their first click) and excluded hits by interval of the range's time zone,
 * empty ones as zeros; the first may begin before the range but counts only what is inside. Exact,
 * because both intervals and ranges begin and end on quarters of an hour. Hits inside the reach but
 * outside the range count in the first or last interval.
 */
export async function linkSeries(
  db: Queryable,
  linkId: number,
  { from, to, unit, zone }: Range,
  reach: Span,
): Promise<SeriesPoint[]> {
  const starts = intervalStarts({ from: from.getTime(), to: to.getTime(), unit }, zone)
  const rows = await db.execute<{ n: number; clicks: number; clickers: number; excluded: number }>(sql`
    select greatest(width_bucket(quarter, ${timesInSql(starts)}), 1) as n, sum(clicks::float8) as clicks,
      sum(clickers::float8) as clickers, sum(excluded::float8) as excluded
    from ${countedQuarters}
    where link_id = ${linkId} and quarter >= ${timeInSql(reach.from)} and quarter < ${timeInSql(reach.to)}
    group by 1`)
  const counted = new Map(rows.map(({ n, ...counts }) => [n, counts]))
  return starts.map((start, n) => ({
    at: new Date(start).toISOString(),
    ...(counted.get(n + 1) ?? { clicks: 0, clickers: 0, excluded: 0 }),
  }))
}

/** Once, not for each row. */
function timesInSql(times: number[]): SQL {
  const text = `{${times.map(time => new Date(time).toISOString()).join(',')}}`
  return sql`(select ${text}::text::timestamptz[])`
}
