import { setTimeout as sleep } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'

/** How long to wait for the transactions that run, and how often to look. */
const waitMs = 2_000
const lookMs = 40

/**
 * The arrival up to which no hit can still appear, or null if a transaction takes too long. A hit
 * gets its number while its transaction runs, and one with a higher number may be visible before
 * it; so nothing above the oldest running transaction may be told. Each transaction takes its id
 * before its numbers (the column's default sees to that): when all ids from before now have ended,
 * no lower number is missing. The next statement sees them all.
 */
export async function settledArrival(db: Database): Promise<number | null> {
  // In this order, and in two statements: a transaction with a number that the first reads has a
  // lower id than the one that the second takes. A snapshot's id would not do: it knows nothing of
  // the newest transactions.
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
