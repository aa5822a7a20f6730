import type { Logger } from 'pino'
import { type Failed, tellFailed } from '../db/around.js'
import type { Database } from '../db/connect.js'
import { rotateSalts } from '../links/salt.js'
import type { Job } from './start.js'

/**
 * Destroys ended salts. Capture does the same for a link that is clicked; this is for the others.
 */
export function rotateSaltsJob(ctx: { db: Database; log: Pick<Logger, 'info'>; now: () => Date }): Job {
  return {
    name: 'rotate salts',
    everyMs: 3_600_000,
    async run() {
      const failed: Failed<number>[] = []
      const rotated = await rotateSalts(ctx.db, ctx.now(), failed)
      if (rotated > 0) ctx.log.info({ rotated }, 'Visitor salts whose time had ended were destroyed.')
      tellFailed('links', failed)
    },
  }
}
