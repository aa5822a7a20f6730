import { and, asc, gt } from 'drizzle-orm'
import type { Context } from '../../context.js'
import { type Page, type PageQuery, pagesOf } from '../../db/pages.js'
import { lists } from '../../db/schema.js'
import { findList, seesList } from './find.js'
import { type List, selectLists, showList, viewList } from './view.js'

/** Throws ListNotFound. */
export async function readList(ctx: Pick<Context, 'access' | 'db'>, name: string): Promise<List> {
  return viewList(ctx, await findList(ctx, name))
}

export const listPages = pagesOf('lists', 'text')

/** A page of lists by name. Throws InvalidInput for a foreign cursor. */
export async function listLists(ctx: Pick<Context, 'access' | 'db'>, query: PageQuery): Promise<Page<List>> {
  const { after, atMost, cut } = listPages.open(query)
  const rows = await selectLists(ctx)
    .where(and(seesList(ctx.access), after === undefined ? undefined : gt(lists.nameKey, after)))
    .orderBy(asc(lists.nameKey))
    .limit(atMost)
  const { items, next } = cut(rows, ({ list }) => list.nameKey)
  return { items: items.map(showList), next }
}
