import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { correctTotals } from '../ingest/rollups/sum-links.js'
import type { Job } from './start.js'

/** Makes up for nodes of an older version, which do not keep the totals of all links. */
export function correctTotalsJob({ db, log }: { db: Database; log: Pick<Logger, 'info'> }): Job {
  return {
    name: 'correct totals',
    everyMs: 600_000,
    async run() {
      if (await correctTotals(db)) log.info('The totals of all links were added up again.')
    },
  }
}
