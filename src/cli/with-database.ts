import { once } from 'node:events'
import { readConfig } from '../config.js'
import type { Database } from '../db/connect.js'
import { untilSignal } from '../main/signals.js'

/** Named in the remark about a change, because a forgotten DATA_DIR means another database. */
type Place = string

/** How long the embedded database may take to stop when the command is stopped. */
const stopMs = 7_000

/**
 * Runs `work` on the service's own database, with the schema up to date, whether or not the service
 * is running. A stop signal aborts it and rolls back its transaction. Throws InvalidConfig,
 * CannotStart or Stopped.
 */
export async function withDatabase<T>(
  env: Record<string, string | undefined>,
  work: (db: Database, place: Place) => Promise<T>,
): Promise<T> {
  const config = readConfig(env)
  const { openDatabase } = await import('../db/open.js')
  const { orUnusable } = await import('../db/unusable.js')
  return untilSignal(async signal => {
    const { db, close } = await openDatabase(config, { signal })
    try {
      const stopped = once(signal, 'abort').then(() => {
        throw signal.reason
      })
      return await Promise.race([
        work(db, config.databaseUrl === null ? config.dataDir : 'DATABASE_URL'),
        stopped,
      ])
    } catch (error) {
      throw orUnusable(config, error)
    } finally {
      await close(signal.aborted ? stopMs : undefined)
    }
  })
}
