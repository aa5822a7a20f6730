import type { Access } from '../auth/access.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { accounts } from '../db/schema.js'
import { AccountNotGiven, Conflict } from '../errors.js'
import { slices } from '../typed/slices.js'
import { type AccountRow, findAccounts } from './find.js'
import type { Handle } from './handle.js'

/** Drizzle builds the statement for this many in a few milliseconds. */
const rowsAtOnce = 100

/**
 * The accounts with these current or former handles, by key; a handle without an account gets a
 * private one, without followers. Call it within `transact`. Throws AccountNotGiven for one that a
 * limited key may not use.
 */
export async function ensureAccounts(
  tx: Queryable,
  { access, now }: Pick<Context, 'access' | 'now'>,
  handles: Handle[],
): Promise<Map<string, AccountRow>> {
  const wanted = new Map(handles.map(handle => [handle.key, handle]))
  const known = await findAccounts(tx, [...wanted.keys()], access)
  const createdAt = now()
  const missing = [...wanted.values()].filter(({ key }) => !known.has(key))
  const [first] = missing
  if (first === undefined) return known
  if (access.limited) throw new AccountNotGiven({ account: first.key })
  // Every transaction locks the keys in the same order, so that no two can deadlock.
  missing.sort((a, b) => (a.key < b.key ? -1 : 1))
  for (const some of slices(missing, rowsAtOnce)) {
    const made = await tx
      .insert(accounts)
      .values(some.map(({ handle, key, network }) => ({ handle, handleKey: key, network, createdAt })))
      .onConflictDoNothing()
      .returning()
    for (const row of made) known.set(row.handleKey, row)
  }
  if (known.size === wanted.size) return known
  // What somebody else made meanwhile is there, but the insert does not return it.
  const all = await findAccounts(tx, [...wanted.keys()])
  // An account that already existed at the insert, but has been deleted since.
  if (all.size < wanted.size) throw new Conflict()
  return all
}

/** The keys of those handles that are no accounts of a limited key, whether or not they exist. */
export async function foreignHandles(db: Queryable, access: Access, handles: Handle[]): Promise<Set<string>> {
  if (!access.limited) return new Set()
  const keys = handles.map(({ key }) => key)
  const own = await findAccounts(db, keys, access)
  return new Set(keys.filter(key => !own.has(key)))
}
