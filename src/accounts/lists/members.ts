import { and, eq } from 'drizzle-orm'
import type { Context } from '../../context.js'
import type { Queryable } from '../../db/connect.js'
import { listAccounts } from '../../db/schema.js'
import { transact } from '../../db/transact.js'
import { ensureAccounts } from '../ensure.js'
import { findAccount } from '../find.js'
import type { Handle } from '../handle.js'
import { type ListRow, lockList } from './find.js'
import { type List, viewList } from './view.js'

/** Puts accounts on a list, once each; unknown ones are created. */
export async function putMembers(
  tx: Queryable,
  ctx: Pick<Context, 'access' | 'now'>,
  list: ListRow,
  handles: Handle[],
): Promise<void> {
  if (handles.length === 0) return
  const members = await ensureAccounts(tx, ctx, handles)
  const ids = [...new Set([...members.values()].map(({ id }) => id))].sort((a, b) => a - b)
  await tx
    .insert(listAccounts)
    .values(ids.map(accountId => ({ listId: list.id, accountId })))
    .onConflictDoNothing()
}

/**
 * Adds accounts to a list, unless they are on it already. Unknown ones are created. Throws
 * ListNotFound.
 */
export function addToList(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  name: string,
  accounts: Handle[],
): Promise<List> {
  return transact(ctx.db, async tx => {
    const list = await lockList(tx, ctx.access, name)
    await putMembers(tx, ctx, list, accounts)
    return viewList({ ...ctx, db: tx }, list)
  })
}

/**
 * Takes an account off a list; the account stays. Throws ListNotFound, and AccountNotFound for an
 * unknown account.
 */
export function removeFromList(
  ctx: Pick<Context, 'access' | 'db'>,
  name: string,
  handle: string,
): Promise<List> {
  return transact(ctx.db, async tx => {
    const list = await lockList(tx, ctx.access, name)
    const account = await findAccount({ ...ctx, db: tx }, handle)
    await tx
      .delete(listAccounts)
      .where(and(eq(listAccounts.listId, list.id), eq(listAccounts.accountId, account.id)))
    return viewList({ ...ctx, db: tx }, list)
  })
}
