import type { Logger } from 'pino'
import { rootCause } from '../errors.js'

/** Hits that neither the disk nor the database took; their visitors were still redirected. */
export interface Losses {
  add(hits: number, cause: unknown): void
  /** This many hits that were counted as lost have arrived after all. */
  takeBack(hits: number): void
  /** Since the service started. */
  count(): number
  /** Logs their number, if it grew after the last time. */
  close(): void
}

const logEveryMs = 10_000

/**
 * Counts losses and logs them: the first at once, then at most every ten seconds, and at the end.
 */
export function countLosses(log: Pick<Logger, 'error'>): Losses {
  let lost = 0
  let last: unknown = null
  let logged = 0
  let loggedAt = Number.NEGATIVE_INFINITY
  const tell = () => {
    loggedAt = performance.now()
    logged = lost
    log.error({ err: rootCause(last), lost }, 'Hits were lost: neither the disk nor the database took them.')
  }
  return {
    add(hits, cause) {
      lost += hits
      last = cause
      if (performance.now() - loggedAt >= logEveryMs) tell()
    },
    takeBack(hits) {
      lost -= hits
    },
    count: () => lost,
    close() {
      if (lost > logged) tell()
    },
  }
}
