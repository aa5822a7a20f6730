import { eq, sql } from 'drizzle-orm'
import { bigints, unnest } from '../../db/columns.js'
import type { Database } from '../../db/connect.js'
import { lockCounting, lockFolding } from '../../db/locks.js'
import { links, linkTotals, tagsToSum, toSum } from '../../db/schema.js'
import { agreeOnHits, moveLinks, renewTotals } from '../../rollups/all-links.js'

/** A moment's work: nothing is folded meanwhile, and these links cannot be changed. */
const linksAtOnce = 1_000
const hitsAtOnce = 400_000

/**
 * Brings some links into the totals of all links as they are now: new ones, those that were deleted
 * or restored, and those with other tags. Returns how many; 0 means all done. A link that somebody
 * is changing waits for the next time.
 */
export async function sumLinks(db: Database): Promise<number> {
  return db.transaction(async tx => {
    await lockCounting(tx, 'shared')
    await lockFolding(tx)
    const rows = await tx
      .select({
        id: links.id,
        hits: sql<number>`coalesce(${linkTotals.clicks} + ${linkTotals.excluded}, 0)::float8`,
      })
      .from(links)
      .leftJoin(linkTotals, eq(linkTotals.linkId, links.id))
      .where(toSum)
      .limit(linksAtOnce)
      .for('no key update', { of: links, skipLocked: true })
    let hits = 0
    const some = rows.filter((row, n) => {
      hits += row.hits
      return n === 0 || hits <= hitsAtOnce
    })
    if (some.length === 0) return 0
    const among = sql`id in (select ${unnest(bigints(some.map(({ id }) => id)))})`
    await moveLinks(
      tx,
      sql`select id, summed_tags as was, ${tagsToSum} as becomes from ${links} where ${among}`,
    )
    await tx.update(links).set({ summedTags: tagsToSum }).where(among)
    return some.length
  })
}

/**
 * Adds up the totals of all links again where they have another number of hits than the links: a
 * node of an older version has folded, which does not know them. Returns whether that was needed.
 */
export async function correctTotals(db: Database): Promise<boolean> {
  if (await agreeOnHits(db)) return false
  await addUpAgain(db)
  return true
}

/** The same whether or not it is needed. Nothing is folded meanwhile; clicks are counted. */
export async function addUpAgain(db: Database): Promise<void> {
  await db.transaction(async tx => {
    await tx.execute(sql`select set_config('statement_timeout', '0', true)`)
    await lockCounting(tx, 'shared')
    await lockFolding(tx)
    await renewTotals(tx)
  })
}
