import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { CannotStart } from '../errors.js'
import { inTime } from '../in-time.js'
import { type Behind, type Lost, nothingLost } from './front.js'
import type { Node } from './node.js'
import { type FromWorker, type ToWorker, workerVariable } from './worker-messages.js'

export interface Workers {
  /** Where all of them listen. */
  address: string
  /** Lets them finish requests and write their journals to disk; kills them after `withinMs`. */
  stop(withinMs: number): Promise<void>
}

/** Time between two messages with the status, in milliseconds. */
const tellEveryMs = 250
const firstPauseMs = 500
const lastPauseMs = 10_000
/** A worker that ended after living this long was well, and is started again at once. */
const wellMs = 60_000
/** After a start that failed. */
const breakOffMs = 2_000

/**
 * Starts processes that answer requests on one port, each with a journal of its own. One that ends
 * is started again. Resolves when all listen; throws CannotStart.
 */
export async function startWorkers(
  { config, log, url: databaseUrl, droppedLogLines }: Node,
  { ingest, backups }: Omit<Behind, 'elsewhere'>,
): Promise<Workers> {
  const workers = new Map<number, Worker>()
  /** What each has lost, and under 0 those that are gone, and this process. */
  const lost = new Map<number, Lost>([[0, nothingLost]])
  /** Those that hear what they are told. */
  const ready = new Set<Worker>()
  let begun = false
  let stopping = false

  /** Resolves to its address. */
  function launch(number: number, pauseMs: number): Promise<string> {
    const startedAt = performance.now()
    const worker = cluster.fork({ [workerVariable]: String(number) })
    workers.set(number, worker)
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'ready') {
          ready.add(worker)
          tell(worker, { type: 'start', worker: number, config, databaseUrl })
        }
        if (message.type === 'listens') resolve(message.address)
        if (message.type === 'wake') ingest.wake()
        if (message.type === 'lost') lost.set(number, message.lost)
        if (message.type === 'failed') {
          if (begun) log.error({ worker: number, reason: message.reason }, 'A worker cannot start.')
          reject(new CannotStart(message.reason))
        }
      })
      worker.on('exit', (code, signal) => {
        workers.delete(number)
        ready.delete(worker)
        lost.set(0, sum([lost.get(0), lost.get(number)]))
        lost.delete(number)
        reject(new CannotStart(`Worker ${number} ended before it listened (${signal ?? code}).`))
        if (stopping || !begun) return
        // One that was told to stop, by somebody else, has finished its work.
        const level = code === 0 ? 'warn' : 'error'
        log[level]({ worker: number, ended: signal ?? code }, 'A worker ended and is started again.')
        const nextPauseMs = Math.min(pauseMs * 2, lastPauseMs)
        const isWell = performance.now() - startedAt > wellMs
        setTimeout(
          () => {
            // Its end is seen in any case, and it is tried again.
            if (!stopping) launch(number, isWell ? firstPauseMs : nextPauseMs).catch(() => {})
          },
          isWell ? 0 : pauseMs,
        ).unref()
      })
    })
  }

  function tellStatus(): void {
    const status = ingest.status()
    for (const [number, worker] of workers) {
      const others = [...lost].flatMap(([other, its]) => (other === number ? [] : its))
      const elsewhere = sum([...others, { losses: 0, droppedLogLines: droppedLogLines() }])
      tell(worker, { type: 'status', ingest: status, backups, elsewhere })
    }
  }

  async function stop(withinMs: number): Promise<void> {
    stopping = true
    clearInterval(telling)
    const ended = Promise.all([...workers.values()].map(worker => once(worker, 'exit')))
    for (const worker of workers.values()) {
      if (ready.has(worker)) tell(worker, { type: 'stop' })
      else worker.process.kill('SIGKILL')
    }
    await inTime(ended, withinMs, () => {
      for (const { process } of workers.values()) process.kill('SIGKILL')
    })
    await ended
  }

  // Each takes connections itself. Handed out by this process, one that is on its way to a worker
  // that is killed would never be answered, nor closed.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  // Errors and dates keep their types.
  cluster.setupPrimary({ serialization: 'advanced' })
  const telling = setInterval(tellStatus, tellEveryMs)
  try {
    const numbers = Array.from({ length: config.workers }, (_, index) => index + 1)
    const [address = ''] = await Promise.all(numbers.map(number => launch(number, firstPauseMs)))
    begun = true
    return { address, stop }
  } catch (error) {
    await stop(breakOffMs)
    throw error
  }
}

function sum(parts: (Lost | undefined)[]): Lost {
  return parts.reduce<Lost>(
    (all, part = nothingLost) => ({
      losses: all.losses + part.losses,
      droppedLogLines: all.droppedLogLines + part.droppedLogLines,
    }),
    nothingLost,
  )
}

/** A worker that is just ending needs no message any more. */
function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => {})
}
