import { once } from 'node:events'
import { join } from 'node:path'
import { isatty } from 'node:tty'
import { type Logger, pino } from 'pino'
import { buildApp } from './app.js'
import { everything } from './auth/access.js'
import { createKey, listKeys } from './auth/keys.js'
import type { BackupStatus } from './backup/status.js'
import { type Config, readConfig } from './config.js'
import type { Context } from './context.js'
import { claimNode } from './db/node.js'
import { openDatabase } from './db/open.js'
import { orUnusable } from './db/unusable.js'
import { rootCause } from './errors.js'
import { inTime } from './in-time.js'
import { type Ingest, startIngest } from './ingest/start.js'
import { askPostingsJob } from './jobs/ask-postings.js'
import { backUpJob } from './jobs/back-up.js'
import { computePriorJob } from './jobs/compute-prior.js'
import { correctTotalsJob } from './jobs/correct-totals.js'
import { endSilentJob } from './jobs/end-silent.js'
import { erasePurgedJob } from './jobs/erase-purged.js'
import { fillSearchTextsJob } from './jobs/fill-search-texts.js'
import { foldChangesJob } from './jobs/fold-changes.js'
import { forgetDeliveriesJob } from './jobs/forget-deliveries.js'
import { recountPostingsJob } from './jobs/recount-postings.js'
import { refineHoursJob } from './jobs/refine-hours.js'
import { refreshFollowersJob } from './jobs/refresh-followers.js'
import { refreshScoresJob } from './jobs/refresh-scores.js'
import { rotateSaltsJob } from './jobs/rotate-salts.js'
import { sendWebhooksJob } from './jobs/send-webhooks.js'
import { startJobs } from './jobs/start.js'
import { tellNumbersJob } from './jobs/tell-numbers.js'
import { tellSummariesJob } from './jobs/tell-summaries.js'
import { countLosses } from './journal/losses.js'
import { readNodeId } from './journal/node-id.js'
import { openJournal } from './journal/open.js'
import { openLinkCache } from './links/cache.js'
import { closeApp } from './main/close-app.js'
import { collectEarly } from './main/garbage.js'
import { greeting } from './main/greeting.js'
import { listen, withKnownPort } from './main/listen.js'
import { type Output, openOutput } from './main/output.js'
import { readableLog } from './main/readable-log.js'
import { untilSignal } from './main/signals.js'
import { openSteps } from './main/steps.js'
import { openPriorRun } from './scores/prior-run.js'
import { reachOf } from './webhooks/reach.js'

/**
 * When each part must have stopped, in milliseconds after the stop began: orchestrators give a
 * process ten seconds. A part that needs less leaves the rest to the next one.
 */
const byMs = {
  app: 4_000,
  journal: 5_000,
  ingest: 6_500,
  losses: 6_600,
  links: 6_750,
  jobs: 7_000,
  prior: 7_100,
  claim: 7_250,
  database: 9_000,
  log: 9_250,
}
/** How long the greeting may wait before we log that nobody can read it. */
const greetingMs = 1_000
/**
 * Part of the time for ingest: to end its thread, once the journal's clicks are counted or left to
 * the next start.
 */
const threadMs = 500

export interface Service {
  /** The address it listens on, such as http://127.0.0.1:3000. */
  address: string
  /** The admin key made at the very first start; null at later starts, or if ADMIN_KEY is set. */
  firstKey: string | null
  context: Context
  /**
   * Finishes requests, flushes the journal to disk and database, and closes everything, within ten
   * seconds.
   */
  close(): Promise<void>
}

/**
 * Starts the service. If a step fails, the earlier steps are undone. Throws CannotStart, or the
 * signal's reason once it is aborted. Closing runs the same list backwards: no request without
 * journal, no journal without ingest, no ingest without database. It takes at most ten seconds and
 * loses nothing: unfinished work is rolled back or waits in the journal.
 */
