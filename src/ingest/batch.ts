import type { Database, Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import { tweetVisitors, visitors } from '../db/schema.js'
import type { ClickRecord, Position } from '../journal/record.js'
import type { Partitions } from './partitions.js'
import { storePosition } from './positions.js'
import { type Prepared, prepare } from './prepare.js'
import { insertClicks } from './rollups/clicks.js'
import { keepFirsts } from './rollups/firsts.js'
import { addLinkFacets } from './rollups/link-facets.js'
import { addLinkHours } from './rollups/link-hours.js'
import { addLinkTotals } from './rollups/link-totals.js'
import { markStaleScores } from './rollups/stale-scores.js'
import { Tally } from './rollups/tally.js'
import { addTweetSources } from './rollups/tweet-sources.js'
import type { Click } from './steps/classify.js'
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

/** The second half of `countBatch`. */
export async function storeBatch(
  db: Database,
  { records, clicks }: Prepared,
  progress: Progress | null,
): Promise<Counted> {
  const inserted = await db.transaction(async tx => {
    // Whoever moves a window waits until this has committed, or this waits and sees the moved window.
    await lockCounting(tx, 'shared')
    const fresh = await insertClicks(tx, clicks)
    await count(tx, fresh)
    if (progress !== null) await storePosition(tx, progress.nodeId, progress.position)
    if (fresh.length > 0) await announceFigures(tx)
    return fresh.length
  })
  return { inserted, duplicates: records - inserted }
}

async function count(tx: Queryable, clicks: Click[]): Promise<void> {
  if (clicks.length === 0) return
  const windows = await loadWindows(tx, [...new Set(clicks.map(click => click.linkId))])
  const tally = new Tally()
  for (const click of clicks) tally.hit(click, 1)
  const human = clicks.filter(click => click.reason === null)
  const { fresh, moved } = await keepFirsts(tx, visitors, human)
  for (const click of fresh) tally.clicker(click, 1)
  for (const { from, to } of moved) {
    tally.clicker(from, -1)
    tally.clicker(to, 1)
  }

  const inWindow = human.filter(({ linkId, at }) => {
    const window = windows.get(linkId)
    return window !== undefined && at >= window.from && at < window.to
  })
  for (const click of inWindow) tally.tweet('clicks', click, 1)
  const tweet = await keepFirsts(tx, tweetVisitors, inWindow)
  for (const click of tweet.fresh) tally.tweet('clickers', click, 1)
  for (const { from, to } of tweet.moved) {
    tally.tweet('clickers', from, -1)
    tally.tweet('clickers', to, 1)
  }

  await addTweetSources(tx, tally)
  await markStaleScores(tx, tally)
  await addLinkFacets(tx, tally)
  await addLinkHours(tx, tally)
  // Last, because all nodes share a popular link's row: it is locked from here to the commit only.
  await addLinkTotals(tx, tally)
}
