import type { Database } from '../db/connect.js'
import { eraseLinks } from '../purge/erase.js'
import type { Job } from './start.js'

/** Erases the rows of purged links that were too many to be erased at once. */
export function erasePurgedJob({ db }: { db: Database }): Job {
  return { name: 'erase purged', everyMs: 30_000, run: signal => eraseLinks(db, signal) }
}
