import { and, eq, getTableColumns, inArray } from 'drizzle-orm'
import { type Access, everything, requireRight, seesAccount } from '../auth/access.js'
import type { Queryable } from '../db/connect.js'
import { accounts, formerHandles } from '../db/schema.js'
import { AccountNotFound } from '../errors.js'
import { type Handle, parseHandle } from './handle.js'

export type AccountRow = typeof accounts.$inferSelect

/**
 * The account with a current or former handle, in upper or lower case, with or without its @.
 * Throws AccountNotFound, also for a malformed handle.
 */
export async function findAccount(
  { db, access }: { db: Queryable; access: Access },
  handle: string,
): Promise<AccountRow> {
  const key = parseHandle(handle)?.key
  const row = key === undefined ? undefined : (await findAccounts(db, [key], access)).get(key)
  if (row === undefined) throw new AccountNotFound({ handle })
  return row
}

/**
 * The same, locked until the end of the transaction, for a change. Throws Forbidden, too.
 */
export async function lockAccount(tx: Queryable, access: Access, handle: string): Promise<AccountRow> {
  requireRight(access, 'accounts')
  const { id } = await findAccount({ db: tx, access }, handle)
  const [row] = await tx.select().from(accounts).where(eq(accounts.id, id)).for('update')
  if (row === undefined) throw new AccountNotFound({ handle })
  return row
}

/** The existing accounts with these keys, by the requested key, which may be a former one. */
export async function findAccounts(
  db: Queryable,
  keys: string[],
  access: Access = everything,
): Promise<Map<string, AccountRow>> {
  if (keys.length === 0) return new Map()
  const present = await db
    .select()
    .from(accounts)
    .where(and(inArray(accounts.handleKey, keys), seesAccount(access, accounts.id)))
  const found = new Map(present.map(row => [row.handleKey, row]))
  const others = keys.filter(key => !found.has(key))
  if (others.length === 0) return found
  const renamed = await db
    .select({ asked: formerHandles.handleKey, ...getTableColumns(accounts) })
    .from(formerHandles)
    .innerJoin(accounts, eq(accounts.id, formerHandles.accountId))
    .where(and(inArray(formerHandles.handleKey, others), seesAccount(access, accounts.id)))
  for (const { asked, ...row } of renamed) found.set(asked, row)
  return found
}

/** The current handle of the account that formerly had this one. */
export async function presentHandle(db: Queryable, handle: Handle): Promise<Handle> {
  const row = (await findAccounts(db, [handle.key])).get(handle.key)
  return row ? { handle: row.handle, key: row.handleKey, network: row.network } : handle
}
