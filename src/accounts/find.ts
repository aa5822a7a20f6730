import { eq } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accounts } from '../db/schema.js'
import { AccountNotFound } from '../errors.js'
import { parseHandle } from './handle.js'

export type AccountRow = typeof accounts.$inferSelect

/** The account of a handle in any case, with or without its @. Throws AccountNotFound, also for a malformed handle. */
export async function findAccount(db: Queryable, handle: string): Promise<AccountRow> {
  const key = parseHandle(handle)?.key
  const [row] = key === undefined ? [] : await db.select().from(accounts).where(eq(accounts.handleKey, key))
  if (row === undefined) throw new AccountNotFound({ handle })
  return row
}
