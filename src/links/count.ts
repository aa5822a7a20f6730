import { count, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { links, linkTotals, pendingTags, totalTags } from '../db/schema.js'
import { found, type LinkFilter } from './filter.js'

/** How many links there are, and how often they were clicked. */
export type LinkCounts = {
  links: number
  clicks: number
  /** Hits that were filtered out. */
  excluded: number
}

const noCounts: LinkCounts = { links: 0, clicks: 0, excluded: 0 }

const sums = {
  links: count(),
  clicks: sql<number>`coalesce(sum(${linkTotals.clicks}::float8), 0)`.mapWith(Number),
  excluded: sql<number>`coalesce(sum(${linkTotals.excluded}::float8), 0)`.mapWith(Number),
}

/** What all links that are not deleted have together, as rows to be added up. */
export const countsOfAll = sql`(
  select links, clicks, excluded from ${totalTags} where tag = ''
  union all select links, clicks, excluded from ${pendingTags} where tag = '') as t`

const added = sql`coalesce(sum(links), 0)::float8 as links, coalesce(sum(clicks), 0)::float8 as clicks,
  coalesce(sum(excluded), 0)::float8 as excluded`

/** Counts the links of a filter; deleted ones do not count. */
export async function countLinks(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  filter?: LinkFilter,
): Promise<LinkCounts> {
  if (filter === undefined && !ctx.access.limited) {
    const [all] = await ctx.db.execute<LinkCounts>(sql`select ${added} from ${countsOfAll}`)
    return all ?? noCounts
  }
  const [row] = await ctx.db
    .select(sums)
    .from(links)
    .leftJoin(linkTotals, eq(linkTotals.linkId, links.id))
    .where(found(ctx, filter ?? {}))
  return row ?? noCounts
}

/** How many links there are. Without a filter it still reads an index of all of them. */
export async function countFound(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  filter: LinkFilter,
): Promise<number> {
  return ctx.db.$count(links, found(ctx, filter))
}

export type TagCounts = LinkCounts & { tag: string }

/** Links and clicks for each tag that a link has, by name; or of that many after one of them. */
export async function countTags(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  page: { after?: string | undefined; atMost?: number } = {},
): Promise<TagCounts[]> {
  return ctx.access.limited ? countTagsOfLinks(ctx, page) : readTags(ctx, page)
}

/** Of all links. The changes still to be added to a tag may remove it from the list. */
async function readTags(
  { db }: Pick<Context, 'db'>,
  { after = '', atMost }: { after?: string | undefined; atMost?: number },
): Promise<TagCounts[]> {
  const most = sql`${atMost ?? null}::bigint`
  const rows = await db.execute<TagCounts>(sql`
    with pending as materialized (
      select tag, links, clicks, excluded from ${pendingTags} where tag > ${after}
    ), stored as (
      select tag, links, clicks, excluded from ${totalTags} where tag > ${after}
      order by tag limit ${most} + (select count(distinct tag) from pending)
    )
    select tag, ${added} from (select * from stored union all select * from pending) as t
    group by tag having sum(links) > 0 order by tag limit ${most}`)
  return [...rows]
}

/** Of the links that a key sees. */
async function countTagsOfLinks(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  { after, atMost }: { after?: string | undefined; atMost?: number },
): Promise<TagCounts[]> {
  const tag = sql<string>`unnest(${links.tags})`.as('tag')
  const tagged = ctx.db.select({ id: links.id, tag }).from(links).where(found(ctx, {})).as('tagged')
  // The same order in every database, independent of its language.
  const name = sql`${tagged.tag} collate "C"`
  const counted = ctx.db
    .select({ tag: tagged.tag, ...sums })
    .from(tagged)
    .leftJoin(linkTotals, eq(linkTotals.linkId, tagged.id))
    .where(after === undefined ? undefined : sql`${name} > ${after}`)
    .groupBy(tagged.tag)
    .orderBy(name)
  return atMost === undefined ? counted : counted.limit(atMost)
}
