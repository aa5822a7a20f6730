import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { createPartitions, isStorableTime } from '../../ingest/partitions.js'
import { readPositions } from '../../ingest/positions.js'
import { judge } from '../../ingest/prepare.js'
import { loadProgress } from '../../ingest/progress.js'
import { findStored } from '../../ingest/rollups/hits.js'
import { type Stored, storeRecords } from '../../ingest/store.js'
import { journalDirectories } from '../../journal/directories.js'
import { readFingerprint } from '../../journal/fingerprint.js'
import { decodeLine } from '../../journal/line.js'
import { findNodeId } from '../../journal/node-id.js'
import { type CorruptPart, readBatch } from '../../journal/read.js'
import type { HitRecord } from '../../journal/record.js'
import { listSegments, segmentPath } from '../../journal/segments.js'
import { setAside, setAsidePath } from '../../journal/set-aside.js'
import { keptTimes } from '../../rollups/kept.js'
import type { Check, Difference, Part, Patient } from '../check.js'

const recordsAtOnce = 5_000

/**
 * Every record of the journal before the places that are stored as ingested is among the hits, and
 * every part of it can be read, or has been set aside.
 */
export const journal: Check = {
  name: 'journal',
  async *parts(patient) {
    for (const directory of await journalDirectories(patient.config.dataDir)) {
      const nodeId = await findNodeId(directory)
      if (nodeId !== null) yield* readJournal(patient, directory, nodeId)
      else yield { checked: 0, differences: [], note: `there is no journal in ${directory}` }
    }
  },
}

async function* readJournal(patient: Patient, directory: string, nodeId: string): AsyncGenerator<Part> {
  // The hits of all positions that are stored now are stored, too.
  const positions = await patient.snapshot(tx => readPositions(tx, nodeId))
  for (const segment of await listSegments(directory)) {
    const position = positions.get(segment)
    if (position === undefined) continue
    const { offset, fingerprint } = position
    const found = await readFingerprint(directory, { segment, offset })
    if (found !== fingerprint && (await isStill(patient, nodeId, segment, fingerprint))) {
      const mend = async () => void (await loadProgress(patient.db, nodeId, directory))
      const what = `its stored place, byte ${offset}, is not one of this file`
      yield { checked: 0, differences: [{ name: segmentPath(directory, segment), what, count: 1, mend }] }
    }
    yield* readSegment(patient, directory, segment, offset)
  }
}

/** The place may have moved since it was read, or the segment may have been deleted. */
async function isStill(
  { snapshot }: Patient,
  nodeId: string,
  segment: number,
  fingerprint: string,
): Promise<boolean> {
  const now = await snapshot(tx => readPositions(tx, nodeId))
  return now.get(segment)?.fingerprint === fingerprint
}

/** A segment up to a place where a record ends; what follows may be on its way. */
async function* readSegment(
  patient: Patient,
  directory: string,
  segment: number,
  end: number,
): AsyncGenerator<Part> {
  let most = recordsAtOnce
  for (let from = { segment, offset: 0 }; from.offset < end; ) {
    const batch = await readBatch(directory, from, { maxRecords: most })
    const beyond = batch.position.segment !== segment || batch.position.offset > end
    if (beyond && most > 1) {
      most = Math.floor(most / 2)
      continue
    }
    const corrupt = batch.corrupt.filter(part => part.segment === segment && part.offset < end)
    const records = beyond ? [] : batch.records
    yield {
      checked: records.length,
      differences: [
        ...(await notSetAside(directory, corrupt)),
        ...(await notStored(patient, directory, records)),
      ],
    }
    if (beyond || batch.position.offset === from.offset) return
    from = batch.position
  }
}

async function notSetAside(directory: string, corrupt: CorruptPart[]): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const part of corrupt) {
    const kept = await readFile(setAsidePath(directory, part)).catch(() => null)
    if (kept?.equals(part.bytes)) continue
    differences.push({
      name: segmentPath(directory, part.segment),
      what: `damaged from byte ${part.offset} on: ${part.bytes.length} bytes are no record`,
      count: part.lines,
      mend: async () => void (await setAside(directory, part)),
    })
  }
  return differences
}

async function notStored(
  { db, snapshot }: Patient,
  directory: string,
  records: HitRecord[],
): Promise<Difference[]> {
  const missing = await snapshot(async tx => {
    const storable = records.filter(({ at }) => isStorableTime(at))
    const stored = await findStored(tx, storable)
    const others = await ofKeptMonths(
      tx,
      storable.filter(({ id }) => !stored.has(id)),
    )
    const { hits } = others.length === 0 ? { hits: [] } : await judge(tx, { ensure: async () => {} }, others)
    const wanted = new Set(hits.map(({ id }) => id))
    return others.filter(({ id }) => wanted.has(id))
  })
  const refused = await refusedAmong(directory, missing)
  const lost = missing.filter(({ id }) => !refused.has(id))
  const [first] = lost
  if (first === undefined) return []
  const mend = async () => {
    const stored: Stored = { inserted: 0, duplicates: 0, refused: [] }
    await storeRecords({ db, partitions: createPartitions(db) }, lost, stored)
  }
  const what = `not among the hits: ${first.id} of ${new Date(first.at).toISOString()}`
  const name = await snapshot(tx => slugOf(tx, first.linkId))
  return [{ name, what, count: lost.length, mend }]
}

async function slugOf(tx: Queryable, linkId: number): Promise<string> {
  const [link] = await tx.execute<{ slug: string }>(sql`select slug from links where id = ${linkId}`)
  return link?.slug ?? `link number ${linkId}`
}

/** Hits of a month that was dropped are gone for good, which shows in what was counted of it. */
async function ofKeptMonths(tx: Queryable, records: HitRecord[]): Promise<HitRecord[]> {
  const kept = await keptTimes(tx)
  /** By month and link. */
  const months = new Map<string, boolean>()
  const isKept = async ({ at, linkId }: HitRecord) => {
    const month = new Date(at).toISOString().slice(0, 7)
    const key = `${month} ${linkId}`
    const known = months.get(key)
    if (known !== undefined) return known
    const first = sql`${`${month}-01T00:00:00Z`}::timestamptz`
    const [row] = await tx.execute<{ kept: boolean }>(sql`
      select ${kept} @> ${first} or not exists (
        select from counted_quarters where link_id = ${linkId} and quarter >= ${first} and quarter < ${first} + interval '1 month'
      ) as kept`)
    months.set(key, row?.kept ?? true)
    return row?.kept ?? true
  }
  const found: HitRecord[] = []
  for (const record of records) if (await isKept(record)) found.push(record)
  return found
}

/** The ids of those that the database refused, which are kept in files of their own. */
async function refusedAmong(directory: string, records: HitRecord[]): Promise<Set<string>> {
  const refused = new Set<string>()
  if (records.length === 0) return refused
  const ids = new Set(records.map(({ id }) => id))
  const folder = join(directory, 'refused')
  for (const name of await readdir(folder).catch(() => [])) {
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      const id = decodeLine(Buffer.from(line))?.id
      if (id !== undefined && ids.has(id)) refused.add(id)
    }
  }
  return refused
}
