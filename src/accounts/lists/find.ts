import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Access, requireRight, seesAccount } from '../../auth/access.js'
import type { Queryable } from '../../db/connect.js'
import { listAccounts, lists } from '../../db/schema.js'
import { ListNotFound } from '../../errors.js'
import { nameKey, nameProblem } from './name.js'

export type ListRow = typeof lists.$inferSelect

/** A limited key sees a list that has one of its accounts, and only its accounts on it. */
export function seesList(access: Access): SQL | undefined {
  if (!access.limited) return undefined
  const { accountId, listId } = listAccounts
  return sql`exists (select from ${listAccounts} where ${listId} = ${lists.id} and ${seesAccount(access, accountId)})`
}

/** The list with a name, ignoring case. Throws ListNotFound, also for an invalid name. */
export async function findList(
  { db, access }: { db: Queryable; access: Access },
  name: string,
): Promise<ListRow> {
  return theOne(name, nameProblem(name) === null ? await selectList(db, access, name) : [])
}

/** The same, locked until the end of the transaction. */
export async function lockList(tx: Queryable, access: Access, name: string): Promise<ListRow> {
  requireRight(access, 'shared')
  return theOne(name, nameProblem(name) === null ? await selectList(tx, access, name).for('update') : [])
}

function selectList(db: Queryable, access: Access, name: string) {
  return db
    .select()
    .from(lists)
    .where(and(eq(lists.nameKey, nameKey(name)), seesList(access)))
}

function theOne(list: string, [row]: ListRow[]): ListRow {
  if (row === undefined) throw new ListNotFound({ list })
  return row
}
