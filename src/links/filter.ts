import {
  and,
  arrayContains,
  arrayOverlaps,
  eq,
  gte,
  isNotNull,
  isNull,
  like,
  lt,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import type { Context } from '../context.js'
import { links, tweets } from '../db/schema.js'
import { trim } from '../typed/trim.js'
import { searchedSlug, searchedTexts } from './search-text.js'
import { readShortAddress } from './short-address.js'
import { isThisService } from './this-service.js'
import { tidyTag } from './tidy.js'

/** Times are half-open: from ≤ t < to. */
export interface LinkFilter {
  /**
   * Searched in slug or short address, target (as typed or as stored), title, notes and tweet,
   * ignoring case.
   */
  q?: string
  /** The account's key: its handle in lower case. */
  account?: string
  /** Links with one of these tags, or with all of them. */
  tags?: { names: string[]; all: boolean }
  /** Links without any of these tags, or without one of them. */
  otherTags?: { names: string[]; all: boolean }
  createdFrom?: Date
  createdTo?: Date
  updatedFrom?: Date
  updatedTo?: Date
  /** Only links that have not expired by then. */
  validAt?: Date
  public?: boolean
  enabled?: boolean
  /** Only deleted links; by default only others. */
  deleted?: boolean
  externalId?: string
}

/** The condition on links for a filter. */
export function found(
  { access, config }: Pick<Context, 'access' | 'config'>,
  { q, account, tags, otherTags, validAt, ...plain }: LinkFilter,
): SQL | undefined {
  return and(
    plain.deleted ? isNotNull(links.deletedAt) : isNull(links.deletedAt),
    seesLink(access),
    q === undefined ? undefined : foundBy(trim(q), config),
    account === undefined ? undefined : ofAccount(account),
    tags && tagged(tags),
    otherTags && not(tagged(otherTags)),
    plain.createdFrom && gte(links.createdAt, plain.createdFrom),
    plain.createdTo && lt(links.createdAt, plain.createdTo),
    plain.updatedFrom && gte(links.updatedAt, plain.updatedFrom),
    plain.updatedTo && lt(links.updatedAt, plain.updatedTo),
    plain.public === undefined ? undefined : eq(links.public, plain.public),
    plain.enabled === undefined ? undefined : eq(links.enabled, plain.enabled),
    plain.externalId === undefined ? undefined : eq(links.externalId, plain.externalId),
    validAt && or(isNull(links.expiresAt), gte(links.expiresAt, validAt)),
  )
}

function tagged({ names, all }: { names: string[]; all: boolean }): SQL {
  const wanted = names.map(tidyTag)
  return all ? arrayContains(links.tags, wanted) : arrayOverlaps(links.tags, wanted)
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
function ofAccount(key: string): SQL {
  return sql`${links.tweetId} in (
    select t.id from tweets t where t.account_id in (
      select a.id from accounts a where a.handle_key = ${key}
      union all select f.account_id from former_handles f where f.handle_key = ${key}))`
}
