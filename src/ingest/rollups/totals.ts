import type { Queryable } from '../../db/connect.js'
import { addLinkTotals } from './link-totals.js'
import { markStaleScores } from './stale-scores.js'
import type { Tally } from './tally.js'
import { addTweetSources } from './tweet-sources.js'

/** Adds a tally to what each link and its tweet have altogether. */
export async function addTotals(tx: Queryable, tally: Tally): Promise<void> {
  await Promise.all([
    addTweetSources(tx, tally),
    markStaleScores(tx, tally),
    // Last, because all nodes share a popular link's row: it is locked from here to the commit
    // only.
    addLinkTotals(tx, tally),
  ])
}
