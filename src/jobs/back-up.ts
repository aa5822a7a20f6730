import type { Logger } from 'pino'
import { backUpWhenDue, type Due } from '../backup/schedule.js'
import type { Job } from './start.js'

/** Writes a backup of the database into a folder every so often, if one is set. */
export function backUpJob({ log, ...due }: Omit<Due, 'signal'> & { log: Pick<Logger, 'info'> }): Job {
  return {
    name: 'back up',
    everyMs: 600_000,
    async run(signal) {
      const path = await backUpWhenDue({ ...due, signal })
      if (path !== null) log.info({ path }, 'A backup was written.')
    },
  }
}
