import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { accounts, listAccounts } from '../db/schema.js'
import { findList } from './lists/find.js'

/** The condition that an account (a row of `accounts`) is on the list of this name, in any case. Throws ListNotFound. */
export async function accountsOfList(db: Queryable, name: string): Promise<SQL> {
  const { id } = await findList(db, name)
  return sql`${accounts.id} in (select account_id from ${listAccounts} where list_id = ${id})`
}
