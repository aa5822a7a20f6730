import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { lists } from '../../db/schema.js'
import { ListNotFound } from '../../errors.js'
import type { ListRow } from './find.js'

/** A named list of accounts; the time in ISO 8601. */
export interface List {
  name: string
  /** Handles, in their order. */
  accounts: string[]
  createdAt: string
}

/** Lists with the handles of their accounts, for the caller to filter, order and limit. */
export function selectLists(db: Queryable) {
  // In raw words, as Drizzle leaves the names of tables out where a query has only one; as JSON,
  // since the driver reads no arrays.
  const handles = sql<
    string[]
  >`(select coalesce(json_agg(a.handle order by a.handle_key), '[]') from list_accounts m
    join accounts a on a.id = m.account_id where m.list_id = lists.id)`
  return db.select({ list: lists, handles }).from(lists).$dynamic()
}

export function showList({ list, handles }: { list: ListRow; handles: string[] }): List {
  return { name: list.name, accounts: handles, createdAt: list.createdAt.toISOString() }
}

/** The list of a row. Throws ListNotFound where it was deleted meanwhile. */
export async function viewList(db: Queryable, { id, name }: ListRow): Promise<List> {
  const [row] = await selectLists(db).where(eq(lists.id, id))
  if (row === undefined) throw new ListNotFound({ list: name })
  return showList(row)
}
