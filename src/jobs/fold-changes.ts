import { type Failed, tellFailed } from '../db/around.js'
import type { Database } from '../db/connect.js'
import { foldChanges } from '../ingest/rollups/fold-changes.js'
import { sumLinks } from '../ingest/rollups/sum-links.js'
import type { Job } from './start.js'

/**
 * Folds what ingest counted into the tables of quarters and facets, and brings the totals of all
 * links up to date.
 */
export function foldChangesJob({ db }: { db: Database }): Job {
  return {
    name: 'fold changes',
    everyMs: 5_000,
    async run(signal) {
      const failed: Failed<number>[] = []
      while (!signal.aborted && (await foldChanges(db, failed)) > 0);
      while (!signal.aborted && (await sumLinks(db)) > 0);
      tellFailed('links of batches', failed)
    },
  }
}
