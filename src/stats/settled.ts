import { setTimeout as sleep } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'

/** How long to wait for the transactions that run, and how often to look. */
const waitMs = 2_000
const lookMs = 40

/**
 * The arrivals up to which all are visible that will ever be, or null if a transaction takes too
 * long. A hit gets its number while its transaction runs, and another with a higher one may be
 * visible before it; so nothing above the oldest that runs may be told. Whoever has a number had a
 * transaction id before it (the column's default sees to that): when all with an id that was given
 * out before now have ended, none is left below. What is read next, in a new statement, sees them.
 */
export async function settledArrival(db: Database): Promise<number | null> {
  // In this order, and in two statements: whoever has a number by the first has a lower id than
  // the second takes. That of a snapshot would not do: it knows nothing of the newest that run.
  const [last] = await db.execute<{ arrival: number }>(
    sql`select case when is_called then last_value else 0 end::float8 as arrival from clicks_arrival`,
  )
  const own = await idOf(db, sql`pg_current_xact_id()`)
  const until = performance.now() + waitMs
  while ((await idOf(db, sql`pg_snapshot_xmin(pg_current_snapshot())`)) < own) {
    if (performance.now() > until) return null
    await sleep(lookMs)
  }
  return last?.arrival ?? 0
}

async function idOf(db: Database, id: SQL): Promise<bigint> {
  const [row] = await db.execute<{ id: string }>(sql`select ${id}::text as id`)
  if (row === undefined) throw new Error('The database told no transaction id.')
  return BigInt(row.id)
}
