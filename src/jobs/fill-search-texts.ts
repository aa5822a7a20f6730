import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { hourMs } from '../durations.js'
import { fillSearchTexts } from '../links/fill-search-texts.js'
import type { Job } from './start.js'

/**
 * Fills the search text of older links, so that searches find them as they were typed soon after an
 * upgrade.
 */
export function fillSearchTextsJob({ db, log }: { db: Database; log: Pick<Logger, 'info'> }): Job {
  return {
    name: 'fill search texts',
    everyMs: hourMs,
    async run(signal) {
      const filled = await fillSearchTexts(db, signal)
      if (filled > 0) log.info({ filled }, 'Searches now find older links as they were typed.')
    },
  }
}
