import type { Database, Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import type { ClickRecord } from '../journal/record.js'
import { copyBatch } from './copy-batch.js'
import { insertBatch } from './insert-batch.js'
import type { Partitions } from './partitions.js'
import { type Move, storePositions } from './positions.js'
import { judge, type Prepared } from './prepare.js'

/** Where the batch ends in a node's journal, to be stored with it. */
export interface Progress {
  nodeId: string
  moves: Move[]
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
  const { clicks, linkIds } = await judge(db, partitions, records)
  const inserted = await counting(db, progress, tx =>
    clicks.length === 0 ? 0 : insertBatch(tx, clicks, linkIds),
  )
  return { inserted, duplicates: records.length - inserted }
}

/** The same, much faster, of a batch of which nothing is in the database yet. Where that is not so, it throws, too. */
export async function copyPrepared(db: Database, batch: Prepared, progress: Progress): Promise<Counted> {
  await counting(db, progress, async tx => {
    if (batch.clicks > 0) await copyBatch(tx, batch)
    return batch.clicks
  })
  return { inserted: batch.clicks, duplicates: batch.records - batch.clicks }
}

async function counting(
  db: Database,
  progress: Progress | null,
  store: (tx: Queryable) => Promise<number> | number,
): Promise<number> {
  return db.transaction(async tx => {
    const [, inserted] = await Promise.all([
      // Before anything is read: whoever moves a window waits until this has committed, or this waits and sees the moved one.
      lockCounting(tx, 'shared'),
      store(tx),
    ])
    await Promise.all([
      progress && storePositions(tx, progress.nodeId, progress.moves),
      inserted > 0 && announceFigures(tx),
    ])
    return inserted
  })
}
