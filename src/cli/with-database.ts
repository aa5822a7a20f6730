import { readConfig } from '../config.js'
import type { Database } from '../db/connect.js'

/** What the remark about a change names, because a forgotten DATA_DIR means another database. */
type Place = string

/**
 * Runs `work` on the service's own database, up to date, beside a running service or without one. Throws
 * InvalidConfig or CannotStart.
 */
export async function withDatabase<T>(
  env: Record<string, string | undefined>,
  work: (db: Database, place: Place) => Promise<T>,
): Promise<T> {
  const config = readConfig(env)
  const { openDatabase } = await import('../db/open.js')
  const { db, close } = await openDatabase(config)
  try {
    return await work(db, config.databaseUrl === null ? config.dataDir : 'DATABASE_URL')
  } finally {
    await close()
  }
}
