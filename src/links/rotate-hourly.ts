import { sql } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { lockSpace } from '../db/locks.js'
import { rootCause } from '../errors.js'
import { rotateSalts } from './salt.js'

const everyMs = 3_600_000
/** Second key of this job's advisory lock. */
const job = 1

/**
 * Destroys ended salts now and every hour, on one node at a time, until the returned function is called. Capture does the
 * same for a link that is clicked; this is for the others.
 */
export function rotateHourly(options: {
  db: Database
  log: Pick<Logger, 'warn' | 'info'>
  now: () => Date
}): () => Promise<void> {
  const { db, log, now } = options
  const rotate = async () => {
    try {
      const rotated = await db.transaction(async tx => {
        const [row] = await tx.execute<{ mine: boolean }>(
          sql`select pg_try_advisory_xact_lock(${lockSpace.jobs}::int, ${job}::int) as mine`,
        )
        return row?.mine === true ? rotateSalts(db, now()) : 0
      })
      if (rotated > 0) log.info({ rotated }, 'Visitor salts whose time had ended were destroyed.')
    } catch (error) {
      log.warn(
        { err: rootCause(error) },
        'Ended visitor salts could not be destroyed; the next attempt is in an hour.',
      )
    }
  }
  let running = rotate()
  const timer = setInterval(() => {
    running = running.then(rotate)
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
