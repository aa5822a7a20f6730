import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links, tweets } from '../db/schema.js'
import { bigints, unnest } from './columns.js'

/** A tweet's attribution window, `[from, to)`, in milliseconds since the epoch. */
export interface Window {
  from: number
  to: number
  /** Time of the tweet; null while it is a draft. */
  tweetedAt: number | null
}

/** What ingest needs to know of a link. */
export interface Link {
  identity: number
  /** Null for a link without tweet and draft. */
  window: Window | null
}

/** By id. */
export type Links = ReadonlyMap<number, Link>

/** These links, as far as they exist. */
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
    rows.map(({ linkId, identity, ...tweet }) => [linkId, { identity, window: windowOf(tweet) }]),
  )
}

function windowOf(tweet: {
  tweetedAt: Date | null
  windowEndsAt: Date | null
  published: boolean | null
}): Window | null {
  if (tweet.tweetedAt === null || tweet.windowEndsAt === null) return null
  const from = tweet.tweetedAt.getTime()
  return { from, to: tweet.windowEndsAt.getTime(), tweetedAt: tweet.published ? from : null }
}

/** Whether a click lies inside the window of its link's tweet. */
export function isInside(link: Link | undefined, { at }: { at: number }): boolean {
  const window = link?.window ?? null
  return window !== null && at >= window.from && at < window.to
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

/** Tweets came, went or moved while a batch was made ready. */
export class LinksChanged extends Error {
  constructor() {
    super('Tweets of a batch changed while it was made ready.')
  }
}
