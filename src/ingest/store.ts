import { type Failed, workAround } from '../db/around.js'
import type { Database } from '../db/connect.js'
import type { HitRecord } from '../journal/record.js'
import { copyBatch, type Progress } from './batch.js'
import { loadLinks } from './links.js'
import type { Partitions } from './partitions.js'
import { judge, makeReady, type Prepared } from './prepare.js'
import type { Refused } from './refused.js'
import { findStored } from './rollups/hits.js'
import type { JudgedHit } from './steps/classify.js'
import { isOvertaken, isRecordsFault } from './trouble.js'

/** What became of records. */
export interface Stored {
  inserted: number
  /** Number that were already in the database, or came twice. */
  duplicates: number
  refused: Refused[]
}

export interface Store {
  db: Database
  partitions: Partitions
  /** Sets records aside; called before storing a position after them. */
  keep(refused: Refused[]): Promise<void>
}

/**
 * Nodes with the same hits and visitors collide and retry; after this many tries, another cause is
 * assumed.
 */
const mostTurns = 10

/**
 * Stores a batch in the database. First assumes that nothing in it is stored yet; if the database
 * refuses that, uses `storeRecords`. Throws database errors that the batch did not cause.
 */
export async function storeBatch(
  store: Store,
  batch: Prepared,
  readAgain: () => Promise<HitRecord[]>,
  progress: Progress,
): Promise<Stored> {
  const { records, hits, refused } = batch
  try {
    await store.keep(refused)
    await copyBatch(store.db, batch, progress)
    return { inserted: hits, duplicates: records - hits - refused.length, refused }
  } catch (error) {
    if (!isRecordsFault(error) && !isOvertaken(error)) throw error
  }
  // An operator may have dropped the partition of a month that now has hits again.
  store.partitions.forget()
  const stored: Stored = { inserted: 0, duplicates: 0, refused: [] }
  await storeRecords(store, await readAgain(), stored)
  await store.keep(stored.refused)
  await copyBatch(store.db, null, progress)
  return stored
}

/**
 * Stores records in the database, even if some are already there, and skips those that it refuses.
 * Counts in `stored`, which is correct even if this throws. Throws database errors that the records
 * did not cause.
 */
export async function storeRecords(
  store: Omit<Store, 'keep'>,
  records: HitRecord[],
  stored: Stored,
): Promise<void> {
  const { hits, refused } = await judge(store.db, store.partitions, records)
  stored.refused.push(...refused)
  stored.duplicates += records.length - hits.length - refused.length
  const failed = await storeHits(store.db, hits, stored)
  const byId = new Map(records.map(record => [record.id, record]))
  for (const { item, error } of failed) {
    const record = byId.get(item.id)
    if (record !== undefined) stored.refused.push({ record, why: 'database', error })
  }
}

/**
 * Counts judged hits, each once and in key order, whose months have a partition. Those that are
 * stored already change nothing. Returns those that the database refuses; throws its other errors.
 */
export function storeHits(
  db: Database,
  hits: readonly JudgedHit[],
  stored: Pick<Stored, 'inserted' | 'duplicates'>,
): Promise<Failed<JudgedHit>[]> {
  return workAround(
    hits,
    async some => {
      const fresh = await copyFresh(db, some)
      stored.inserted += fresh
      stored.duplicates += some.length - fresh
    },
    isRecordsFault,
  )
}

/** Copies the hits that are not stored yet; returns their number. */
async function copyFresh(db: Database, hits: readonly JudgedHit[]): Promise<number> {
  const linkIds = [...new Set(hits.map(({ linkId }) => linkId))]
  for (let turn = 1; ; turn++) {
    const known = await findStored(db, hits)
    const fresh = hits.filter(({ id }) => !known.has(id))
    try {
      await copyBatch(db, await makeReady(fresh, await loadLinks(db, linkIds)), null)
      return fresh.length
    } catch (error) {
      // Another node has stored some of these meanwhile, so look up again what is there.
      if (!isOvertaken(error) || turn === mostTurns) throw error
    }
  }
}
