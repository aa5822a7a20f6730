import type { Queryable } from '../db/connect.js'
import { type After, type CachedLink, loadNewest } from './load.js'

const pageSize = 1_000

/**
 * Reads the newest `count` links, page by page so that redirects are not held up, and hands each to
 * `take` with the time its page was asked for. Ends early when `take` returns false. Rejects when
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
