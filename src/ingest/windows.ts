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

/** The windows of those of the links that have a tweet or a draft. */
export async function loadWindows(db: Queryable, linkIds: number[]): Promise<Map<number, Window>> {
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
