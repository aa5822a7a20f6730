import { and, eq, getTableColumns, inArray } from 'drizzle-orm'
import { type Access, everything, requireRight, seesAccount } from '../auth/access.js'
import type { Queryable } from '../db/connect.js'
import { accounts, formerHandles } from '../db/schema.js'
import { AccountNotFound } from '../errors.js'
import { parseHandle } from './handle.js'

export type AccountRow = typeof accounts.$inferSelect

/** Where to look, and with whose eyes. */
interface Seeing {
  db: Queryable
  access: Access
}

/**
 * The account with a current or former handle, in upper or lower case, with or without its @.
 * Throws AccountNotFound, also for a malformed handle.
 */
export async function findAccount({ db, access }: Seeing, handle: string): Promise<AccountRow> {
  const key = keyOf(handle)
  return known(handle, (await findAccounts(db, [key], access)).get(key))
}

/** The account with an id; null without one, and for an account that is not the key's. */
export async function findAccountById({ db, access }: Seeing, id: number | null): Promise<AccountRow | null> {
  if (id === null) return null
  const [row] = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.id, id), seesAccount(access, accounts.id)))
  return row ?? null
}

/**
 * The same as findAccount, locked until the end of the transaction, for a change. Throws Forbidden,
 * too.
 */
export async function lockAccount(tx: Queryable, access: Access, handle: string): Promise<AccountRow> {
  requireRight(access, 'accounts')
  const key = keyOf(handle)
  // Of one that is renamed while this waits, the second query finds the former handle.
  const present = await selectPresent(tx, [key], access).for('update')
  const [row] =
    present.length > 0 ? present : await selectRenamed(tx, [key], access).for('update', { of: accounts })
  return known(handle, row)
}

/** The ids of the accounts with these handles, each once. Throws AccountNotFound. */
export async function accountIds({ db, access }: Seeing, handles: string[]): Promise<number[]> {
  const found = await findAccounts(db, handles.map(keyOf), access)
  return [...new Set(handles.map(handle => known(handle, found.get(keyOf(handle))).id))]
}

function keyOf(handle: string): string {
  const key = parseHandle(handle)?.key
  if (key === undefined) throw new AccountNotFound({ handle })
  return key
}

function known(handle: string, row: AccountRow | undefined): AccountRow {
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
  const present = await selectPresent(db, keys, access)
  const found = new Map(present.map(row => [row.handleKey, row]))
  const others = keys.filter(key => !found.has(key))
  if (others.length === 0) return found
  for (const { asked, ...row } of await selectRenamed(db, others, access)) found.set(asked, row)
  return found
}

function selectPresent(db: Queryable, keys: string[], access: Access) {
  return db
    .select()
    .from(accounts)
    .where(and(inArray(accounts.handleKey, keys), seesAccount(access, accounts.id)))
}

function selectRenamed(db: Queryable, keys: string[], access: Access) {
  return db
    .select({ asked: formerHandles.handleKey, ...getTableColumns(accounts) })
    .from(formerHandles)
    .innerJoin(accounts, eq(accounts.id, formerHandles.accountId))
    .where(and(inArray(formerHandles.handleKey, keys), seesAccount(access, accounts.id)))
}
