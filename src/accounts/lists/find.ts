import { eq } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { lists } from '../../db/schema.js'
import { ListNotFound } from '../../errors.js'
import { nameKey, nameProblem } from './name.js'

export type ListRow = typeof lists.$inferSelect

/** The list with a name, ignoring case. Throws ListNotFound, also for an invalid name. */
export async function findList(db: Queryable, name: string): Promise<ListRow> {
  const possible = nameProblem(name) === null
  const [row] = possible
    ? await db
        .select()
        .from(lists)
        .where(eq(lists.nameKey, nameKey(name)))
    : []
  if (row === undefined) throw new ListNotFound({ list: name })
  return row
}

/** The same, locked until the end of the transaction. */
export async function lockList(tx: Queryable, name: string): Promise<ListRow> {
  const { id } = await findList(tx, name)
  const [row] = await tx.select().from(lists).where(eq(lists.id, id)).for('update')
  if (row === undefined) throw new ListNotFound({ list: name })
  return row
}
