import { eq, sql } from 'drizzle-orm'
import { lockAccount } from '../accounts/find.js'
import type { Context } from '../context.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import { accounts, formerHandles, staleScores, tweets } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { eraseSoon } from './erase-soon.js'
import { forgetLinks, forgetNames } from './forget.js'

/**
 * Erases an account with everything that belongs to it: its tweets and their links (see
 * `purgeLink`), its follower history, scores and former handles. Throws Forbidden or
 * AccountNotFound.
 */
export async function purgeAccount(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'links' | 'log'>,
  handle: string,
): Promise<void> {
  const slugs = await transact(ctx.db, async tx => {
    await lockCounting(tx, 'exclusive')
    const { id, handle: own, handleKey } = await lockAccount(tx, ctx.access, handle)
    const links = await tx.execute<{ id: string }>(
      sql`select l.id from links l join tweets t on t.id = l.tweet_id where t.account_id = ${id}`,
    )
    const ids = links.map(link => Number(link.id))
    const forgotten = await forgetLinks(tx, ids, ctx.now())
    const former = await tx
      .select({ key: formerHandles.handleKey })
      .from(formerHandles)
      .where(eq(formerHandles.accountId, id))
    await tx.delete(tweets).where(eq(tweets.accountId, id))
    // Nothing refers to it by a key; its rows of other tables go with the account's.
    await tx.delete(staleScores).where(eq(staleScores.accountId, id))
    await tx.delete(accounts).where(eq(accounts.id, id))
    await forgetNames(tx, [own, handleKey, ...former.map(({ key }) => key)])
    await announceFigures(tx)
    return forgotten
  })
  for (const slug of slugs) ctx.links.changed(slug)
  await eraseSoon(ctx)
}
