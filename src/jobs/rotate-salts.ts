import type { Logger } from 'pino'
import type { Database } from '../db/connect.js'
import { rotateSalts } from '../links/salt.js'
import type { Job } from './start.js'

/** Destroys ended salts. Capture does the same for a link that is clicked; this is for the others. */
export function rotateSaltsJob(ctx: { db: Database; log: Pick<Logger, 'info'>; now: () => Date }): Job {
  return {
    name: 'rotate salts',
    everyMs: 3_600_000,
    async run() {
      const rotated = await rotateSalts(ctx.db, ctx.now())
      if (rotated > 0) ctx.log.info({ rotated }, 'Visitor salts whose time had ended were destroyed.')
    },
  }
}
