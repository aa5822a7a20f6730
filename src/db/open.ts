import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from '../config.js'
import { CannotStart } from '../errors.js'
import { connect, type Database } from './connect.js'
import { startEmbedded } from './embedded/start.js'
import { watchServer } from './embedded/watch.js'
import { codes, hasCode } from './errors.js'
import { appliedMigrations, migrate } from './migrate.js'
import { unusable } from './unusable.js'
import { placeOf, readAddress } from './wire/address.js'

/** How long an aborted start may take to stop the server. */
const brokenOffMs = 5_000
const newerSchema =
  'A newer version of Fivehundred has changed this database. This one goes on with it; upgrade this node soon.'
/** The oldest PostgreSQL, as server_version_num counts. */
const oldestServer = 140_000

export interface OpenDatabase {
  url: string
  db: Database
  /**
   * Makes this process responsible for the embedded server, if that is what was opened: the server
   * is kept running, and `close` stops it even if another process started it. For the service, once
   * its claim shows that it is the only one.
   */
  takeOver(log: Pick<Logger, 'warn' | 'error'>): void
  /**
   * Closes the pool. Also stops the embedded server if it was taken over, or if this process
   * started it and nobody else has connected since. Work not done after `withinMs` (30,000 by
   * default) is aborted.
   */
  close(withinMs?: number): Promise<void>
}

export interface OpenOptions {
  log?: Pick<Logger, 'info' | 'warn'>
  /** How long to wait for a server that is not reachable yet; 30,000 by default. */
  waitMs?: number
  /** Aborts opening, which then throws. */
  signal?: AbortSignal | undefined
  /** False to leave the schema as it is. */
  migrates?: boolean | undefined
  /** Connections that the embedded server accepts, if not the usual number. */
  connections?: number | undefined
  /** False to refuse a database that no service has used yet. */
  creates?: boolean | undefined
}

/**
 * Opens the service's database and brings its schema up to date. This is the server that
 * DATABASE_URL names, or the embedded one in DATA_DIR, which is started if it is not running.
 * Throws CannotStart; its message never shows the password.
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  if (options.creates === false && config.databaseUrl === null) await requireCluster(config.dataDir)
  const embedded =
    config.databaseUrl === null
      ? await startEmbedded({
          dataDir: config.dataDir,
          ...options,
          ...(options.connections && { settings: { max_connections: String(options.connections) } }),
        })
      : null
  const url = embedded?.url ?? config.databaseUrl ?? ''
  const db = connect(url, { name: poolName })
  let stopWatching: (() => Promise<void>) | null = null
  const takeOver: OpenDatabase['takeOver'] = log => {
    if (embedded === null || stopWatching !== null) return
    stopWatching = watchServer(embedded, log)
    process.once('exit', embedded.dismiss)
  }
  const close = async (withinMs = 30_000) => {
    const deadline = performance.now() + withinMs
    await stopWatching?.()
    const stops = stopWatching !== null || (embedded?.started === true && !(await isShared(db)))
    await db.$client.end({ timeout: Math.min(withinMs / 4, 5_000) / 1000 })
    if (stops) await embedded?.stop(Math.max(0, deadline - performance.now()))
    if (embedded !== null) process.off('exit', embedded.dismiss)
  }
  try {
    await awaitServer(url, options)
    if (options.creates === false && (await appliedMigrations(db)).length === 0) throw unused(config)
    if (options.migrates !== false) {
      const newer = await migrate(url, options.signal).catch(error => {
        options.signal?.throwIfAborted()
        throw unusable(url, 'brought up to date', error)
      })
      // Migrations only add, so an older version works beside a newer one while nodes are upgraded.
      if (newer > 0) options.log?.warn({ unknownMigrations: newer }, newerSchema)
    }
  } catch (error) {
    await close(options.signal?.aborted ? brokenOffMs : undefined)
    throw error
  }
  return { url, db, takeOver, close }
}

function unused({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): CannotStart {
  return databaseUrl === null
    ? new CannotStart(
        `No Fivehundred has run with DATA_DIR ${dataDir}: there is no database in it. Correct DATA_DIR, or set DATABASE_URL ` +
          'if the service has it.',
      )
    : new CannotStart(
        `No Fivehundred has run on the database ${placeOf(readAddress(databaseUrl))}: it has none of its tables. Correct ` +
          'DATABASE_URL, or take it away if the service has none.',
      )
}

async function requireCluster(dataDir: string): Promise<void> {
  const error = await stat(join(dataDir, 'postgres', 'data')).catch((error: NodeJS.ErrnoException) => error)
  if ('code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
    throw unused({ databaseUrl: null, dataDir })
  }
}

const poolName = `fivehundred ${process.pid}`

async function awaitServer(url: string, { waitMs = 30_000, signal }: OpenOptions): Promise<void> {
  const deadline = performance.now() + waitMs
  for (;;) {
    const db = connect(url, { max: 1, name: 'fivehundred start' })
    try {
      const [row] = await db.$client<{ server_version_num: string }[]>`show server_version_num`
      return refuseOldServer(Number(row?.server_version_num))
    } catch (error) {
      if (error instanceof CannotStart) throw error
      if (!hasCode(error, codes.comesLater) || performance.now() >= deadline)
        throw unusable(url, 'used', error as Error)
    } finally {
      await db.$client.end({ timeout: 1 })
    }
    await sleep(250)
    signal?.throwIfAborted()
  }
}

function refuseOldServer(version: number): void {
  if (version >= oldestServer) return
  throw new CannotStart(
    `DATABASE_URL names a PostgreSQL ${Math.floor(version / 10_000)}; Fivehundred needs ${oldestServer / 10_000} or newer.`,
  )
}

/**
 * Whether other processes still use the server after half a second: closed connections take a
 * moment to vanish.
 */
async function isShared(db: Database): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const rows = await db.$client`
      select from pg_stat_activity where backend_type = 'client backend' and application_name <> ${poolName}`.catch(
      () => [],
    )
    if (rows.length === 0) return false
    await sleep(100)
  }
  return true
}
