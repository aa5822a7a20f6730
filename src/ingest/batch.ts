import type { Database, Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import type { ClickRecord, Position } from '../journal/record.js'
import type { Partitions } from './partitions.js'
import { storePosition } from './positions.js'
import { type Prepared, prepare } from './prepare.js'
import { copyClicks, type EncodedClicks, insertClicks, type StoreClicks } from './rollups/clicks.js'
import { findFirsts, isInside } from './rollups/firsts.js'
import { addLinkFacets } from './rollups/link-facets.js'
import { addLinkHours } from './rollups/link-hours.js'
import { addLinkTotals } from './rollups/link-totals.js'
import { markStaleScores } from './rollups/stale-scores.js'
import { Tally } from './rollups/tally.js'
import { addTweetSources } from './rollups/tweet-sources.js'
import { copyVisitors, insertVisitors, keepFirsts, type StoreVisitors } from './rollups/visitors.js'
import { isCopyRefused } from './trouble.js'
import { loadWindows } from './windows.js'

/** Where the batch ends in a node's journal, to be stored with it. */
export interface Progress {
  nodeId: string
  position: Position
}

export interface Counted {
  inserted: number
  /** Records that were in the database already, or twice in the batch. */
  duplicates: number
}

/**
 * Brings records into the database in one transaction: the clicks, what they change in every rollup, and the journal's
 * position. Counts from the rows really inserted, so a record counts once however often it comes, in whatever order.
 * Throws what the database throws; then nothing has changed.
 */
export async function countBatch(
  db: Database,
  partitions: Partitions,
  records: ClickRecord[],
  progress: Progress | null,
): Promise<Counted> {
  return storeBatch(db, await prepare(db, partitions, records), progress)
}

/** How clicks and visitors are stored. */
interface Way {
  clicks: StoreClicks
  visitors: StoreVisitors
}

/** Fast, and fails when something is there already, as it only is after trouble or when two nodes meet a new visitor at once. */
const copying: Way = { clicks: copyClicks, visitors: copyVisitors }
/** Passes over what is there. */
const inserting: Way = { clicks: insertClicks, visitors: insertVisitors }

/** The second half of `countBatch`. */
export async function storeBatch(
  db: Database,
  prepared: Prepared,
  progress: Progress | null,
): Promise<Counted> {
  const attempt = (way: Way) =>
    db.transaction(async tx => {
      // Whoever moves a window waits until this has committed, or this waits and sees the moved window.
      await lockCounting(tx, 'shared')
      const fresh = await count(tx, prepared, way)
      if (progress !== null) await storePosition(tx, progress.nodeId, progress.position)
      if (fresh > 0) await announceFigures(tx)
      return fresh
    })
  const inserted = await attempt(copying).catch(error => {
    if (!isCopyRefused(error)) throw error
    return attempt(inserting)
  })
  return { inserted, duplicates: prepared.records - inserted }
}

/** Stores clicks and what they change in the rollups; returns how many were not there yet. */
async function count(tx: Queryable, batch: EncodedClicks, way: Way): Promise<number> {
  const fresh = batch.clicks.length === 0 ? [] : await way.clicks(tx, batch)
  if (fresh.length === 0) return 0
  const windows = await loadWindows(tx, [...new Set(fresh.map(click => click.linkId))])
  const human = fresh.filter(click => click.reason === null)
  const { clickers, tweetClickers } = await keepFirsts(tx, findFirsts(human, windows), way.visitors)

  const tally = new Tally()
  for (const click of fresh) tally.hit(click, 1)
  for (const { from, to } of clickers) {
    if (from !== null) tally.clicker(from, -1)
    tally.clicker(to, 1)
  }
  for (const click of human) {
    if (isInside(windows.get(click.linkId), click)) tally.tweet('clicks', click, 1)
  }
  for (const { from, to } of tweetClickers) {
    if (from !== null) tally.tweet('clickers', from, -1)
    tally.tweet('clickers', to, 1)
  }

  // Sent at once, so that the server need not wait for this thread while it judges the next batches.
  await Promise.all([
    addTweetSources(tx, tally),
    markStaleScores(tx, tally),
    addLinkFacets(tx, tally),
    addLinkHours(tx, tally),
    // Last, because all nodes share a popular link's row: it is locked from here to the commit only.
    addLinkTotals(tx, tally),
  ])
  return fresh.length
}
