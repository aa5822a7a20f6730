import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { fillSearchTexts } from '../links/fill-search-texts.js'
import type { Job } from './start.js'

/** Soon after an upgrade a search finds older links as they were typed, too. */
export function fillSearchTextsJob({ db, log }: { db: Database; log: Pick<Logger, 'info'> }): Job {
  return {
    name: 'fill search texts',
    everyMs: 3_600_000,
    async run(signal) {
      const filled = await fillSearchTexts(db, signal)
      if (filled > 0) log.info({ filled }, 'Links from before are found as they were typed, too.')
    },
  }
}
