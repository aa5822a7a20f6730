import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { clicks } from '../db/schema.js'
import { facetInSql } from '../rollups/count-hits.js'
import { type Faceted, facets } from '../rollups/facets.js'
import { quarterMs } from '../rollups/quarter.js'
import { timeInSql } from './time-in-sql.js'
import type { Span } from './whole-days.js'

/** What hits can be filtered by: the breakdowns. */
export type FilterName = keyof Faceted
export const filterNames = facets.map(({ name }) => name)

/** Values that hits must have, as the breakdowns list them; no value means any. */
export type Filter = { [name in FilterName]?: string | undefined }

/** Longer than any value that a breakdown lists. */
export const longestValue = 600

/** The rollups do not know which values go together, so filtered hits are counted one by one. */
export const mostCounted = 50_000

/** The condition on a row `c` of `clicks`; null if nothing is filtered. */
export function matching(filter: Filter): SQL | null {
  const conditions = facets.flatMap(facet => {
    const value = filter[facet.name]
    if (value === undefined) return []
    // A click has no reason, which is not the same as an unknown one.
    const found = facet.of === 'excluded' ? sql`c.${sql.identifier(facet.name)}` : facetInSql(facet)
    return [sql`${found} = ${value}::text`]
  })
  return conditions.length === 0 ? null : sql.join(conditions, sql` and `)
}

/**
 * From when on a link's hits until `to` are at most `most`, on a quarter of an hour; null if all
 * since `from` are. Reads the index alone.
 */
export async function countableFrom(
  db: Queryable,
  linkId: number,
  { from, to }: Span,
  most = mostCounted,
): Promise<Date | null> {
  const [row] = await db.execute<{ at: number }>(sql`
    select extract(epoch from clicked_at)::float8 * 1000 as at from ${clicks}
    where link_id = ${linkId} and clicked_at >= ${timeInSql(from)} and clicked_at < ${timeInSql(to)}
    order by clicked_at desc offset ${most} limit 1`)
  return row === undefined ? null : new Date((Math.floor(row.at / quarterMs) + 1) * quarterMs)
}
