import type { Logger } from 'pino'
import type { BackupStatus } from '../backup/status.js'
import type { Config } from '../config.js'
import { rootCause } from '../errors.js'
import { inTime } from '../in-time.js'
import type { NodeJournal } from '../ingest/messages.js'
import { type Ingest, startIngest } from '../ingest/start.js'
import { askPostingsJob } from '../jobs/ask-postings.js'
import { backUpJob } from '../jobs/back-up.js'
import { computePriorJob } from '../jobs/compute-prior.js'
import { correctTotalsJob } from '../jobs/correct-totals.js'
import { endSilentJob } from '../jobs/end-silent.js'
import { erasePurgedJob } from '../jobs/erase-purged.js'
import { fillSearchTextsJob } from '../jobs/fill-search-texts.js'
import { foldChangesJob } from '../jobs/fold-changes.js'
import { forgetDeliveriesJob } from '../jobs/forget-deliveries.js'
import { recountPostingsJob } from '../jobs/recount-postings.js'
import { refineHoursJob } from '../jobs/refine-hours.js'
import { refreshFollowersJob } from '../jobs/refresh-followers.js'
import { refreshScoresJob } from '../jobs/refresh-scores.js'
import { rotateSaltsJob } from '../jobs/rotate-salts.js'
import { sendWebhooksJob } from '../jobs/send-webhooks.js'
import { startJobs } from '../jobs/start.js'
import { tellNumbersJob } from '../jobs/tell-numbers.js'
import { tellSummariesJob } from '../jobs/tell-summaries.js'
import { journalDirectories, journalDirectory } from '../journal/directories.js'
import { readNodeId } from '../journal/node-id.js'
import { listSegments } from '../journal/segments.js'
import { reachOf } from '../webhooks/reach.js'
import { byMs } from './deadlines.js'
import type { Behind } from './front.js'
import type { Node } from './node.js'

/**
 * Part of the time for ingest: to end its thread, once the journal's hits are counted or left to
 * the next start.
 */
const threadMs = 500

/**
 * Opens what works behind the requests, once in a service: scheduled jobs, and ingest of the
 * journals of all its processes.
 */
export async function openBack(node: Node): Promise<Pick<Behind, 'ingest' | 'backups'>> {
  const { config, log, now, url, db, priorRun, step, stopping } = node
  const backups: BackupStatus = { failed: null }
  await step(
    'jobs',
    () =>
      startJobs({
        url,
        log,
        signal: stopping,
        jobs: [
          rotateSaltsJob({ db, log, now }),
          fillSearchTextsJob({ db, log }),
          foldChangesJob({ db }),
          endSilentJob({ db, log }),
          correctTotalsJob({ db, log }),
          recountPostingsJob({ db }),
          refineHoursJob({ db, log }),
          refreshFollowersJob({ db, log, now, config }),
          askPostingsJob({ db, log, now, config }),
          refreshScoresJob({ db, now, config }),
          computePriorJob({ db, now, config, priorRun }),
          tellNumbersJob({ db, now, config }),
          tellSummariesJob({ db, now, config }),
          sendWebhooksJob({ db, log, now, reach: reachOf(config) }),
          forgetDeliveriesJob({ db, now }),
          erasePurgedJob({ db }),
          backUpJob({ url, log, now, config, status: backups }),
        ],
      }),
    stop => stop(),
    byMs.jobs,
  )
  const ingest = await step(
    'ingest',
    async () => {
      const journals = await findJournals(node)
      return startIngest({ databaseUrl: url, journals, retentionHours: retentionHours(config), log, now })
    },
    (running, withinMs) => finishIngest(running, log, withinMs),
    byMs.ingest,
  )
  return { ingest, backups }
}

/**
 * The journals that processes of this service write, and those with something left of more workers
 * than there are now.
 */
async function findJournals({ config, log, journal }: Node): Promise<NodeJournal[]> {
  const { dataDir, workers } = config
  const written =
    workers === 1 ? [] : Array.from({ length: workers }, (_, index) => journalDirectory(dataDir, index + 1))
  const journals = [journal]
  for (const directory of new Set([...written, ...(await journalDirectories(dataDir))])) {
    if (directory === journal.directory) continue
    if (!written.includes(directory) && (await listSegments(directory)).length === 0) continue
    journals.push({ directory, nodeId: await readNodeId(directory, log) })
  }
  return journals
}

/** The newest backup and the journal together have every hit, even if the next backup fails. */
function retentionHours({ journalRetentionHours, backups }: Readonly<Config>): number {
  return backups.directory === null
    ? journalRetentionHours
    : Math.max(journalRetentionHours, 2 * backups.everyHours)
}

/**
 * Hits that do not reach the database in time are safe in the journal, and counted after the next
 * start.
 */
async function finishIngest(ingest: Ingest, log: Logger, withinMs: number): Promise<void> {
  const endsAt = performance.now() + withinMs
  const drained = ingest.drain().catch((error: unknown) => {
    log.warn({ err: rootCause(error) }, 'The journal could not be ingested into the database.')
  })
  await inTime(drained, withinMs - threadMs, () => {
    log.warn('The journal holds hits that are not in the database yet; the next start ingests them.')
  })
  await ingest.stop(Math.max(threadMs, endsAt - performance.now()))
}
