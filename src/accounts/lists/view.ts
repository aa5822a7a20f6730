import { eq, sql } from 'drizzle-orm'
import { type Access, seesAccount } from '../../auth/access.js'
import type { Queryable } from '../../db/connect.js'
import { lists } from '../../db/schema.js'
import { ListNotFound } from '../../errors.js'
import type { ListRow } from './find.js'

/** A named list of accounts; its time is in ISO 8601. */
export interface List {
  name: string
  /** Handles, in their order. */
  accounts: string[]
  createdAt: string
}

/** Lists with the handles of their accounts, for the caller to filter, order and limit. */
export function selectLists({ db, access }: { db: Queryable; access: Access }) {
  // Raw SQL, because Drizzle omits table names if a query has only one table; JSON, because the
  // driver does not parse arrays.
  const handles = sql<
    string[]
  >`(select coalesce(json_agg(a.handle order by a.handle_key), '[]') from list_accounts m
    join accounts a on a.id = m.account_id where m.list_id = lists.id and ${seesAccount(access, sql`a.id`)})`
  return db.select({ list: lists, handles }).from(lists).$dynamic()
}

export function showList({ list, handles }: { list: ListRow; handles: string[] }): List {
  return { name: list.name, accounts: handles, createdAt: list.createdAt.toISOString() }
}

/** The list in a row. Throws ListNotFound if it was deleted in the meantime. */
export async function viewList(ctx: { db: Queryable; access: Access }, { id, name }: ListRow): Promise<List> {
  const [row] = await selectLists(ctx).where(eq(lists.id, id))
  if (row === undefined) throw new ListNotFound({ list: name })
  return showList(row)
}
