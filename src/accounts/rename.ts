import { and, eq, ne } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accounts, followerRefreshes, formerHandles } from '../db/schema.js'
import { AccountExists, InvalidInput } from '../errors.js'
import type { AccountRow } from './find.js'
import type { Handle } from './handle.js'

/**
 * Gives an account a new handle; the current one becomes a former handle, which still finds the
 * account. If only the case differs, the handle is simply rewritten. Throws AccountExists, or
 * InvalidInput for a handle of another network.
 */
export async function renameAccount(
  tx: Queryable,
  account: AccountRow,
  { handle, key, network }: Handle,
  now: Date,
): Promise<void> {
  if (network !== account.network) {
    const message = `must be of the same network, ${account.network}: an account elsewhere is another one`
    throw new InvalidInput([{ field: 'handle', message }])
  }
  const [holder] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.handleKey, key), ne(accounts.id, account.id)))
  if (holder !== undefined) throw new AccountExists({ handle })
  await tx.update(accounts).set({ handle, handleKey: key }).where(eq(accounts.id, account.id))
  await tx.delete(formerHandles).where(eq(formerHandles.handleKey, key))
  if (key === account.handleKey) return
  const former = { accountId: account.id, renamedAt: now }
  await tx
    .insert(formerHandles)
    .values({ handleKey: account.handleKey, ...former })
    .onConflictDoUpdate({ target: formerHandles.handleKey, set: former })
  // What the network said about the former handle, such as "not found", says nothing about this
  // one.
  await tx.delete(followerRefreshes).where(eq(followerRefreshes.accountId, account.id))
}
