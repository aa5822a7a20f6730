import { and, eq, ne } from 'drizzle-orm'
import type { Context } from '../../context.js'
import type { Queryable } from '../../db/connect.js'
import { listAccounts, lists } from '../../db/schema.js'
import { transact } from '../../db/transact.js'
import { ListExists } from '../../errors.js'
import type { Handle } from '../handle.js'
import { type ListRow, lockList } from './find.js'
import { putMembers } from './members.js'
import { nameKey } from './name.js'
import { type List, viewList } from './view.js'

/** Renames a list, or replaces all its accounts. Throws ListNotFound or ListExists. */
export function changeList(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  name: string,
  changes: { name?: string; accounts?: Handle[] },
): Promise<List> {
  return transact(ctx.db, async tx => {
    const list = await lockList(tx, ctx.access, name)
    if (changes.name !== undefined) await rename(tx, list, changes.name)
    if (changes.accounts !== undefined) {
      await tx.delete(listAccounts).where(eq(listAccounts.listId, list.id))
      await putMembers(tx, ctx, list, changes.accounts)
    }
    return viewList({ ...ctx, db: tx }, list)
  })
}

async function rename(tx: Queryable, list: ListRow, name: string) {
  const key = nameKey(name)
  const [other] = await tx
    .select({ id: lists.id })
    .from(lists)
    .where(and(eq(lists.nameKey, key), ne(lists.id, list.id)))
  if (other !== undefined) throw new ListExists({ list: name })
  await tx.update(lists).set({ name, nameKey: key }).where(eq(lists.id, list.id))
}

/** Deletes a list; its accounts stay. Throws ListNotFound. */
export async function removeList(ctx: Pick<Context, 'access' | 'db'>, name: string): Promise<void> {
  await transact(ctx.db, async tx => {
    const { id } = await lockList(tx, ctx.access, name)
    await tx.delete(lists).where(eq(lists.id, id))
  })
}
