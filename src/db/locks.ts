import { sql } from 'drizzle-orm'
import type { Queryable } from './connect.js'

/** Advisory locks of this service: the first key of PostgreSQL's two-key form. */
export const lockSpace = {
  migration: 500_001,
  counting: 500_002,
  node: 500_003,
  jobs: 500_004,
  destination: 500_005,
} as const

/**
 * Held to the end of the transaction. Ingest counts under the shared lock, so that batches run side
 * by side. Code that moves an attribution window or recounts takes the exclusive lock, so it never
 * misses or double-counts a batch in flight.
 */
export async function lockCounting(tx: Queryable, mode: 'shared' | 'exclusive'): Promise<void> {
  const space = lockSpace.counting
  await tx.execute(
    mode === 'shared'
      ? sql`select pg_advisory_xact_lock_shared(${space}::int, 0)`
      : sql`select pg_advisory_xact_lock(${space}::int, 0)`,
  )
}

/**
 * Held to the end of the transaction by code that moves rollup changes into their tables, after
 * `lockCounting`. Two at a time would add the changes twice.
 */
export async function lockFolding(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockSpace.counting}::int, 1)`)
}
