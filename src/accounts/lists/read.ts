import { asc, gt } from 'drizzle-orm'
import type { Context } from '../../context.js'
import { lists } from '../../db/schema.js'
import { findList } from './find.js'
import { type List, selectLists, showList, viewList } from './view.js'

/** Throws ListNotFound. */
export async function readList(ctx: Pick<Context, 'db'>, name: string): Promise<List> {
  return viewList(ctx.db, await findList(ctx.db, name))
}

/** A page of lists by name; `after` and `next` are keys of names, `next` is null on the last page. */
export async function listLists(
  ctx: Pick<Context, 'db'>,
  { limit, after }: { limit: number; after?: string },
): Promise<{ lists: List[]; next: string | null }> {
  const rows = await selectLists(ctx.db)
    .where(after === undefined ? undefined : gt(lists.nameKey, after))
    .orderBy(asc(lists.nameKey))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { lists: page.map(showList), next: last?.list.nameKey ?? null }
}
