import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Queryable } from '../db/connect.js'
import { rootCause } from '../errors.js'
import { type After, type CachedLink, loadNewest } from './load.js'

const pageSize = 1_000
/** Pause between two tries, in milliseconds. */
const firstPauseMs = 1_000
const lastPauseMs = 10_000

/**
 * Reads the newest `count` links, page by page so that redirects are not held up, and hands each to
 * `take` with the time its page was requested. Ends early when `take` returns false. Rejects when
 * the database does.
 */
export async function warmUp(
  db: Queryable,
  count: number,
  now: () => Date,
  take: (link: CachedLink, askedAt: Date) => boolean,
): Promise<void> {
  let after: After | undefined
  for (let taken = 0; taken < count; taken += pageSize) {
    const askedAt = now()
    const page = await loadNewest(db, Math.min(pageSize, count - taken), after)
    for (const link of page.links) if (!take(link, askedAt)) return
    after = page.after
    if (page.links.length < pageSize) return
  }
}

/** Retries the warm-up until it succeeds or the signal aborts. Never rejects. */
export async function untilDone(
  warm: () => Promise<void>,
  log: Pick<Logger, 'warn'>,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(2 * pauseMs, lastPauseMs)) {
    try {
      return await warm()
    } catch (cause) {
      const message = 'The newest links could not be read in advance; it is tried again.'
      if (pauseMs === firstPauseMs) log.warn({ err: rootCause(cause) }, message)
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => {})
  }
}
