import { and, desc, eq, lt } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { apiKeys, linkTargets } from '../db/schema.js'

/** A change of where a link leads; times in ISO 8601. */
export interface TargetChange {
  changedAt: string
  /** The name of the key; null for the preset key, and for one that was deleted. */
  changedBy: string | null
  from: string
  to: string
}

export const targetPages = pagesOf('targets', 'integer')

/** Remembers that a link was sent elsewhere, in the transaction that does it. */
export async function rememberTarget(
  tx: Queryable,
  change: Pick<typeof linkTargets.$inferInsert, 'linkId' | 'changedAt' | 'keyId' | 'oldUrl' | 'newUrl'>,
): Promise<void> {
  if (change.oldUrl !== change.newUrl) await tx.insert(linkTargets).values(change)
}

/**
 * A page of the changes of a link's target, newest first. Throws InvalidInput for a foreign cursor.
 */
export async function targetChanges(
  { db }: Pick<Context, 'db'>,
  linkId: number,
  page: PageQuery,
): Promise<Page<TargetChange>> {
  const { after, atMost, cut } = targetPages.open(page, { linkId })
  const rows = await db
    .select({ change: linkTargets, changedBy: apiKeys.name })
    .from(linkTargets)
    .leftJoin(apiKeys, eq(apiKeys.id, linkTargets.keyId))
    .where(and(eq(linkTargets.linkId, linkId), after === undefined ? undefined : lt(linkTargets.id, after)))
    .orderBy(desc(linkTargets.id))
    .limit(atMost)
  const { items, next } = cut(rows, ({ change }) => change.id)
  return {
    items: items.map(({ change, changedBy }) => ({
      changedAt: change.changedAt.toISOString(),
      changedBy,
      from: change.oldUrl,
      to: change.newUrl,
    })),
    next,
  }
}
