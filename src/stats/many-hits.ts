import { and, count, desc, gte, lt, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { links } from '../db/schema.js'
import { countLinks } from '../links/count.js'
import { found, type LinkFilter } from '../links/filter.js'
import { c, type Hit, type HitKind, kindCondition, showHit } from './hits.js'
import type { Span } from './whole-days.js'

/** No index has the hits of many links in one order, so all of them are sorted. */
const mostSorted = 100_000

/**
 * A part of the hits of all links of a filter by number, newest first, and how many there are; null
 * if the links have so many that sorting them would hold up others.
 */
export async function numberedHitsOfMany(
  ctx: Pick<Context, 'access' | 'config' | 'db'>,
  filter: LinkFilter,
  { kind, span, skip, limit }: { kind: HitKind; span?: Span | undefined; skip: number; limit: number },
): Promise<{ items: (Hit & { slug: string })[]; total: number } | null> {
  const { clicks, excluded } = await countLinks(ctx, filter)
  if (clicks + excluded > mostSorted) return null
  const wanted = and(
    found(ctx, filter),
    kindCondition[kind],
    span && and(gte(c.clickedAt, span.from), lt(c.clickedAt, span.to)),
  )
  const own = sql`${links.id} = ${c.linkId}`
  const [row] = await ctx.db.select({ total: count() }).from(c).innerJoin(links, own).where(wanted)
  const { total = 0 } = row ?? {}
  if (skip >= total) return { items: [], total }
  const rows = await ctx.db
    .select({ hit: c, slug: links.slug })
    .from(c)
    .innerJoin(links, own)
    .where(wanted)
    .orderBy(desc(c.clickedAt), desc(c.id))
    .offset(skip)
    .limit(limit)
  return { items: rows.map(({ hit, slug }) => ({ slug, ...showHit(hit) })), total }
}
