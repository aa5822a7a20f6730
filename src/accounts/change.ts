import { and, eq, notExists } from 'drizzle-orm'
import type { Context } from '../context.js'
import { announceFigures } from '../db/figures.js'
import { accounts, links, tweets } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { trim } from '../typed/trim.js'
import { lockAccount } from './find.js'
import type { Handle } from './handle.js'
import { renameAccount } from './rename.js'
import { type Account, viewAccount } from './view.js'

export interface AccountChanges {
  /** The new handle, on the same network; everything else stays with the account. */
  handle?: Handle
  name?: string | null
  public?: boolean
}

/** Throws AccountNotFound, AccountExists, or InvalidInput for a handle of another network. */
export function changeAccount(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  known: string,
  { handle, name, ...rest }: AccountChanges,
): Promise<Account> {
  return transact(ctx.db, async tx => {
    const row = await lockAccount(tx, ctx.access, known)
    const changes = { ...rest, ...(name !== undefined && { name: trim(name ?? '') || null }) }
    if (handle !== undefined) await renameAccount(tx, ctx, row, handle)
    if (Object.keys(changes).length > 0) {
      await tx.update(accounts).set(changes).where(eq(accounts.id, row.id))
    }
    await announceFigures(tx)
    return viewAccount(tx, row)
  })
}

/**
 * Deletes an account with its snapshots and what was reported of tweets without a link; its links
 * stay, without an account. Throws AccountNotFound.
 */
export async function removeAccount(ctx: Pick<Context, 'access' | 'db'>, handle: string): Promise<void> {
  await transact(ctx.db, async tx => {
    const { id } = await lockAccount(tx, ctx.access, handle)
    // What the network reported of tweets without a link is the account's alone.
    await tx
      .delete(tweets)
      .where(
        and(eq(tweets.accountId, id), notExists(tx.select().from(links).where(eq(links.tweetId, tweets.id)))),
      )
    await tx.delete(accounts).where(eq(accounts.id, id))
    await announceFigures(tx)
  })
}
