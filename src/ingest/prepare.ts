import type { Database } from '../db/connect.js'
import type { ClickRecord } from '../journal/record.js'
import type { Partitions } from './partitions.js'
import { byKey, ClickRows } from './rollups/clicks.js'
import { type Gathered, Gathering } from './rollups/gather.js'
import { type VisitorKeys, visitorKeys } from './rollups/visitors.js'
import { inSlices } from './slices.js'
import { type Click, classify } from './steps/classify.js'
import { loadWindows, type Windows } from './windows.js'

/** A batch that is judged and ready to be copied, once. What it was made of is not kept: it would only fill the memory. */
export interface Prepared {
  /** How many records came, with those that came twice. */
  records: number
  /** How many came. */
  clicks: number
  linkIds: number[]
  /** The clicks as COPY takes them. */
  rows: Buffer
  /** What they change if none of them was there yet. */
  gathered: Gathered
  /** Of the firsts, as the database is asked for them. */
  keys: VisitorKeys
}

/**
 * Judges records and makes sure that their months have a partition. Changes nothing else, so it may run while another batch
 * is being stored. Throws RangeError for a time at which no click can have happened, and what the database throws.
 */
export async function prepare(
  db: Database,
  partitions: Partitions,
  records: ClickRecord[],
): Promise<Prepared> {
  const { clicks, linkIds, windows } = await judge(db, partitions, records)
  const rows = new ClickRows(clicks.length)
  const gathering = new Gathering(windows)
  await inSlices(clicks, click => {
    rows.add(click)
    gathering.add(click)
  })
  const gathered = gathering.finish()
  return {
    records: records.length,
    clicks: clicks.length,
    linkIds,
    rows: rows.finish(),
    gathered,
    keys: visitorKeys(gathered.firsts),
  }
}

const dayMs = 86_400_000

/** The clicks of records, each once, in the order of their key. */
export async function judge(
  db: Database,
  partitions: Partitions,
  records: ClickRecord[],
): Promise<{ clicks: Click[]; linkIds: number[]; windows: Windows }> {
  await partitions.ensure(new Set(records.map(({ at }) => Math.floor(at / dayMs) * dayMs)))
  const linkIds = [...new Set(records.map(record => record.linkId))]
  const windows = await loadWindows(db, linkIds)
  const judged: Click[] = []
  await inSlices(records, record => {
    judged.push(classify(record, windows.get(record.linkId)?.tweetedAt ?? null))
  })
  judged.sort(byKey)
  return { clicks: judged.filter((click, n) => click.id !== judged[n - 1]?.id), linkIds, windows }
}
