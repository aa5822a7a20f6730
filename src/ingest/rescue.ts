import { setImmediate as nextTurn } from 'node:timers/promises'
import { connect } from '../db/connect.js'
import { inTime } from '../in-time.js'
import type { HitRecord } from '../journal/record.js'
import type { Log } from './messages.js'
import { createPartitions } from './partitions.js'
import { countRefused, keepRefused, type RefusedCounts } from './refused.js'
import { type Stored, storeRecords } from './store.js'

/** What a rescue could not save. */
export interface Rescued {
  /** Number of records that are neither in the database nor set aside. */
  lost: number
  /** The reason; null if none are lost. */
  cause: unknown
}

export interface Rescuer {
  /** Writes records straight into the database. Never rejects. */
  rescue(records: HitRecord[]): Promise<Rescued>
  /** Number of records set aside, or dropped. */
  counts(): RefusedCounts
  /** Waits up to `withinMs` for running and queued rescues, and closes the connections. */
  close(withinMs: number): Promise<void>
}

/** How long closing the connections may take, in milliseconds, if that much time is left. */
const closeMs = 1_000

/** Stores records that the journal in that directory does not take, on separate connections. */
export function openRescuer({
  databaseUrl,
  journalDirectory,
  log,
}: {
  databaseUrl: string
  journalDirectory: string
  log: Log
}): Rescuer {
  const db = connect(databaseUrl, { max: 2, name: 'fivehundred rescue' })
  const partitions = createPartitions(db)
  const running = new Set<Promise<Rescued>>()
  let counted: RefusedCounts = { setAside: 0, unknownLinks: 0, purged: 0 }

  async function rescue(records: HitRecord[]): Promise<Rescued> {
    const stored: Stored = { inserted: 0, duplicates: 0, refused: [] }
    let cause: unknown = null
    partitions.forget()
    try {
      await storeRecords({ db, partitions }, records, stored)
    } catch (error) {
      cause = error
    }
    const { inserted, duplicates, refused } = stored
    let lost = records.length - inserted - duplicates - refused.length
    const { setAside, unknownLinks, purged } = countRefused(refused)
    try {
      await keepRefused(journalDirectory, refused, log)
      counted = {
        setAside: counted.setAside + setAside,
        unknownLinks: counted.unknownLinks + unknownLinks,
        purged: counted.purged + purged,
      }
    } catch (error) {
      lost += refused.length
      cause ??= error
    }
    return { lost, cause }
  }

  /** The next one starts in the same turn in which the previous one ends. */
  async function allEnded(): Promise<void> {
    for (; running.size > 0; await nextTurn()) await Promise.all(running)
  }

  return {
    async rescue(records) {
      const begun = rescue(records)
      running.add(begun)
      return begun.finally(() => running.delete(begun))
    },
    counts: () => counted,
    async close(withinMs) {
      const endsAt = performance.now() + withinMs
      await inTime(allEnded(), withinMs, () => {})
      const leftMs = Math.max(0, endsAt - performance.now())
      await db.$client.end({ timeout: Math.min(leftMs, closeMs) / 1000 })
    },
  }
}
