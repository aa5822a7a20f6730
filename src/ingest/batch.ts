import type { Database, Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import { beginTweets } from '../tweets/begin.js'
import { LinksChanged, loadLinks, sameLinks } from './links.js'
import { type Move, storePositions } from './positions.js'
import type { Ready } from './prepare.js'
import { addNewClicker, moveClickers } from './rollups/clickers.js'
import { copyHits } from './rollups/hits.js'
import { copyLinkChanges, LinkChangeRows } from './rollups/link-changes.js'
import { addTotals } from './rollups/totals.js'
import { copyVisitors, findVisitors, sortOut, VisitorRows } from './rollups/visitors.js'
import { inSlices } from './slices.js'

/** Where a batch ends in a node's journal; stored together with the batch. */
export interface Progress {
  nodeId: string
  moves: Move[]
}

/**
 * In one transaction, copies hits into the database, updates every rollup and stores the journal
 * position; without hits, only the position. Throws LinksChanged, or a database error: a unique
 * violation if a hit or a new visitor already exists, which only happens after a failure or when
 * two nodes see a visitor at the same time. Then nothing has changed.
 */
export async function copyBatch(db: Database, batch: Ready | null, progress: Progress | null): Promise<void> {
  await db.transaction(async tx => {
    await Promise.all([
      // Lock before reading anything: a window change then waits for this commit, or this waits and
      // sees the new window. A tweet that begins is such a change.
      lockCounting(tx, batch !== null && batch.gathered.beginnings.length > 0 ? 'exclusive' : 'shared'),
      batch !== null && batch.hits > 0 && copyAll(tx, batch),
    ])
    await Promise.all([
      progress && storePositions(tx, progress.nodeId, progress.moves),
      batch !== null && batch.hits > 0 && announceFigures(tx),
    ])
  })
}

/** Prepares the next part while the server takes the hits. */
async function copyAll(tx: Queryable, { linkIds, rows, keys, gathered }: Ready): Promise<void> {
  const { tally, beginnings } = gathered
  const [links, found] = await Promise.all([
    loadLinks(tx, linkIds),
    beginnings.length === 0 ? findVisitors(tx, keys) : null,
  ])
  if (!sameLinks(links, gathered.links)) throw new LinksChanged()
  // Mostly in a thread, which cannot be given a clock.
  await beginTweets(tx, beginnings, new Date())
  const stored = found ?? (await findVisitors(tx, keys))
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
