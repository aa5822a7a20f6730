import type { Logger } from 'pino'
import { backUpWhenDue, type Due } from '../backup/schedule.js'
import type { BackupStatus } from '../backup/status.js'
import { describe } from '../db/errors.js'
import { BackupProblem } from '../errors.js'
import type { Job } from './start.js'

type Options = Omit<Due, 'signal'> & { log: Pick<Logger, 'info'>; status: BackupStatus }

/** Writes backups of the database into a folder on schedule, if one is set. */
export function backUpJob({ log, status, ...due }: Options): Job {
  return {
    name: 'back up',
    everyMs: 600_000,
    async run(signal) {
      try {
        const path = await backUpWhenDue({ ...due, signal })
        status.failed = null
        if (path !== null) log.info({ path }, 'A backup was written.')
      } catch (error) {
        const problem = error instanceof BackupProblem ? error.message : describe(error)
        if (!signal.aborted) status.failed = { at: due.now(), problem }
        throw error
      }
    },
  }
}
