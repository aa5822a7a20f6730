import { and, arrayOverlaps, desc, eq, isNull, like, or, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { accounts, formerHandles, links, tweets } from '../db/schema.js'
import { trim } from '../typed/trim.js'
import { searchedSlug, searchedTexts } from './search-text.js'
import { readShortAddress } from './short-address.js'
import { isThisService } from './this-service.js'
import { tidyTag } from './tidy.js'
import { counts, type Link, selectLinks, showLink } from './view.js'

export interface LinkQuery extends PageQuery {
  /**
   * Searched in slug or short address, target (as typed or as stored), title and tweet, ignoring
   * case.
   */
  q?: string
  tag?: string
  /** The account's key: its handle in lower case. */
  account?: string
  sort: 'newest' | 'clicks'
}

/** A link's place in the list: its creation time in ISO 8601, or its clicks; then its id. */
type LinkPlace = [at: string | number, id: number]
export const linkPages = pagesOf<LinkPlace>('links')

/**
 * A page of links, without deleted ones, newest or most clicked first. Throws InvalidInput for a
 * foreign cursor.
 */
export async function listLinks(
  ctx: Pick<Context, 'db' | 'config'>,
  { limit, cursor, ...filter }: LinkQuery,
): Promise<Page<Link>> {
  const byClicks = filter.sort === 'clicks'
  const { after, atMost, cut } = linkPages.open({ limit, cursor }, filter)
  const rows = await selectLinks(ctx.db)
    .where(and(isNull(links.deletedAt), ...conditions(ctx, filter), after && placeAfter(filter.sort, after)))
    .orderBy(byClicks ? desc(counts.clicks) : desc(links.createdAt), desc(links.id))
    .limit(atMost)
  const { items, next } = cut(rows, ({ link, clicks }) => [
    byClicks ? clicks : link.createdAt.toISOString(),
    link.id,
  ])
  return { items: items.map(row => showLink(row, ctx.config)), next }
}

function conditions(
  { config }: Pick<Context, 'config'>,
  { q, tag, account }: Omit<LinkQuery, keyof PageQuery>,
): (SQL | undefined)[] {
  return [
    q === undefined ? undefined : foundBy(trim(q), config),
    !tag || tidyTag(tag) === '' ? undefined : arrayOverlaps(links.tags, [tag, tidyTag(tag)]),
    account === undefined ? undefined : or(eq(accounts.handleKey, account), formerly(account)),
  ]
}

/** A search without visible characters finds everything. */
function foundBy(q: string, own: Context['config']): SQL | undefined {
  if (q === '') return undefined
  const { searchText, slug, url, title, tweetId } = links
  const short = readShortAddress(q)
  const isOurs = short !== null && (short.at === null || isThisService(short.at, own))
  const patterns = searchedTexts(q).map(holding)
  const texts = or(...patterns.map(pattern => like(folded(tweets.text), pattern)))
  if (isOurs) patterns.push(beginning(searchedSlug(short.slug)))
  return or(
    ...patterns.flatMap(pattern => [
      like(searchText, pattern),
      // A link from an older version that has no search text yet.
      and(isNull(searchText), like(sql`lower(concat_ws(E'\\n', ${slug}, ${url}, ${title}))`, pattern)),
    ]),
    // A separate query, because in a join it would run again for each link.
    sql`${tweetId} in (select ${tweets.id} from ${tweets} where ${texts})`,
  )
}

/** A text of the database folded like a search text, as far as letters in use go. */
function folded(text: typeof tweets.text): SQL {
  return sql`replace(translate(lower(normalize(${text}, nfkc)), 'ς', 'σ'), 'ß', 'ss')`
}

/** The LIKE pattern for everything that begins with a text. */
function beginning(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`
}

/** The LIKE pattern for everything that contains a text. */
function holding(text: string): string {
  return `%${beginning(text)}`
}

/** Links of a renamed account are also found by its former handle. */
function formerly(key: string): SQL {
  const { accountId, handleKey } = formerHandles
  return sql`${accounts.id} = (select ${accountId} from ${formerHandles} where ${handleKey} = ${key})`
}

function placeAfter(sort: LinkQuery['sort'], [at, id]: LinkPlace): SQL {
  return sort === 'clicks'
    ? sql`(${counts.clicks}, ${links.id}) < (${at}::bigint, ${id}::bigint)`
    : sql`(${links.createdAt}, ${links.id}) < (${at}::timestamptz, ${id}::bigint)`
}
