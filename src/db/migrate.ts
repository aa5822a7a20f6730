import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { packageFile } from '../package.js'
import { connect, type Database, type Queryable } from './connect.js'
import { lockSpace } from './locks.js'

const migrationsFolder = fileURLToPath(packageFile('dist/db/migrations'))

/** Drizzle's own `migrate` does no more than this, but with all files of a folder. */
interface Migrator {
  dialect: { migrate(migrations: MigrationMeta[], session: unknown, config: object): Promise<void> }
  session: unknown
}

/** The migrations of this version, in order; each is known by the time it was made. */
export function knownMigrations(): number[] {
  return readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis)
}

/** The migrations that a database has, in order; none if it was never migrated. */
export async function appliedMigrations(db: Queryable): Promise<number[]> {
  const [found] = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') as oid`)
  if (found?.oid === null) return []
  const rows = await db.execute<{ at: number }>(
    sql`select created_at::float8 as at from drizzle.__drizzle_migrations order by created_at`,
  )
  return rows.map(({ at }) => at)
}

/** Whether the schema is that of this version. */
export async function isUpToDate(db: Queryable): Promise<boolean> {
  return (await appliedMigrations(db)).at(-1) === Math.max(...knownMigrations())
}

/**
 * Brings the schema up to date, or to that of an older version: the one that made this migration
 * last. Nodes that start together take turns, and all but the first find nothing to do. If the
 * signal aborts, it throws and leaves the schema unchanged. Resolves to the number of migrations
 * that the database has of a newer version.
 */
export async function migrate(url: string, signal?: AbortSignal, last?: number): Promise<number> {
  // The lock belongs to a session, so lock and migrations share one connection. Closing it releases
  // the lock.
  const db = connect(url, { max: 1, name: 'fivehundred migrate', statementTimeoutMs: 0 })
  const breakOff = () => void db.$client.end({ timeout: 0 })
  signal?.addEventListener('abort', breakOff)
  try {
    await db.$client`select pg_advisory_lock(${lockSpace.migration}::int, 0)`
    const known = readMigrationFiles({ migrationsFolder })
    const wanted = known.filter(({ folderMillis }) => folderMillis <= (last ?? Number.POSITIVE_INFINITY))
    const { dialect, session } = db as Database & Migrator
    await dialect.migrate(wanted, session, {})
    const applied = await appliedMigrations(db)
    return applied.filter(at => !known.some(({ folderMillis }) => folderMillis === at)).length
  } finally {
    signal?.removeEventListener('abort', breakOff)
    await db.$client.end()
  }
}
