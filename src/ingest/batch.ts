import type { Database, Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import { LinksChanged, loadLinks, sameLinks } from './links.js'
import { type Move, storePositions } from './positions.js'
import type { Ready } from './prepare.js'
import { addNewClicker, moveClickers } from './rollups/clickers.js'
import { copyHits } from './rollups/hits.js'
import { copyLinkChanges, LinkChangeRows } from './rollups/link-changes.js'
import { addTotals } from './rollups/totals.js'
import { copyVisitors, findVisitors, sortOut, VisitorRows } from './rollups/visitors.js'
import { inSlices } from './slices.js'

/** Where a batch ends in a node's journal, to be stored with it. */
export interface Progress {
  nodeId: string
  moves: Move[]
}

/**
 * Copies hits into the database in one transaction, with what they change in every rollup and the
 * journal's position; without hits, the position alone. Throws LinksChanged, or what the database
 * throws: a unique violation where a hit or a new visitor is there already, as is only after
 * trouble or when two nodes meet a visitor at once. Then nothing has changed.
 */
export async function copyBatch(db: Database, batch: Ready | null, progress: Progress | null): Promise<void> {
  await db.transaction(async tx => {
    await Promise.all([
      // Before anything is read: a change of a window waits until this has committed, or this waits
      // and sees the new one.
      lockCounting(tx, 'shared'),
      batch !== null && batch.hits > 0 && copyAll(tx, batch),
    ])
    await Promise.all([
      progress && storePositions(tx, progress.nodeId, progress.moves),
      batch !== null && batch.hits > 0 && announceFigures(tx),
    ])
  })
}

/** While the server takes the hits, what follows is made ready. */
async function copyAll(tx: Queryable, { linkIds, rows, keys, gathered }: Ready): Promise<void> {
  const [links, stored] = await Promise.all([loadLinks(tx, linkIds), findVisitors(tx, keys)])
  if (!sameLinks(links, gathered.links)) throw new LinksChanged()
  const { tally } = gathered
  const { unknown, earlier } = sortOut(gathered.firsts, stored)
  await moveClickers(tx, tally, earlier)

  const visitors = new VisitorRows(unknown.length)
  const changes = new LinkChangeRows()
  await Promise.all([
    copyHits(tx, rows),
    inSlices(unknown, newcomer => {
      visitors.add(newcomer)
      addNewClicker(tally, newcomer)
    }).then(() => inSlices(tally.changes(), change => changes.add(change))),
  ])
  await copyVisitors(tx, visitors.finish())
  await copyLinkChanges(tx, changes.finish())
  await addTotals(tx, tally)
}
