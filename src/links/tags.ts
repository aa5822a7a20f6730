import { and, arrayContains, sql } from 'drizzle-orm'
import { requireRight, seesLink } from '../auth/access.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { links } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { InvalidInput, TagExists, TagNotFound } from '../errors.js'
import { isBroken } from '../typed/controls.js'
import { countTags, type TagCounts } from './count.js'
import { tidyTag } from './tidy.js'

export const tagPages = pagesOf('tags', 'text')

/** A page of the tags that links have, by name. Throws InvalidInput for a foreign cursor. */
export async function listTags(
  ctx: Pick<Context, 'access' | 'db' | 'config'>,
  query: PageQuery,
): Promise<Page<TagCounts>> {
  const { after, atMost, cut } = tagPages.open(query)
  return cut(await countTags(ctx, { after, atMost }), ({ tag }) => tag)
}

type Changing = Pick<Context, 'access' | 'db' | 'now'>

/**
 * Gives a tag another name on all links that the key sees, deleted ones too. Links that have both
 * keep one. Resolves to how many links were changed. Throws Forbidden, TagNotFound, InvalidInput,
 * or TagExists if a link has the new one and `merge` is not set.
 */
export async function renameTag(
  ctx: Changing,
  from: string,
  wish: { tag: string; merge?: boolean },
): Promise<{ tag: string; links: number }> {
  requireRight(ctx.access, 'links')
  const tag = tidyTag(wish.tag)
  if (tag === '') throw new InvalidInput([{ field: 'tag', message: 'must not be empty' }])
  requirePossible(from)
  return transact(ctx.db, async tx => {
    if (tag !== tidyTag(from) && !wish.merge && (await isUsed(ctx, tx, tag))) throw new TagExists({ tag })
    return {
      tag,
      links: await changeTags(ctx, tx, from, sql`array_replace(${links.tags}, ${tidyTag(from)}, ${tag})`),
    }
  })
}

/**
 * Takes a tag off all links that the key sees, deleted ones too. Throws Forbidden, TagNotFound.
 */
export async function removeTag(ctx: Changing, tag: string): Promise<void> {
  requireRight(ctx.access, 'links')
  requirePossible(tag)
  await transact(ctx.db, tx => changeTags(ctx, tx, tag, sql`array_remove(${links.tags}, ${tidyTag(tag)})`))
}

/** The database takes no others, so no link has them. */
function requirePossible(tag: string): void {
  if (isBroken(tag)) throw new TagNotFound({ tag: '…' })
}

async function isUsed({ access }: Changing, tx: Queryable, tag: string): Promise<boolean> {
  const one = tx.select({ id: links.id }).from(links).where(having(access, tag)).limit(1)
  return (await one).length > 0
}

/** Redirects do not depend on tags, so no cache is told. */
async function changeTags(
  { access, now }: Changing,
  tx: Queryable,
  tag: string,
  changed: ReturnType<typeof sql>,
): Promise<number> {
  // Each once, where it stands first.
  const tags = sql`(select coalesce(array_agg(name order by first), '{}') from (
    select name, min(place) as first from unnest(${changed}) with ordinality as t(name, place) group by name) t)`
  const rows = await tx
    .update(links)
    .set({ tags, updatedAt: now() })
    .where(having(access, tag))
    .returning({ id: links.id })
  if (rows.length === 0) throw new TagNotFound({ tag })
  return rows.length
}

function having(access: Changing['access'], tag: string) {
  return and(arrayContains(links.tags, [tidyTag(tag)]), seesLink(access))
}
