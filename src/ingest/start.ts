import type { Worker } from 'node:worker_threads'
import { describe } from '../db/errors.js'
import { openThread } from '../thread.js'
import type { FromWorker, Log, ToWorker, WorkerOptions } from './messages.js'
import { countTogether, freshStatus, type IngestStatus, type LoopStatus } from './status.js'

export type { IngestStatus } from './status.js'

export interface IngestOptions extends WorkerOptions {
  log: Log
  /**
   * Starts the thread. It is an argument so that a test can simulate a system without threads left.
   */
  open?: typeof openThread
  now?: () => Date
}

export interface Ingest {
  /**
   * Announces new records in a journal. Without it they are found within a quarter of a second.
   */
  wake(): void
  status(): IngestStatus
  /** Resolves when everything now in the journals is in the database, however long that takes. */
  drain(): Promise<void>
  /**
   * Finishes the current batches within `withinMs`, and ends the worker. An unfinished batch stays
   * in its journal.
   */
  stop(withinMs?: number): Promise<void>
}

/**
 * How long the current batches may take at a stop, in milliseconds. What is cut off is repeated at
 * the next start.
 */
const stopMs = 5_000
const firstRestartMs = 500
/**
 * The service must recover within 30 s after the cause is gone, so this and the thread's start must
 * take less.
 */
const lastRestartMs = 10_000

/**
 * Starts the worker thread that ingests the journals into the database, and restarts it if it
 * dies.
 */
export async function startIngest({
  log,
  open = openThread,
  now = () => new Date(),
  ...options
}: IngestOptions): Promise<Ingest> {
  const drains: (() => void)[] = []
  let status: LoopStatus = freshStatus
  let state: IngestStatus['state'] = 'starting'
  /** Counts of earlier workers. */
  let before: LoopStatus = freshStatus
  let restartMs = firstRestartMs
  let restart: NodeJS.Timeout | undefined
  let stopping = false
  let awake = false
  let worker = launch()

  function launch(): Worker {
    const next = open('ingest/worker', { name: 'ingest', workerData: options })
    next.on('message', (message: FromWorker) => receive(message))
    next.on('error', error => {
      log.error({ error: describe(error) }, 'The ingest thread died.')
      status = { ...status, lastError: describe(error) }
    })
    next.on('exit', () => {
      if (stopping) return
      awake = false
      state = 'restarting'
      before = status
      restartLater()
    })
    return next
  }

  function restartLater(): void {
    restart = setTimeout(() => {
      try {
        worker = launch()
        for (const _ of drains) post('drain')
      } catch (error) {
        log.error({ error: describe(error) }, 'The ingest thread cannot be started.')
        status = { ...status, lastError: describe(error) }
        restartLater()
      }
    }, restartMs)
    restartMs = Math.min(restartMs * 2, lastRestartMs)
  }

  function receive(message: FromWorker): void {
    if (message.type === 'log') log[message.level](message.facts, message.message)
    if (message.type === 'drained') drains.shift()?.()
    if (message.type === 'status') take(message.status)
  }

  function take(told: LoopStatus): void {
    awake = false
    if (!stopping) state = told.state
    status = countTogether(before, told)
    if (told.state === 'running') restartMs = firstRestartMs
  }

  function post(message: ToWorker): void {
    worker.postMessage(message)
  }

  return {
    wake() {
      // One message is enough until the worker has answered; a journal may flush thousands of times
      // a second.
      if (awake) return
      awake = true
      post('wake')
    },
    status() {
      const { oldestWaiting, ...facts } = status
      const lagSeconds = oldestWaiting === null ? 0 : Math.max(0, now().getTime() - oldestWaiting) / 1000
      return { ...facts, state, lagSeconds }
    },
    drain: () =>
      new Promise(resolve => {
        drains.push(resolve)
        post('drain')
      }),
    async stop(withinMs = stopMs) {
      stopping = true
      clearTimeout(restart)
      state = 'stopped'
      const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()))
      const late = setTimeout(() => void worker.terminate(), withinMs)
      post('stop')
      if (worker.threadId !== -1) await ended
      clearTimeout(late)
    },
  }
}
