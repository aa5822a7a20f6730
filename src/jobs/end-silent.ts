import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { endSilent } from '../db/end-silent.js'
import type { Job } from './start.js'

/** Frees the locks of a node that stands still, so that the others can go on counting. */
export function endSilentJob({ db, log }: { db: Database; log: Pick<Logger, 'warn'> }): Job {
  return {
    name: 'end silent',
    everyMs: 5_000,
    async run() {
      const ended = await endSilent(db)
      if (ended.length > 0)
        log.warn(
          { sessions: ended },
          'Database sessions that others waited for had stood still and were ended.',
        )
    },
  }
}
