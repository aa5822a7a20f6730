import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import { announceFigures } from '../db/figures.js'
import { accounts } from '../db/schema.js'
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
 * Deletes an account and its snapshots; its links stay, without an account. Throws AccountNotFound.
 */
export async function removeAccount(ctx: Pick<Context, 'access' | 'db'>, handle: string): Promise<void> {
  await transact(ctx.db, async tx => {
    const { id } = await lockAccount(tx, ctx.access, handle)
    await tx.delete(accounts).where(eq(accounts.id, id))
    await announceFigures(tx)
  })
}
