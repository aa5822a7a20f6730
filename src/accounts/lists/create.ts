import { requireRight } from '../../auth/access.js'
import type { Context } from '../../context.js'
import { lists } from '../../db/schema.js'
import { transact } from '../../db/transact.js'
import { ListExists } from '../../errors.js'
import type { Handle } from '../handle.js'
import { putMembers } from './members.js'
import { nameKey } from './name.js'
import { type List, viewList } from './view.js'

/** Creates a list of accounts; unknown accounts are created. Throws ListExists. */
export async function createList(
  ctx: Pick<Context, 'access' | 'db' | 'now'>,
  { name, accounts = [] }: { name: string; accounts?: Handle[] },
): Promise<List> {
  requireRight(ctx.access, 'shared')
  return transact(ctx.db, async tx => {
    const [list] = await tx
      .insert(lists)
      .values({ name, nameKey: nameKey(name), createdAt: ctx.now() })
      .onConflictDoNothing()
      .returning()
    if (list === undefined) throw new ListExists({ list: name })
    await putMembers(tx, ctx, list, accounts)
    return viewList({ ...ctx, db: tx }, list)
  })
}