export async function startService(
  config: Readonly<Config>,
  options: { log?: Logger; now?: () => Date; signal?: AbortSignal } = {},
): Promise<Service> {
  const { signal } = options
  const output = openOutput(2)
  const log = options.log ?? pino({ level: config.logLevel }, isatty(2) ? readableLog(output) : output)
  const now = options.now ?? (() => new Date())
  const journalDirectory = join(config.dataDir, 'journal')
  const { step, close: closeSteps } = openSteps(log, signal)
  const backups: BackupStatus = { failed: null }
  const stopping = new AbortController()
  const close = () => {
    stopping.abort()
    return closeSteps()
  }
  try {
    await step(
      'log',
      () => output,
      (opened, withinMs) => opened.flush(withinMs),
      byMs.log,
    )
    const settings = await withKnownPort(config)
    const database = await step(
      'database',
      () => openDatabase(config, { log, signal }),
      (opened, withinMs) => opened.close(withinMs),
      byMs.database,
    )
    const { db, url } = database
    const nodeId = await readNodeId(journalDirectory, log)
    await step(
      'node claim',
      () => claimNode({ url, nodeId, dataDir: config.dataDir, log }),
      claim => claim.release(),
      byMs.claim,
    )
    database.takeOver(log)
    const priorRun = await step(
      'prior',
      () => openPriorRun({ url, db, log, now, config: settings, signal: stopping.signal }),
      run => run.stop(),
      byMs.prior,
    )
    await step(
      'jobs',
      () =>
        startJobs({
          url,
          log,
          signal: stopping.signal,
          jobs: [
            rotateSaltsJob({ db, log, now }),
            fillSearchTextsJob({ db, log }),
            foldChangesJob({ db }),
            endSilentJob({ db, log }),
            correctTotalsJob({ db, log }),
            recountPostingsJob({ db }),
            refineHoursJob({ db, log }),
            refreshFollowersJob({ db, log, now, config: settings }),
            askPostingsJob({ db, log, now, config: settings }),
            refreshScoresJob({ db, now, config: settings }),
            computePriorJob({ db, now, config: settings, priorRun }),
            tellNumbersJob({ db, now, config: settings }),
            tellSummariesJob({ db, now, config: settings }),
            sendWebhooksJob({ db, log, now, reach: reachOf(settings) }),
            forgetDeliveriesJob({ db, now }),
            erasePurgedJob({ db }),
            backUpJob({ url, log, now, config: settings, status: backups }),
          ],
        }),
      stop => stop(),
      byMs.jobs,
    )
    const links = await step(
      'links',
      () => openLinkCache({ db, log, now }),
      cache => cache.close(),
      byMs.links,
    )
    const losses = await step(
      'losses',
      () => countLosses(log),
      async counted => counted.close(),
      byMs.losses,
    )
    const ingest = await step(
      'ingest',
      () =>
        startIngest({
          databaseUrl: url,
          journalDirectory,
          nodeId,
          retentionHours: retentionHours(config),
          log,
        }),
      (running, withinMs) => finishIngest(running, log, withinMs),
      byMs.ingest,
    )
    const journal = await step(
      'journal',
      () => openJournal({ directory: journalDirectory, log, onFlushed: () => ingest.wake() }),
      opened => opened.close(),
      byMs.journal,
    )
    const context: Context = {
      access: everything,
      config: settings,
      log,
      db,
      now,
      links,
      priorRun,
      journal,
      losses,
      droppedLogLines: output.dropped,
      backups,
      ingest,
      reservedSlugs: new Set(),
    }
    const app = await step('app', () => buildApp(context), closeApp, byMs.app)
    const address = await listen(app, settings)
    const firstKey = await makeFirstKey(context)
    return { address, firstKey, context, close }
  } catch (error) {
    await close()
    throw orUnusable(config, error)
  }
}

/** The newest backup and the journal together have every click, even if the next backup fails. */
function retentionHours({ journalRetentionHours, backups }: Readonly<Config>): number {
  return backups.directory === null
    ? journalRetentionHours
    : Math.max(journalRetentionHours, 2 * backups.everyHours)
}

async function makeFirstKey({ db, config }: Pick<Context, 'db' | 'config'>): Promise<string | null> {
  if (config.adminKey !== null || (await listKeys(db)).length > 0) return null
  const { key } = await createKey(db, { name: 'first', role: 'admin' })
  return key
}

/**
 * Clicks that do not reach the database in time are safe in the journal, and counted after the next
 * start.
 */
async function finishIngest(ingest: Ingest, log: Logger, withinMs: number): Promise<void> {
  const endsAt = performance.now() + withinMs
  const drained = ingest.drain().catch((error: unknown) => {
    log.warn({ err: rootCause(error) }, 'The journal could not be ingested into the database.')
  })
  await inTime(drained, withinMs - threadMs, () => {
    log.warn('The journal holds clicks that are not in the database yet; the next start ingests them.')
  })
  await ingest.stop(Math.max(threadMs, endsAt - performance.now()))
}

/**
 * Runs the service until SIGINT, SIGTERM or SIGHUP, then ends the process. Standard output is for
 * people: the address and, at the very first start, the admin key. The log goes to standard error:
 * as lines for people if that is a terminal, else as JSON. Throws InvalidConfig or CannotStart.
 */
export async function runService(env: Record<string, string | undefined>): Promise<void> {
  collectEarly()
  const config = readConfig(env)
  const screen = openOutput(1)
  await untilSignal(async signal => {
    try {
      const service = await startService(config, { signal })
      void greet(service, screen)
      if (!signal.aborted) await once(signal, 'abort')
      await service.close()
    } catch (error) {
      if (!signal.aborted) throw error
    }
  })
  // Work left behind at the stop must not keep the process alive.
  process.exit(0)
}

async function greet(service: Service, screen: Output): Promise<void> {
  screen.write(greeting(service))
  await screen.flush(greetingMs)
  if (screen.dropped() === 0) return
  const remedy =
    service.firstKey === null
      ? ''
      : ' It showed the first admin key; make a new one with "fivehundred key create".'
  service.context.log.warn(`The greeting could not be written to standard output.${remedy}`)
}
