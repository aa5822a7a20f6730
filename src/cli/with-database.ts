import { once } from 'node:events'
import { type Config, readConfig } from '../config.js'
import type { Database } from '../db/connect.js'
import type { OpenOptions } from '../db/open.js'
import { untilSignal } from '../main/signals.js'

/** Of work that needs connections of its own. */
interface Opened {
  url: string
  signal: AbortSignal
}

type DatabaseOptions = Pick<OpenOptions, 'migrates' | 'creates'>

/** Named in the remark about a change, because a forgotten DATA_DIR means another database. */
type Place = string

/** How long the embedded database may take to stop when the command is stopped. */
const stopMs = 7_000

/**
 * Runs `work` on the service's own database, with the schema up to date (unless `migrates` is
 * false), whether or not the service is running. Only with `creates` it is made where there is
 * none: a mistyped DATA_DIR must not become a database. A stop signal aborts it and rolls back its
 * transaction. Throws InvalidConfig, CannotStart or Stopped.
 */
export async function withDatabase<T>(
  env: Record<string, string | undefined>,
  work: (db: Database, place: Place, opened: Opened) => Promise<T>,
  options: DatabaseOptions = {},
): Promise<T> {
  const config = readConfig(env)
  return untilSignal(signal => openFor(config, signal, work, options))
}

/** The same for a database that is given, until the signal aborts. */
export async function openFor<T>(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  signal: AbortSignal,
  work: (db: Database, place: Place, opened: Opened) => Promise<T>,
  { migrates, creates = false }: DatabaseOptions = {},
): Promise<T> {
  const { openDatabase } = await import('../db/open.js')
  const { orUnusable } = await import('../db/unusable.js')
  const { db, url, close } = await openDatabase(config, { signal, migrates, creates })
  try {
    const stopped = once(signal, 'abort').then(() => {
      throw signal.reason
    })
    const place = config.databaseUrl === null ? config.dataDir : 'DATABASE_URL'
    return await Promise.race([work(db, place, { url, signal }), stopped])
  } catch (error) {
    throw orUnusable(config, error)
  } finally {
    await close(signal.aborted ? stopMs : undefined)
  }
}
