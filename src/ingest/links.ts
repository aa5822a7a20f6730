import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links, tweets } from '../db/schema.js'
import type { Window } from '../rollups/window.js'
import { bigints, unnest } from './columns.js'

/** What ingest needs to know about a link. */
export interface Link {
  identity: number
  /** Window of its tweet or draft; null if it has neither. */
  window: Window | null
  /** Milliseconds since the epoch; null if no tweet is published. */
  tweetedAt: number | null
}

/** By id. */
export type Links = ReadonlyMap<number, Link>

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
    })
    .from(links)
    .leftJoin(tweets, eq(tweets.id, links.tweetId))
    .where(sql`${links.id} in (select ${unnest(bigints(linkIds))})`)
  return new Map(
    rows.map(({ linkId, identity, tweetedAt, windowEndsAt, published }) => {
      const from = tweetedAt?.getTime() ?? null
      const window = from === null || windowEndsAt === null ? null : { from, to: windowEndsAt.getTime() }
      return [linkId, { identity, window, tweetedAt: published ? from : null }]
    }),
  )
}

/** Whether these are the same links, with the same clicks inside their windows. */
export function sameLinks(some: Links, others: Links): boolean {
  if (some.size !== others.size) return false
  for (const [linkId, { identity, window }] of some) {
    const other = others.get(linkId)
    if (other === undefined || other.identity !== identity) return false
    if (other.window?.from !== window?.from || other.window?.to !== window?.to) return false
  }
  return true
}

/** Tweets were added, removed or moved while a batch was being prepared. */
export class LinksChanged extends Error {
  constructor() {
    super('Tweets of a batch changed while it was being prepared.')
  }
}
