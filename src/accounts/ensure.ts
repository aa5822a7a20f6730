import { inArray } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accounts } from '../db/schema.js'
import type { AccountRow } from './find.js'
import type { Handle } from './handle.js'

/** The accounts of these handles by their keys; a handle without one gets one, private and without followers. */
export async function ensureAccounts(
  tx: Queryable,
  handles: Handle[],
  now: Date,
): Promise<Map<string, AccountRow>> {
  const wanted = new Map(handles.map(handle => [handle.key, handle]))
  const known = await knownAccounts(tx, [...wanted.keys()])
  const missing = [...wanted.values()].filter(({ key }) => !known.has(key))
  if (missing.length === 0) return known
  // Every transaction takes the keys in the same order, so that two of them cannot wait for each other.
  missing.sort((a, b) => (a.key < b.key ? -1 : 1))
  await tx
    .insert(accounts)
    .values(missing.map(({ handle, key, network }) => ({ handle, handleKey: key, network, createdAt: now })))
    .onConflictDoNothing()
  return knownAccounts(tx, [...wanted.keys()])
}

/** Those of the accounts with these keys that exist, by their keys. */
async function knownAccounts(tx: Queryable, keys: string[]): Promise<Map<string, AccountRow>> {
  if (keys.length === 0) return new Map()
  const rows = await tx.select().from(accounts).where(inArray(accounts.handleKey, keys))
  return new Map(rows.map(row => [row.handleKey, row]))
}
