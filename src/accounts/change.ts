import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import { accounts } from '../db/schema.js'
import { findAccount } from './find.js'
import { type Account, viewAccount } from './view.js'

/** Throws AccountNotFound. */
export function changeAccount(
  ctx: Pick<Context, 'db'>,
  handle: string,
  changes: { name?: string | null; public?: boolean },
): Promise<Account> {
  return ctx.db.transaction(async tx => {
    const row = await findAccount(tx, handle)
    await tx.update(accounts).set(changes).where(eq(accounts.id, row.id))
    return viewAccount(tx, row)
  })
}

/** Deletes an account and its snapshots; its links stay, and belong to nobody. Throws AccountNotFound. */
export async function removeAccount(ctx: Pick<Context, 'db'>, handle: string): Promise<void> {
  const row = await findAccount(ctx.db, handle)
  await ctx.db.delete(accounts).where(eq(accounts.id, row.id))
}
