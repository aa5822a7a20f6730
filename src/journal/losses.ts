import type { Logger } from 'pino'
import { rootCause } from '../errors.js'

/**
 * Clicks that neither the disk nor the database took; their visitors were redirected all the same.
 */
export interface Losses {
  add(clicks: number, cause: unknown): void
  /** This many clicks that were counted as lost have arrived after all. */
  takeBack(clicks: number): void
  /** Since the service started. */
  count(): number
}

const logEveryMs = 10_000

/** Counts losses and logs them: the first at once, then at most every ten seconds. */
export function countLosses(log: Pick<Logger, 'error'>): Losses {
  let lost = 0
  let loggedAt = Number.NEGATIVE_INFINITY
  return {
    add(clicks, cause) {
      lost += clicks
      if (performance.now() - loggedAt < logEveryMs) return
      loggedAt = performance.now()
      log.error(
        { err: rootCause(cause), lost },
        'Clicks were lost: neither the disk nor the database took them.',
      )
    },
    takeBack(clicks) {
      lost -= clicks
    },
    count: () => lost,
  }
}
