import { setImmediate as turn } from 'node:timers/promises'
import type { Database } from '../db/connect.js'
import type { ClickRecord } from '../journal/record.js'
import type { Partitions } from './partitions.js'
import { byKey } from './rollups/clicks.js'
import { type Click, classify } from './steps/classify.js'
import { loadWindows } from './windows.js'

/** A batch that is judged and ready to be stored. */
export interface Prepared {
  /** How many records came, with those that came twice. */
  records: number
  /** In the order of the key of `clicks`. */
  clicks: Click[]
}

/** Records between two turns of the event loop, so that the batch before this one can go on meanwhile. */
const slice = 500

/**
 * Judges records and makes sure that their months have a partition. Changes nothing else, so it may run while another batch
 * is being stored. Throws RangeError for a time at which no click can have happened, and what the database throws.
 */
export async function prepare(
  db: Database,
  partitions: Partitions,
  records: ClickRecord[],
): Promise<Prepared> {
  const unique = [...new Map(records.map(record => [record.id, record])).values()]
  await partitions.ensure(unique.map(record => record.at))
  const windows = await loadWindows(db, [...new Set(unique.map(record => record.linkId))])
  const clicks: Click[] = []
  for (const record of unique) {
    clicks.push(classify(record, windows.get(record.linkId)?.tweetedAt ?? null))
    if (clicks.length % slice === 0) await turn()
  }
  return { records: records.length, clicks: clicks.sort(byKey) }
}
