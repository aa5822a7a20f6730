import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'
import { replaceSalt } from './salt.js'
import { clicksLeft } from './usable.js'

/** What a redirect needs to know about a link. */
export interface CachedLink {
  id: number
  identity: number
  slug: string
  url: string
  enabled: boolean
  expiresAt: Date | null
  /** Clicks of people until its limit; null if it has none. */
  clicksLeft: number | null
  deletedAt: Date | null
  forwardQuery: boolean
  visitorSalt: Buffer
  visitorSaltEndsAt: Date
}

const columns = {
  id: links.id,
  identity: links.identity,
  slug: links.slug,
  url: links.url,
  enabled: links.enabled,
  expiresAt: links.expiresAt,
  clicksLeft: clicksLeft.mapWith(Number) as SQL<number | null>,
  deletedAt: links.deletedAt,
  forwardQuery: links.forwardQuery,
  visitorSalt: links.visitorSalt,
  visitorSaltEndsAt: links.visitorSaltEndsAt,
}

/**
 * What a redirect needs to know about a link, with a valid salt; undefined if there is no such
 * link.
 */
export async function loadLink(db: Queryable, slug: string, now: Date): Promise<CachedLink | undefined> {
  const [link] = await db.select(columns).from(links).where(eq(links.slug, slug))
  if (link === undefined || link.visitorSaltEndsAt > now) return link
  return { ...link, ...(await replaceSalt(db, link.id, now)) }
}

/** Where a page of the newest links ends. */
export interface After {
  createdAt: Date
  id: number
}

/** The newest links that redirect, page by page; their salts may have expired. */
export async function loadNewest(
  db: Queryable,
  limit: number,
  after?: After,
): Promise<{ links: CachedLink[]; after: After | undefined }> {
  // As a row, so that the index finds the place: every page would read all before it.
  const older =
    after &&
    sql`(${links.createdAt}, ${links.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::bigint)`
  const rows = await db
    .select({ link: columns, createdAt: links.createdAt })
    .from(links)
    .where(and(isNull(links.deletedAt), older))
    .orderBy(desc(links.createdAt), desc(links.id))
    .limit(limit)
  const last = rows.at(-1)
  return { links: rows.map(row => row.link), after: last && { createdAt: last.createdAt, id: last.link.id } }
}
