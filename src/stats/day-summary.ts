import { and, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { countedQuarters, links } from '../db/schema.js'
import { type Link, selectLinks, showLink } from '../links/view.js'
import type { Span } from './whole-days.js'

const mostLinks = 10

/** What a day brought. */
export interface DaySummary {
  /** Without those that were imported. */
  linksCreated: number
  clicks: number
  /** People who clicked a link for the first time, summed over the links. */
  clickers: number
  excluded: number
  /** Those with most clicks, largest first. */
  links: { link: Link; clicks: number; clickers: number }[]
}

/** The numbers of a range that begins and ends on quarters of an hour. Reads rollups only. */
export async function daySummary(
  { db, config }: Pick<Context, 'config'> & { db: Queryable },
  { from, to }: Span,
): Promise<DaySummary> {
  const inside = and(gte(countedQuarters.quarter, from), lt(countedQuarters.quarter, to))
  const sums = {
    clicks: sql<number>`coalesce(sum(${countedQuarters.clicks}), 0)`.mapWith(Number),
    clickers: sql<number>`coalesce(sum(${countedQuarters.clickers}), 0)`.mapWith(Number),
    excluded: sql<number>`coalesce(sum(${countedQuarters.excluded}), 0)`.mapWith(Number),
  }
  const [total] = await db.select(sums).from(countedQuarters).where(inside)
  const most = await db
    .select({ id: countedQuarters.linkId, ...sums })
    .from(countedQuarters)
    .where(inside)
    .groupBy(countedQuarters.linkId)
    .having(sql`sum(${countedQuarters.clicks}) > 0`)
    .orderBy(sql`2 desc, 1`)
    .limit(mostLinks)
  const made = and(gte(links.createdAt, from), lt(links.createdAt, to), isNull(links.importedFrom))
  const [{ many } = { many: 0 }] = await db
    .select({ many: sql<number>`count(*)`.mapWith(Number) })
    .from(links)
    .where(made)
  const ids = most.map(({ id }) => id)
  const rows = ids.length === 0 ? [] : await selectLinks(db).where(inArray(links.id, ids))
  const shown = new Map(rows.map(row => [row.link.id, showLink(row, config)]))
  return {
    linksCreated: many,
    ...(total ?? { clicks: 0, clickers: 0, excluded: 0 }),
    links: most.flatMap(({ id, clicks, clickers }) => {
      const link = shown.get(id)
      return link === undefined ? [] : [{ link, clicks, clickers }]
    }),
  }
}
