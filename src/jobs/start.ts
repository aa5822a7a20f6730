import type { Logger } from 'pino'
import { lockSpace } from '../db/locks.js'
import { openSessionLocks } from '../db/session-locks.js'
import { rootCause } from '../errors.js'
import { inTime } from '../in-time.js'

export interface Job {
  /** Identifies the job on all nodes; its lock is derived from it. */
  name: string
  everyMs: number
  /**
   * The work. It ends early when the signal aborts: at a stop, or when this node has lost its lock
   * and another node may have started. Both running at once must do no harm.
   */
  run(signal: AbortSignal): Promise<void>
}

/** How long the first turn of a job keeps the next job waiting. */
const patienceMs = 500

/**
 * Runs each job now and then every `everyMs`, on one node at a time, until the signal aborts or the
 * returned function is called, which waits for running jobs. A failed job is logged and runs again
 * on schedule.
 */
export function startJobs(options: {
  url: string
  log: Pick<Logger, 'warn'>
  jobs: Job[]
  signal?: AbortSignal
}): () => Promise<void> {
  const { url, log, jobs } = options
  const locks = openSessionLocks(url, lockSpace.jobs, `fivehundred jobs ${process.pid}`)
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])])
  const started = jobs.map(job => {
    const turn = async () => {
      if (signal.aborted) return
      try {
        await locks.alone(job.name, lost => job.run(AbortSignal.any([signal, lost])))
      } catch (error) {
        // A job that is cut off by a stop ends with an error of its own.
        if (signal.aborted) return
        log.warn({ job: job.name, err: rootCause(error) }, 'A job failed; it runs again on schedule.')
      }
    }
    let running: Promise<void> | null = null
    const start = () => {
      running ??= turn().finally(() => {
        running = null
      })
    }
    const timer = setInterval(start, job.everyMs)
    timer.unref()
    return { start, timer, running: () => running }
  })
  /** All at once, each would open a connection of its own for a moment's work. */
  const beginAll = async () => {
    for (const { start, running } of started) {
      if (signal.aborted) return
      start()
      await inTime(Promise.resolve(running()), patienceMs, () => {})
    }
  }
  const begun = beginAll()
  return async () => {
    stopping.abort()
    for (const { timer } of started) clearInterval(timer)
    await begun
    await Promise.all(started.map(({ running }) => running()))
    await locks.close()
  }
}
