import { fileURLToPath } from 'node:url'
import { migrate as run } from 'drizzle-orm/postgres-js/migrator'
import { packageFile } from '../package.js'
import { connect } from './connect.js'
import { lockSpace } from './locks.js'

const migrationsFolder = fileURLToPath(packageFile('dist/db/migrations'))

/**
 * Brings the schema up to date. Nodes that start together take turns, and all but the first find
 * nothing to do. If the signal aborts, it throws and leaves the schema unchanged.
 */
export async function migrate(url: string, signal?: AbortSignal): Promise<void> {
  // The lock belongs to a session, so lock and migrations share one connection. Closing it releases
  // the lock.
  const db = connect(url, { max: 1, name: 'fivehundred migrate', statementTimeoutMs: 0 })
  const breakOff = () => void db.$client.end({ timeout: 0 })
  signal?.addEventListener('abort', breakOff)
  try {
    await db.$client`select pg_advisory_lock(${lockSpace.migration}::int, 0)`
    await run(db, { migrationsFolder })
  } finally {
    signal?.removeEventListener('abort', breakOff)
    await db.$client.end()
  }
}
