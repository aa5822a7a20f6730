import { eq } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { accounts, followerRefreshes, formerHandles } from '../db/schema.js'
import { AccountExists, AccountNotGiven, InvalidInput } from '../errors.js'
import { foreignHandles } from './ensure.js'
import { type AccountRow, findAccounts } from './find.js'
import type { Handle } from './handle.js'

/**
 * Gives an account a new handle; the current one becomes a former handle, which still finds the
 * account. If only the case differs, the handle is simply rewritten. Throws AccountExists,
 * AccountNotGiven where the handle leads to an account that a limited key does not have, or
 * InvalidInput for a handle of another network.
 */
export async function renameAccount(
  tx: Queryable,
  { access, now }: Pick<Context, 'access' | 'now'>,
  account: AccountRow,
  to: Handle,
): Promise<void> {
  const { handle, key, network } = to
  if (network !== account.network) {
    const message = `must be of the same network, ${account.network}: an account elsewhere is another one`
    throw new InvalidInput([{ field: 'handle', message }])
  }
  const holder = (await findAccounts(tx, [key])).get(key)
  if (holder !== undefined && holder.id !== account.id) {
    if ((await foreignHandles(tx, access, [to])).size > 0) throw new AccountNotGiven({ account: handle })
    if (holder.handleKey === key) throw new AccountExists({ handle })
  }
  await tx.update(accounts).set({ handle, handleKey: key }).where(eq(accounts.id, account.id))
  await tx.delete(formerHandles).where(eq(formerHandles.handleKey, key))
  if (key === account.handleKey) return
  const former = { accountId: account.id, renamedAt: now() }
  await tx
    .insert(formerHandles)
    .values({ handleKey: account.handleKey, ...former })
    .onConflictDoUpdate({ target: formerHandles.handleKey, set: former })
  // What the network said about the former handle, such as "not found", says nothing about this
  // one.
  await tx.delete(followerRefreshes).where(eq(followerRefreshes.accountId, account.id))
}
