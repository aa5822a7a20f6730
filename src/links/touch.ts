import { eq } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links } from '../db/schema.js'

/** All links of a tweet show it, so when it is changed, they are. */
export async function touchLinks(tx: Queryable, tweetId: number, updatedAt: Date): Promise<void> {
  await tx.update(links).set({ updatedAt }).where(eq(links.tweetId, tweetId))
}
