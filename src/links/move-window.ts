import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links, tweets } from '../db/schema.js'
import { isTweetRow } from '../scores/is-tweet.js'
import { recountTweet } from '../tweets/recount.js'
import { lookAfterWindowsOf } from '../webhooks/looks.js'
import { announceLink } from './announce.js'
import { newSalt } from './salt.js'

/**
 * After a tweet's window has changed, moves all its links along: clicks are recounted, and a
 * visitor salt that has not ended yet now ends with the window. Call it under the exclusive
 * counting lock.
 */
export async function moveWindow(tx: Queryable, tweetId: number, now: Date): Promise<void> {
  const rows = await tx
    .select({
      id: links.id,
      slug: links.slug,
      saltEndsAt: links.visitorSaltEndsAt,
      end: tweets.windowEndsAt,
      isTweet: sql<boolean>`${isTweetRow}`,
    })
    .from(links)
    .innerJoin(tweets, eq(tweets.id, links.tweetId))
    .where(eq(links.tweetId, tweetId))
  for (const { id, slug, saltEndsAt, end, isTweet } of rows) {
    if (isTweet && end > now) {
      // A salt that has ended must never become valid again: who clicked under it stays unknown.
      const fresh = saltEndsAt <= now ? { visitorSalt: newSalt() } : {}
      await tx
        .update(links)
        .set({ ...fresh, visitorSaltEndsAt: end })
        .where(eq(links.id, id))
    }
    await recountTweet(tx, id)
    await announceLink(tx, slug)
  }
  await lookAfterWindowsOf(tx, [tweetId])
}
