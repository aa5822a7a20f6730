import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { links, tweets } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { InvalidInput } from '../errors.js'
import { requireGivenTweet } from '../tweets/given.js'
import { lockLink } from './find.js'
import { type Link, viewLink } from './view.js'

/** What the network's analytics say of a tweet; null clears a number, undefined leaves it. */
export interface Reported {
  impressions?: number | null | undefined
  reportedClicks?: number | null | undefined
}

/**
 * Stores what the network's analytics say of a link's tweet, and changes nothing else. Throws
 * InvalidInput for a link without a tweet and for more clicks than impressions, LinkNotFound or
 * LinkGone.
 */
export async function reportTweet(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  slug: string,
  reported: Reported,
): Promise<Link> {
  return transact(ctx.db, async tx => {
    const link = await lockLink(tx, ctx.access, slug)
    if (link.tweetId === null) {
      throw new InvalidInput([
        { field: 'tweetedAt', message: 'or the address of the tweet is needed: the link has no tweet yet' },
      ])
    }
    await requireGivenTweet(tx, ctx.access, link.tweetId)
    await storeReported(tx, link.tweetId, reported)
    return viewLink(tx, eq(links.id, link.id), ctx.config)
  })
}

/** Throws InvalidInput where more clicks than impressions would be reported. */
export async function storeReported(
  tx: Queryable,
  tweetId: number,
  { impressions, reportedClicks }: Reported,
): Promise<void> {
  if (impressions === undefined && reportedClicks === undefined) return
  const [before] = await tx.select().from(tweets).where(eq(tweets.id, tweetId)).for('update')
  const seen = impressions === undefined ? (before?.impressions ?? null) : impressions
  const clicked = reportedClicks === undefined ? (before?.reportedClicks ?? null) : reportedClicks
  if (seen !== null && clicked !== null && clicked > seen) {
    throw new InvalidInput([
      reportedClicks === undefined
        ? {
            field: 'impressions',
            message: `must be at least the link clicks reported before, ${clicked}: give the link clicks as well, or clear them`,
          }
        : {
            field: 'reportedClicks',
            message: `must be at most the impressions, ${seen}: check both numbers in the analytics and give them together`,
          },
    ])
  }
  await tx.update(tweets).set({ impressions, reportedClicks }).where(eq(tweets.id, tweetId))
}
