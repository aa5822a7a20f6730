import type { Logger } from 'pino'
import { type Failed, tellFailed } from '../db/around.js'
import type { Database } from '../db/connect.js'
import { hourMs } from '../durations.js'
import { rotateSalts } from '../links/salt.js'
import type { Job } from './start.js'

/**
 * Destroys expired salts. Capture does this for links that are clicked; this job does it for the
 * others.
 */
export function rotateSaltsJob(ctx: { db: Database; log: Pick<Logger, 'info'>; now: () => Date }): Job {
  return {
    name: 'rotate salts',
    everyMs: hourMs,
    async run() {
      const failed: Failed<number>[] = []
      const rotated = await rotateSalts(ctx.db, ctx.now(), failed)
      if (rotated > 0) ctx.log.info({ rotated }, 'Expired visitor salts were destroyed.')
      tellFailed('links', failed)
    },
  }
}
