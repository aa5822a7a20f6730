import { LRUCache } from 'lru-cache'
import { DatabaseUnavailable } from '../errors.js'
import { inTime } from '../in-time.js'
import type { Changes } from './changes.js'

/** A report that changes all the time is reread after this time. */
const shortestMs = 5_000
/** A report that seems unchanged is reread after this time, in case a notification was lost. */
const longestMs = 10 * 60_000
/** A failure is cached this long, so that not every request hits a struggling database. */
const failureMs = 1_000
/** No caller waits longer for a database that does not answer. */
const patienceMs = 2_000

type Kept<Report> = { version: number; readAt: number } & ({ report: Report } | { error: unknown })

/**
 * Caches a function that reads a report by name: it is called again only after a change, then at
 * most once in five seconds, and in any case after ten minutes. Concurrent callers share the
 * answer. Rejects as `read` does, or with DatabaseUnavailable after two seconds. Keeps at most
 * `most` reports; `clock` returns milliseconds.
 */
export function keepReports<Report>(
  changes: Pick<Changes, 'version'>,
  read: (name: string) => Promise<Report>,
  most: number,
  clock: Pick<Performance, 'now'> = performance,
): (name: string) => Promise<Report> {
  // Made for the first report, because it takes the memory for all at once.
  let cache: LRUCache<string, Kept<Report>> | undefined
  const open = () =>
    new LRUCache<string, Kept<Report>>({
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
    cache ??= open()
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
