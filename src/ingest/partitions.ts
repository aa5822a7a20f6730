import { sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { lockSpace } from '../db/locks.js'
import { dayMs } from '../durations.js'
import { isRefusal } from './trouble.js'

/** Second key of the lock under which one node at a time makes partitions. */
const partitionLock = 1

export interface Partitions {
  /**
   * Makes the month's partition of `clicks` for each of these times (milliseconds since the epoch),
   * unless it exists. Throws RangeError for a time that cannot be stored. A month whose partition
   * the database refuses is skipped: an operator may have made a partition of another size for it;
   * if not, its hits are refused.
   */
  ensure(times: Iterable<number>): Promise<void>
  /** Partitions may have been dropped, so check all of them again. */
  forget(): void
}

/**
 * Whether a hit can have happened then: from 1970 to 9999, which is also what the database and
 * times in JSON can hold.
 */
export function isStorableTime(at: number): boolean {
  return at >= 0 && at < Date.UTC(10_000, 0)
}

/**
 * A partition is made when its first hit arrives, whatever the month. The table is created and then
 * attached, because `partition of` would lock `clicks` against readers. Months are in UTC.
 */
export function createPartitions(db: Database): Partitions {
  const known = new Set<number>()
  return {
    forget: () => known.clear(),
    async ensure(times) {
      const days = new Set<number>()
      for (const time of times) days.add(Math.floor(time / dayMs))
      const missing = new Set<number>()
      for (const day of days) {
        const month = monthOf(day * dayMs)
        if (!known.has(month)) missing.add(month)
      }
      for (const month of missing) {
        await makePartition(db, month).catch(error => {
          if (!isRefusal(error)) throw error
        })
        known.add(month)
      }
    },
  }
}

/** Months since January of the year 0. */
function monthOf(time: number): number {
  if (!isStorableTime(time)) throw new RangeError('No hit can have happened at that time.')
  const date = new Date(time)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

async function makePartition(db: Database, month: number): Promise<void> {
  const first = (months: number) => {
    const date = new Date(Date.UTC(Math.floor(months / 12), months % 12)).toISOString()
    // The end of the year 9999, in PostgreSQL's words.
    return date.replace(/^\+0/, '')
  }
  const from = first(month)
  const name = `clicks_${from.slice(0, 7).replace('-', '_')}`
  await db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockSpace.jobs}::int, ${partitionLock}::int)`)
    const [attached] = await tx.execute(
      sql`select 1 from pg_inherits where inhparent = 'clicks'::regclass and inhrelid = to_regclass(${name})`,
    )
    if (attached !== undefined) return
    const table = sql.identifier(name)
    await tx.execute(sql`create table if not exists ${table} (like clicks including all)`)
    // DDL takes no parameters. Both values are made here and contain only digits.
    const range = sql.raw(`from ('${from}') to ('${first(month + 1)}')`)
    await tx.execute(sql`alter table clicks attach partition ${table} for values ${range}`)
  })
}
