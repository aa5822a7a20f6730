import { and, eq, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { announceFigures } from '../db/figures.js'
import { links } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { markLinksStale } from '../scores/mark-stale.js'

/**
 * Records that all hits of these links, by id, are here since then (null: since the beginning), so
 * that tweets from then on count as measured. The time can only move back.
 */
export async function countSince(
  { db }: Pick<Context, 'db'>,
  found: ReadonlyMap<number, Date | null>,
): Promise<void> {
  if (found.size === 0) return
  await transact(db, async tx => {
    const moved: number[] = []
    for (const [linkId, since] of found) {
      const isEarlier =
        since === null
          ? sql`${links.importedAt} is not null`
          : sql`${links.importedAt} > ${since.toISOString()}::timestamptz`
      const rows = await tx
        .update(links)
        .set({ importedAt: since })
        .where(and(eq(links.id, linkId), isEarlier))
        .returning({ id: links.id })
      moved.push(...rows.map(({ id }) => id))
    }
    if (moved.length === 0) return
    await markLinksStale(tx, moved)
    await announceFigures(tx)
  })
}
