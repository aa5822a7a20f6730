import { eq, sql } from 'drizzle-orm'
import { bigints, unnest } from '../db/columns.js'
import type { Queryable } from '../db/connect.js'
import { accounts, links, purgedLinks, tweets } from '../db/schema.js'
import type { Window } from '../rollups/window.js'

/** What ingest needs to know about a link. */
export interface Link {
  identity: number
  /** Window of its tweet; null if it has none, or only a draft. */
  window: Window | null
  /** Milliseconds since the epoch; null if no tweet is published. */
  tweetedAt: number | null
  /** Its tweet or draft, if a click decides when that begins. */
  unpublished: Unpublished | null
}

/** A tweet whose time nobody gave. */
export interface Unpublished {
  tweetId: number
  /** Clicks from here are no spillover, and neither are those from an unknown source. */
  network: string
  /** Length of its window in milliseconds. */
  windowMs: number
}

/** By id. */
export type Links = ReadonlyMap<number, Link>

/** The identities of those of these links that were erased, by id. */
export async function loadPurged(db: Queryable, linkIds: number[]): Promise<ReadonlyMap<number, number>> {
  if (linkIds.length === 0) return new Map()
  const rows = await db
    .select({ linkId: purgedLinks.linkId, identity: purgedLinks.identity })
    .from(purgedLinks)
    .where(sql`${purgedLinks.linkId} in (select ${unnest(bigints(linkIds))})`)
  return new Map(rows.map(({ linkId, identity }) => [linkId, identity]))
}

/** Those of these links that exist. */
export async function loadLinks(db: Queryable, linkIds: number[]): Promise<Links> {
  if (linkIds.length === 0) return new Map()
  const rows = await db
    .select({
      linkId: links.id,
      identity: links.identity,
      tweetedAt: tweets.tweetedAt,
      windowEndsAt: tweets.windowEndsAt,
      published: tweets.published,
      begun: tweets.begun,
      tweetId: links.tweetId,
      network: sql<string>`coalesce(${tweets.network}, ${accounts.network}, 'x')`,
    })
    .from(links)
    .leftJoin(tweets, eq(tweets.id, links.tweetId))
    .leftJoin(accounts, eq(accounts.id, tweets.accountId))
    .where(sql`${links.id} in (select ${unnest(bigints(linkIds))})`)
  return new Map<number, Link>(
    rows.map(({ linkId, identity, tweetId, tweetedAt, windowEndsAt, published, begun, network }) => {
      const plain: Link = { identity, window: null, tweetedAt: null, unpublished: null }
      if (tweetId === null || tweetedAt === null || windowEndsAt === null) return [linkId, plain]
      const window = { from: tweetedAt.getTime(), to: windowEndsAt.getTime() }
      if (published) return [linkId, { ...plain, window, tweetedAt: window.from }]
      const unpublished = { tweetId, network, windowMs: window.to - window.from }
      return [linkId, { ...plain, window: begun ? window : null, unpublished }]
    }),
  )
}

/** Whether both are the same links, with the same windows and drafts. */
export function sameLinks(some: Links, others: Links): boolean {
  if (some.size !== others.size) return false
  for (const [linkId, { identity, window, unpublished }] of some) {
    const other = others.get(linkId)
    if (other === undefined || other.identity !== identity) return false
    if (other.window?.from !== window?.from || other.window?.to !== window?.to) return false
    if (other.unpublished?.tweetId !== unpublished?.tweetId) return false
    if (other.unpublished?.network !== unpublished?.network) return false
  }
  return true
}

/** Tweets were added, removed, moved or begun while a batch was being prepared. */
export class LinksChanged extends Error {
  constructor() {
    super('Tweets of a batch changed while it was being prepared.')
  }
}
