import { type Failed, tellFailed } from '../db/around.js'
import type { Database } from '../db/connect.js'
import { foldChanges } from '../ingest/rollups/fold-changes.js'
import type { Job } from './start.js'

/** Folds what ingest counted into the tables of quarters and facets. */
export function foldChangesJob({ db }: { db: Database }): Job {
  return {
    name: 'fold changes',
    everyMs: 5_000,
    async run(signal) {
      const failed: Failed<number>[] = []
      while (!signal.aborted && (await foldChanges(db, failed)) > 0);
      tellFailed('links of batches', failed)
    },
  }
}
