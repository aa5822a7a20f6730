import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { lockSpace } from '../db/locks.js'
import { rootCause } from '../errors.js'

export interface Job {
  /** Identifies it on all nodes: its lock is made from it. */
  name: string
  everyMs: number
  /** The work; it ends early when the signal aborts. */
  run(signal: AbortSignal): Promise<void>
}

/**
 * Runs each job now and again after every `everyMs`, on one node at a time, until the signal aborts
 * or the returned function is called; that waits for what runs. A job that fails is logged, and comes
 * again in its turn.
 */
export function startJobs(options: {
  db: Database
  log: Pick<Logger, 'warn'>
  jobs: Job[]
  signal?: AbortSignal
}): () => Promise<void> {
  const { db, log, jobs } = options
  const stopping = new AbortController()
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])])
  const started = jobs.map(job => {
    const turn = async () => {
      if (signal.aborted) return
      try {
        await alone(db, job.name, () => job.run(signal))
      } catch (error) {
        log.warn({ job: job.name, err: rootCause(error) }, 'A job failed; it is tried again in its turn.')
      }
    }
    let running: Promise<void> | null = null
    const start = () => {
      running ??= turn().finally(() => {
        running = null
      })
    }
    start()
    const timer = setInterval(start, job.everyMs)
    timer.unref()
    return { timer, running: () => running }
  })
  return async () => {
    stopping.abort()
    for (const { timer } of started) clearInterval(timer)
    await Promise.all(started.map(({ running }) => running()))
  }
}

/**
 * Does the work while no other node does; otherwise leaves it to that one. The lock lives in a
 * transaction of its own, so that it ends with this process, however that ends.
 */
async function alone(db: Database, name: string, work: () => Promise<void>): Promise<void> {
  await db.transaction(async tx => {
    // Networks are slow, and nothing else is locked meanwhile.
    await tx.execute(sql`set local idle_in_transaction_session_timeout = '1h'`)
    const [row] = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${lockSpace.jobs}::int, hashtext(${name})) as mine`,
    )
    if (row?.mine === true) await work()
  })
}
