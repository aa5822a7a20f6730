import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { buildApp } from './app.js'
import { createKey, listKeys } from './auth/keys.js'
import { type Config, readConfig } from './config.js'
import type { Context } from './context.js'
import { claimNode } from './db/node.js'
import { openDatabase } from './db/open.js'
import { rootCause } from './errors.js'
import { type Ingest, startIngest } from './ingest/start.js'
import { computePriorJob } from './jobs/compute-prior.js'
import { fillSearchTextsJob } from './jobs/fill-search-texts.js'
import { foldChangesJob } from './jobs/fold-changes.js'
import { refreshFollowersJob } from './jobs/refresh-followers.js'
import { refreshScoresJob } from './jobs/refresh-scores.js'
import { rotateSaltsJob } from './jobs/rotate-salts.js'
import { startJobs } from './jobs/start.js'
import { countLosses } from './journal/losses.js'
import { readNodeId } from './journal/node-id.js'
import { openJournal } from './journal/open.js'
import { openLinkCache } from './links/cache.js'
import { greeting } from './main/greeting.js'
import { listen, withKnownPort } from './main/listen.js'
import { awaitSignal } from './main/signals.js'
import { openSteps } from './main/steps.js'

/** How long requests under way may take at a stop, and how long ingest may work on what the journal holds. */
const requestsMs = 10_000
const drainMs = 10_000

export interface Service {
  /** Where it listens, such as http://127.0.0.1:3000. */
  address: string
  /** The admin key made at the very first start; null at every other, or where ADMIN_KEY is set. */
  firstKey: string | null
  context: Context
  /** Finishes requests, brings the journal to the disk and the database, and closes everything. */
  close(): Promise<void>
}

/**
 * Starts the service, and takes down what had come up when a later step fails. Throws CannotStart. Closing runs the
 * same list backwards: no request without journal, no journal without ingest, no ingest without database.
 */
export async function startService(
  config: Readonly<Config>,
  options: { log?: Logger; now?: () => Date } = {},
): Promise<Service> {
  const log = options.log ?? pino({ level: config.logLevel }, pino.destination(2))
  const now = options.now ?? (() => new Date())
  const journalDirectory = join(config.dataDir, 'journal')
  const { step, close } = openSteps(log)
  try {
    const settings = await withKnownPort(config)
    const database = await step(
      'database',
      () => openDatabase(config, { log }),
      opened => opened.close(),
    )
    const { db, url } = database
    const nodeId = await readNodeId(journalDirectory)
    await step(
      'node claim',
      () => claimNode({ url, nodeId, dataDir: config.dataDir, log }),
      claim => claim.release(),
    )
    database.takeOver(log)
    await step(
      'jobs',
      () =>
        startJobs({
          db,
          log,
          jobs: [
            rotateSaltsJob({ db, log, now }),
            fillSearchTextsJob({ db, log }),
            foldChangesJob({ db }),
            refreshFollowersJob({ db, log, now, config: settings }),
            refreshScoresJob({ db, now, config: settings }),
            computePriorJob({ db, log, now, config: settings }),
          ],
        }),
      stop => stop(),
    )
    const links = await step(
      'links',
      () => openLinkCache({ db, log, now }),
      cache => cache.close(),
    )
    const ingest = await step(
      'ingest',
      () =>
        startIngest({
          databaseUrl: url,
          journalDirectory,
          nodeId,
          retentionHours: config.journalRetentionHours,
          log,
        }),
      running => finishIngest(running, log),
    )
    const journal = await step(
      'journal',
      () => openJournal({ directory: journalDirectory, log, onFlushed: () => ingest.wake() }),
      opened => opened.close(),
    )
    const losses = countLosses(log)
    const context: Context = {
      config: settings,
      log,
      db,
      now,
      links,
      journal,
      losses,
      ingest,
      reservedSlugs: new Set(),
    }
    const app = await step('app', () => buildApp(context), closeApp)
    const address = await listen(app, settings)
    const firstKey = await makeFirstKey(context)
    return { address, firstKey, context, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function makeFirstKey({ db, config }: Pick<Context, 'db' | 'config'>): Promise<string | null> {
  if (config.adminKey !== null || (await listKeys(db)).length > 0) return null
  const { key } = await createKey(db, { name: 'first', role: 'admin' })
  return key
}

async function closeApp(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), requestsMs)
  await app.close()
  clearTimeout(timer)
}

/** What does not reach the database in time is safe in the journal, and counted after the next start. */
async function finishIngest(ingest: Ingest, log: Logger): Promise<void> {
  const drained = ingest.drain().then(
    () => true,
    (error: unknown) => {
      log.warn({ err: rootCause(error) }, 'The journal could not be brought into the database.')
      return true
    },
  )
  const inTime = await Promise.race([drained, sleep(drainMs, false, { ref: false })])
  if (!inTime)
    log.warn('The journal holds clicks that are not in the database yet; the next start brings them in.')
  await ingest.stop()
}

/**
 * Runs the service until SIGINT, SIGTERM or SIGHUP, and resolves when it has stopped. Standard output is for people: the
 * address, and at the very first start the admin key; the log goes to standard error. Throws InvalidConfig or CannotStart.
 */
export async function runService(env: Record<string, string | undefined>): Promise<void> {
  const stopped = awaitSignal()
  const service = await startService(readConfig(env))
  process.stdout.write(greeting(service))
  await stopped
  await service.close()
}
