import { LRUCache } from 'lru-cache'
import { DatabaseUnavailable } from '../errors.js'
import { inTime } from '../in-time.js'
import type { Changes } from './changes.js'

/** What changes all the time is read again after this time. */
const shortestMs = 5_000
/**
 * What never seems to change is read again after this time, should the news of a change have been
 * lost.
 */
const longestMs = 10 * 60_000
/** A failure stands this long, so that a database in trouble is not asked by everybody. */
const failureMs = 1_000
/** Nobody hangs on a database that does not answer. */
const patienceMs = 2_000

type Kept<Report> = { version: number; readAt: number } & ({ report: Report } | { error: unknown })

/**
 * Wraps a function that reads a report by its name: it is called again only when something has
 * changed since, then at most once in five seconds, and in any case after ten minutes. Those who
 * ask meanwhile shares the answer. Rejects as `read` does, or with DatabaseUnavailable after two
 * seconds. Keeps at most `most` reports; `clock` tells milliseconds.
 */
export function keepReports<Report>(
  changes: Pick<Changes, 'version'>,
  read: (name: string) => Promise<Report>,
  most: number,
  clock: Pick<Performance, 'now'> = performance,
): (name: string) => Promise<Report> {
  const cache = new LRUCache<string, Kept<Report>>({
    max: most,
    fetchMethod: async name => {
      const times = { version: changes.version(), readAt: clock.now() }
      try {
        return { ...times, report: await inTime(read(name), patienceMs, giveUp) }
      } catch (error) {
        return { ...times, error }
      }
    },
  })
  const outdated = (kept: Kept<Report>): boolean => {
    const ageMs = clock.now() - kept.readAt
    if ('error' in kept) return ageMs >= failureMs
    return ageMs >= longestMs || (ageMs >= shortestMs && kept.version !== changes.version())
  }
  return async name => {
    const last = cache.peek(name)
    const kept = await cache.fetch(name, { forceRefresh: last !== undefined && outdated(last) })
    if (kept === undefined) throw new DatabaseUnavailable()
    if ('error' in kept) throw kept.error
    return kept.report
  }
}

function giveUp(): never {
  throw new DatabaseUnavailable()
}
