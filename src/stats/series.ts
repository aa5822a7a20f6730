import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { clicks, countedQuarters } from '../db/schema.js'
import { firstOf } from '../rollups/firsts.js'
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
 * outside the range count in the first or last interval. With a condition on `c`, the hits
 * themselves are counted.
 */
export async function linkSeries(
  db: Queryable,
  linkId: number,
  { from, to, unit, zone }: Range,
  reach: Span,
  where: SQL | null = null,
): Promise<SeriesPoint[]> {
  const starts = intervalStarts({ from: from.getTime(), to: to.getTime(), unit }, zone)
  const counts = where === null ? quartersIn(linkId, reach) : hitsIn(linkId, reach, where)
  const rows = await db.execute<{ n: number; clicks: number; clickers: number; excluded: number }>(sql`
    select greatest(width_bucket(at, ${timesInSql(starts)}), 1) as n, sum(clicks::float8) as clicks,
      sum(clickers::float8) as clickers, sum(excluded::float8) as excluded
    from (${counts}) as counts
    group by 1`)
  const counted = new Map(rows.map(({ n, ...counts }) => [n, counts]))
  return starts.map((start, n) => ({
    at: new Date(start).toISOString(),
    ...(counted.get(n + 1) ?? { clicks: 0, clickers: 0, excluded: 0 }),
  }))
}

function quartersIn(linkId: number, { from, to }: Span): SQL {
  return sql`
    select quarter as at, clicks, clickers, excluded from ${countedQuarters}
    where link_id = ${linkId} and quarter >= ${timeInSql(from)} and quarter < ${timeInSql(to)}`
}

function hitsIn(linkId: number, { from, to }: Span, where: SQL): SQL {
  return sql`
    select c.clicked_at as at, (c.reason is null)::int as clicks, (v.first_click_id is not null)::int as clickers,
      (c.reason is not null)::int as excluded
    from ${clicks} c left join lateral ${firstOf(sql`c`)} as v on true
    where c.link_id = ${linkId} and c.clicked_at >= ${timeInSql(from)} and c.clicked_at < ${timeInSql(to)}
      and ${where}`
}

/** Once, not for each row. */
export function timesInSql(times: number[]): SQL {
  const text = `{${times.map(time => new Date(time).toISOString()).join(',')}}`
  return sql`(select ${text}::text::timestamptz[])`
}
