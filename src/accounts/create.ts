import { eq } from 'drizzle-orm'
import { requireRight } from '../auth/access.js'
import type { Context } from '../context.js'
import { announceFigures } from '../db/figures.js'
import { accounts, followerCounts, formerHandles } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { AccountExists } from '../errors.js'
import { trim } from '../typed/trim.js'
import type { Handle } from './handle.js'
import { type Account, viewAccount } from './view.js'

export interface NewAccount {
  account: Handle
  name?: string
  public?: boolean
  /** Becomes a snapshot with the current time. */
  followers?: number
}

/**
 * If it is a former handle of another account, that account loses it for good. Throws
 * AccountExists.
 */
export async function createAccount(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  wish: NewAccount,
): Promise<Account> {
  requireRight(ctx.access, 'shared')
  const { handle, key, network } = wish.account
  const now = ctx.now()
  return transact(ctx.db, async tx => {
    const [row] = await tx
      .insert(accounts)
      .values({
        handle,
        handleKey: key,
        network,
        name: trim(wish.name ?? '') || null,
        public: wish.public ?? false,
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning()
    if (row === undefined) throw new AccountExists({ handle })
    await tx.delete(formerHandles).where(eq(formerHandles.handleKey, key))
    if (wish.followers !== undefined) {
      await tx.insert(followerCounts).values({ accountId: row.id, countedAt: now, followers: wish.followers })
    }
    await announceFigures(tx)
    return viewAccount(tx, row)
  })
}
