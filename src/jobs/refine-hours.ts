import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { countHoursToRefine, refineHours } from '../ingest/rollups/refine-hours.js'
import type { Job } from './start.js'

const tellEveryMs = 30_000

/**
 * Splits the hours that older versions counted into quarters, so that the days of every time zone
 * become exact soon after an upgrade. Runs again and again, because during an upgrade nodes of the
 * version before still count by the hour.
 */
export function refineHoursJob({ db, log }: { db: Database; log: Pick<Logger, 'info'> }): Job {
  return {
    name: 'refine hours',
    everyMs: 60_000,
    async run(signal) {
      let [refined, told] = [0, performance.now()]
      while (!signal.aborted) {
        const moved = await refineHours(db)
        if (moved === 0) break
        refined += moved
        if (performance.now() - told < tellEveryMs) continue
        told = performance.now()
        log.info({ refined, left: await countHoursToRefine(db) }, 'Splitting older hours into quarters.')
      }
      if (refined > 0) log.info({ refined }, 'Older hours are split into quarters.')
    },
  }
}
