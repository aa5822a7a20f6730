import { setImmediate as turn } from 'node:timers/promises'
import type { Database } from '../db/connect.js'
import type { ClickRecord } from '../journal/record.js'
import type { Partitions } from './partitions.js'
import { byKey, type EncodedClicks, encodeClicks } from './rollups/clicks.js'
import { type Click, classify } from './steps/classify.js'
import { loadWindows } from './windows.js'

/** A batch that is judged and ready to be stored. */
export interface Prepared extends EncodedClicks {
  /** How many records came, with those that came twice. */
  records: number
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
  await partitions.ensure(records.map(record => record.at))
  const windows = await loadWindows(db, [...new Set(records.map(record => record.linkId))])
  const clicks: Click[] = []
  for (const record of records) {
    clicks.push(classify(record, windows.get(record.linkId)?.tweetedAt ?? null))
    if (clicks.length % slice === 0) await turn()
  }
  const unique = clicks.sort(byKey).filter((click, n) => click.id !== clicks[n - 1]?.id)
  return { records: records.length, clicks: unique, rows: encodeClicks(unique) }
}
