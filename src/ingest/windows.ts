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

/** By link; none for a link without tweet and draft. */
export type Windows = ReadonlyMap<number, Window>

/** The windows of some links. */
export async function loadWindows(db: Queryable, linkIds: number[]): Promise<Windows> {
  if (linkIds.length === 0) return new Map()
  const rows = await db
    .select({
      linkId: links.id,
      tweetedAt: tweets.tweetedAt,
      windowEndsAt: tweets.windowEndsAt,
      published: tweets.published,
    })
    .from(links)
    .innerJoin(tweets, eq(tweets.id, links.tweetId))
    .where(sql`${links.id} in (select ${unnest(bigints(linkIds))})`)
  return new Map(
    rows.map(row => {
      const from = row.tweetedAt.getTime()
      return [row.linkId, { from, to: row.windowEndsAt.getTime(), tweetedAt: row.published ? from : null }]
    }),
  )
}

/** Whether a click lies inside the window of its link's tweet. */
export function isInside(window: Window | undefined, { at }: { at: number }): boolean {
  return window !== undefined && at >= window.from && at < window.to
}

/** Whether the same clicks lie inside them. */
export function sameWindows(some: Windows, others: Windows): boolean {
  if (some.size !== others.size) return false
  for (const [linkId, { from, to }] of some) {
    const other = others.get(linkId)
    if (other === undefined || other.from !== from || other.to !== to) return false
  }
  return true
}

/** Tweets came, went or moved while a batch was made ready. */
export class WindowsMoved extends Error {}
