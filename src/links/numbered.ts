import { asc, desc, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { links } from '../db/schema.js'
import { countLinks } from './count.js'
import { found, type LinkFilter } from './filter.js'
import { counts, type Link, selectLinks, showLink } from './view.js'

/** What a list can be ordered by. Hits are clicks and what was filtered out. */
const orders = {
  made: links.createdAt,
  slug: links.slug,
  url: links.url,
  title: links.title,
  clicks: counts.clicks,
  hits: sql`${counts.clicks} + ${counts.excluded}`,
  chance: sql`random()`,
}

export interface NumberedQuery extends LinkFilter {
  by: keyof typeof orders
  /** Largest or newest first. */
  down: boolean
  skip: number
  limit: number
}

/**
 * A part of the list of links by number, and how many there are: what clients of other services
 * ask for. It counts all links and reads all before the part, so `listLinks` is better for
 * everything else.
 */
export async function numberedLinks(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  { by, down, skip, limit, ...filter }: NumberedQuery,
): Promise<{ items: Link[]; total: number }> {
  const { links: total } = await countLinks(ctx, filter)
  if (skip >= total || limit === 0) return { items: [], total }
  const direction = down ? desc : asc
  const rows = await selectLinks(ctx.db)
    .where(found(ctx, filter))
    .orderBy(direction(orders[by]), direction(links.id))
    .offset(skip)
    .limit(limit)
  return { items: rows.map(row => showLink(row, ctx.config)), total }
}
