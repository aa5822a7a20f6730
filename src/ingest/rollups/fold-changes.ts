import { type SQL, sql } from 'drizzle-orm'
import type { Database, Queryable } from '../../db/connect.js'
import { lockCounting } from '../../db/locks.js'
import { linkChanges, linkFacets, linkHours, pendingFacets, pendingHours } from '../../db/schema.js'
import { unnest, uuids } from '../columns.js'

/** Batches of one transaction. */
const batchesAtOnce = 10

/**
 * Brings batches of `link_changes` into `link_hours` and `link_facets`: whoever reads both together sees the same before and
 * after. Returns how many batches it took; 0 is all done. Only one process at a time may do it.
 */
export async function foldChanges(db: Database): Promise<number> {
  return db.transaction(async tx => {
    // Whoever recounts a link folds its changes, too.
    await lockCounting(tx, 'shared')
    const rows = await tx.selectDistinct({ batch: linkChanges.batch }).from(linkChanges).limit(batchesAtOnce)
    const batches = rows.map(({ batch }) => batch)
    // What is committed meanwhile belongs to other batches, so that all three statements see the same rows.
    if (batches.length > 0) await fold(tx, sql`batch in (select ${unnest(uuids(batches))})`)
    return batches.length
  })
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
    insert into ${linkHours} as t (link_id, hour, clicks, clickers, excluded)
    select link_id, hour, ${sums} from ${pendingHours} where ${which} group by 1, 2 order by 1, 2
    on conflict (link_id, hour) do update set ${added}`)
  await tx.execute(sql`
    insert into ${linkFacets} as t (link_id, day, facet, value, clicks, clickers, excluded)
    select link_id, day, facet, value, ${sums} from ${pendingFacets} where ${which} group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict (link_id, day, facet, value) do update set ${added}`)
  await tx.execute(sql`delete from ${linkChanges} where ${which}`)
}
