import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { countedHours } from '../db/schema.js'
import { milliseconds } from '../scores/tweet-numbers.js'
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
 * Clicks, clickers (at their first click) and excluded hits by interval, empty ones as zeros. Days,
 * weeks (from Monday) and months are those of the range's time zone; the first may begin before the
 * range but counts only what is inside. The rollup has whole UTC hours: if a zone's midnight cuts
 * one, the hour belongs to the interval it begins in. Hits inside the reach but outside the range
 * count in the range's first or last hour.
 */
export async function linkSeries(
  db: Queryable,
  linkId: number,
  range: Range,
  reach: Span,
): Promise<SeriesPoint[]> {
  const { unit } = range
  // Local hours repeat when clocks go back; UTC hours never do.
  const zone = unit === 'hour' ? 'UTC' : range.timezone
  const [from, to] = [timeInSql(range.from), timeInSql(range.to)]
  const start = (time: typeof from) => sql`date_trunc(${unit}, ${time} at time zone ${zone})`
  const rows = await db.execute<{ at: number; clicks: number; clickers: number; excluded: number }>(sql`
    with intervals as (
      select generate_series(${start(from)}, (${to} - interval '1 ms') at time zone ${zone}, ${`1 ${unit}`}::interval)
        as start
    ), counted as (
      select ${start(sql`least(greatest(hour, ${from}), ${to} - interval '1 ms')`)} as start,
        sum(clicks)::float8 as clicks, sum(clickers)::float8 as clickers, sum(excluded)::float8 as excluded
      from ${countedHours}
      where link_id = ${linkId} and hour >= ${timeInSql(reach.from)} and hour < ${timeInSql(reach.to)}
      group by 1
    )
    select ${milliseconds(sql`(start at time zone ${zone})`)} as at,
      coalesce(clicks, 0) as clicks, coalesce(clickers, 0) as clickers, coalesce(excluded, 0) as excluded
    from intervals left join counted using (start)
    order by intervals.start`)
  return rows.map(row => ({ ...row, at: new Date(row.at).toISOString() }))
}
