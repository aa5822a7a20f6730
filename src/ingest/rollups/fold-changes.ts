import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { type Failed, workAround } from '../../db/around.js'
import { bigints, unnest, uuids } from '../../db/columns.js'
import type { Database, Queryable } from '../../db/connect.js'
import { describe } from '../../db/errors.js'
import { lockCounting, lockFolding } from '../../db/locks.js'
import {
  linkChanges,
  linkFacets,
  linkHours,
  linkQuarters,
  pendingFacets,
  pendingQuarters,
} from '../../db/schema.js'
import { addRows, addRowsToTags } from '../../rollups/all-links.js'
import { lookSoon } from '../../webhooks/looks.js'

/** Batches per transaction. */
const batchesAtOnce = 10

/**
 * Folds batches of `link_changes` into `link_quarters` and `link_facets`, and into the totals of
 * all links; their sum stays the same. If a link's part of a batch cannot be folded, it is marked
 * with the reason, no longer counts anywhere, and is added to `failed`. Returns the number of
 * batches folded; 0 means all done. Two processes that run it at the same time take turns.
 */
export async function foldChanges(db: Database, failed: Failed<number>[] = []): Promise<number> {
  const rows = await db
    .selectDistinct({ batch: linkChanges.batch })
    .from(linkChanges)
    .where(isNull(linkChanges.problem))
    .limit(batchesAtOnce)
  const batches = rows.map(({ batch }) => batch)
  // Rows committed meanwhile belong to other batches, so all statements see the same rows.
  const foldWhich = (which: SQL) =>
    db.transaction(async tx => {
      // A recount also folds the link's changes.
      await lockCounting(tx, 'shared')
      await lockFolding(tx)
      await fold(tx, which)
    })
  const bad = await workAround(batches, some => foldWhich(sql`batch in (select ${unnest(uuids([...some]))})`))
  for (const { item: batch } of bad) {
    const ofBatch = eq(linkChanges.batch, batch)
    const links = await db.select({ id: linkChanges.linkId }).from(linkChanges).where(ofBatch)
    const badLinks = await workAround(
      links.map(({ id }) => id),
      some => foldWhich(sql`batch = ${batch}::uuid and link_id in (select ${unnest(bigints([...some]))})`),
    )
    for (const { item, error } of badLinks) {
      const problem = describe(error)
      await db
        .update(linkChanges)
        .set({ problem })
        .where(and(ofBatch, eq(linkChanges.linkId, item)))
    }
    failed.push(...badLinks)
  }
  return batches.length
}

/** The same for one link. The transaction must hold `lockCounting(tx, 'exclusive')`. */
export async function foldChangesOfLink(tx: Queryable, linkId: number): Promise<void> {
  await fold(tx, sql`link_id = ${linkId}::bigint`)
}

async function fold(tx: Queryable, which: SQL): Promise<void> {
  const sums = sql`sum(clicks)::bigint, sum(clickers)::bigint, sum(excluded)::bigint`
  const added = sql`clicks = t.clicks + excluded.clicks, clickers = t.clickers + excluded.clickers,
    excluded = t.excluded + excluded.excluded`
  await tx.execute(sql`
    with quarters (link_id, quarter, clicks, clickers, excluded) as materialized (
      select link_id, quarter, ${sums} from ${pendingQuarters} where ${which} and not whole_hour
      group by 1, 2 order by 1, 2
    ), total as (${addRows('quarters', sql`quarters`)}), tags as (${addRowsToTags(sql`quarters`)})
    insert into ${linkQuarters} as t (link_id, quarter, clicks, clickers, excluded)
    select * from quarters on conflict (link_id, quarter) do update set ${added}`)
  // From nodes of an older version; they are refined later.
  await tx.execute(sql`
    insert into ${linkHours} as t (link_id, hour, clicks, clickers, excluded)
    select link_id, quarter, ${sums} from ${pendingQuarters} where ${which} and whole_hour
    group by 1, 2 order by 1, 2
    on conflict (link_id, hour) do update set ${added}`)
  await tx.execute(sql`
    with facets (link_id, day, facet, value, clicks, clickers, excluded) as materialized (
      select link_id, day, facet, value, ${sums} from ${pendingFacets} where ${which} group by 1, 2, 3, 4
      order by 1, 2, 3, 4
    ), total as (${addRows('facets', sql`facets`)})
    insert into ${linkFacets} as t (link_id, day, facet, value, clicks, clickers, excluded)
    select * from facets on conflict (link_id, day, facet, value) do update set ${added}`)
  await lookSoon(tx, sql`select link_id from ${linkChanges} where ${which} and problem is null`)
  await tx.execute(sql`delete from ${linkChanges} where ${which} and problem is null`)
}
