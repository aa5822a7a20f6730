import { and, desc, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { links } from '../db/schema.js'
import { countFound } from './count.js'
import { found, type LinkFilter } from './filter.js'
import { counts, type Link, selectLinks, showLink } from './view.js'

export interface LinkQuery extends PageQuery, LinkFilter {
  sort: 'newest' | 'clicks'
  /** Asks how many links the filter finds on all pages, which reads all of them. */
  total?: boolean
}

export interface LinkPage extends Page<Link> {
  /** If asked for. */
  total?: number
}

/** A link's place in the list: its creation time in ISO 8601, or its clicks; then its id. */
type LinkPlace = [at: string | number, id: number]
export const linkPages = pagesOf<LinkPlace>('links')

/**
 * A page of links, newest or most clicked first. Throws InvalidInput for a
 * foreign cursor.
 */
export async function listLinks(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  { limit, cursor, total = false, ...filter }: LinkQuery,
): Promise<LinkPage> {
  const byClicks = filter.sort === 'clicks'
  const { after, atMost, cut } = linkPages.open({ limit, cursor }, filter)
  const rows = await selectLinks(ctx.db)
    .where(and(found(ctx, filter), after && placeAfter(filter.sort, after)))
    .orderBy(byClicks ? desc(counts.clicks) : desc(links.createdAt), desc(links.id))
    .limit(atMost)
  const { items, next } = cut(rows, ({ link, clicks }) => [
    byClicks ? clicks : link.createdAt.toISOString(),
    link.id,
  ])
  return {
    items: items.map(row => showLink(row, ctx.config)),
    next,
    ...(total && { total: await countFound(ctx, filter) }),
  }
}

function placeAfter(sort: LinkQuery['sort'], [at, id]: LinkPlace): SQL {
  return sort === 'clicks'
    ? sql`(${counts.clicks}, ${links.id}) < (${at}::bigint, ${id}::bigint)`
    : sql`(${links.createdAt}, ${links.id}) < (${at}::timestamptz, ${id}::bigint)`
}
