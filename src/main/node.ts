import { isatty } from 'node:tty'
import { type Logger, pino } from 'pino'
import type { Config } from '../config.js'
import type { Database } from '../db/connect.js'
import { claimNode } from '../db/node.js'
import { type OpenOptions, openDatabase } from '../db/open.js'
import { orUnusable } from '../db/unusable.js'
import type { NodeJournal } from '../ingest/messages.js'
import { journalDirectory } from '../journal/directories.js'
import { readNodeId } from '../journal/node-id.js'
import type { PriorRun } from '../scores/prior-progress.js'
import { openPriorRun } from '../scores/prior-run.js'
import { byMs } from './deadlines.js'
import { openOutput } from './output.js'
import { readableLog } from './readable-log.js'
import { openSteps, type Steps } from './steps.js'

/** What each process of the service begins with: a log, a database, and a journal of its own. */
export interface Node {
  config: Readonly<Config>
  log: Logger
  now: () => Date
  url: string
  db: Database
  /** The journal, and the node that it belongs to. */
  journal: NodeJournal
  priorRun: PriorRun
  /** Log lines that could not be written since the start. */
  droppedLogLines: () => number
  step: Steps['step']
  /** Aborted when a stop begins. */
  stopping: AbortSignal
}

export interface NodeOptions {
  log?: Logger | undefined
  now?: (() => Date) | undefined
  /** Aborts the start. */
  signal?: AbortSignal | undefined
  /** Number of the worker that this process is; null, if it is the service itself. */
  worker?: number | null
  database?: Pick<OpenOptions, 'migrates' | 'connections'>
}

/**
 * Opens what every process begins with, and then what `begin` adds by further steps. If a step
 * fails, the earlier ones are undone. `close` undoes all, the last one first, within ten seconds.
 * Throws CannotStart, or the signal's reason once it is aborted.
 */
export async function startNode<T>(
  config: Readonly<Config>,
  options: NodeOptions,
  begin: (node: Node) => Promise<T>,
): Promise<T & { close(): Promise<void> }> {
  const { signal, worker = null } = options
  const output = openOutput(2)
  const log =
    options.log ??
    pino({ level: config.logLevel }, isatty(2) ? readableLog(output) : output).child(
      worker === null ? {} : { worker },
    )
  const now = options.now ?? (() => new Date())
  const { step, close: closeSteps } = openSteps(log, signal)
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
    const database = await step(
      'database',
      () => openDatabase(config, { ...options.database, log, signal }),
      (opened, withinMs) => opened.close(withinMs),
      byMs.database,
    )
    const { db, url } = database
    const directory = journalDirectory(config.dataDir, worker)
    const nodeId = await readNodeId(directory, log)
    await step(
      'node claim',
      () => claimNode({ url, nodeId, dataDir: config.dataDir, log }),
      claim => claim.release(),
      byMs.claim,
    )
    database.takeOver(log)
    const priorRun = await step(
      'prior',
      () => openPriorRun({ url, db, log, now, config, signal: stopping.signal }),
      run => run.stop(),
      byMs.prior,
    )
    const node = {
      config,
      log,
      now,
      url,
      db,
      journal: { directory, nodeId },
      priorRun,
      droppedLogLines: output.dropped,
      step,
      stopping: stopping.signal,
    }
    return { ...(await begin(node)), close }
  } catch (error) {
    await close()
    throw orUnusable(config, error)
  }
}
