import { and, desc, sql } from 'drizzle-orm'
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
const newestFirst = pagesOf('links', ['time', 'integer'])
const mostClickedFirst = pagesOf('links by clicks', ['integer', 'integer'])
export const linkPages: Pick<typeof newestFirst, 'problem'> = {
  problem: cursor => newestFirst.problem(cursor) && mostClickedFirst.problem(cursor),
}

/**
 * A page of links, newest or most clicked first. Throws InvalidInput for a foreign cursor.
 */
export async function listLinks(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  { limit, cursor, total = false, ...filter }: LinkQuery,
): Promise<LinkPage> {
  const selected = selectLinks(ctx.db)
  const { items, next } = await (filter.sort === 'clicks' ? mostClicked() : newest())
  return {
    items: items.map(row => showLink(row, ctx.config)),
    next,
    ...(total && { total: await countFound(ctx, filter) }),
  }

  async function newest() {
    const { after, atMost, cut } = newestFirst.open({ limit, cursor }, filter)
    const later =
      after && sql`(${links.createdAt}, ${links.id}) < (${after[0]}::timestamptz, ${after[1]}::bigint)`
    const rows = await selected
      .where(and(found(ctx, filter), later))
      .orderBy(desc(links.createdAt), desc(links.id))
      .limit(atMost)
    return cut(rows, ({ link }) => [link.createdAt.toISOString(), link.id])
  }

  async function mostClicked() {
    const { after, atMost, cut } = mostClickedFirst.open({ limit, cursor }, filter)
    const fewer = after && sql`(${counts.clicks}, ${links.id}) < (${after[0]}::bigint, ${after[1]}::bigint)`
    const rows = await selected
      .where(and(found(ctx, filter), fewer))
      .orderBy(desc(counts.clicks), desc(links.id))
      .limit(atMost)
    return cut(rows, ({ link, clicks }) => [clicks, link.id])
  }
}
