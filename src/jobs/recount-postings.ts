import { type Failed, tellFailed, workAround } from '../db/around.js'
import type { Database } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import { linksToRecount, recountPostings } from '../tweets/recount-postings.js'
import { slices } from '../typed/slices.js'
import type { Job } from './start.js'

/** Few, because no hits are counted meanwhile. */
const linksAtOnce = 10

/** Counts postings where they do not add up, the newest links first. */
export function recountPostingsJob({ db }: { db: Database }): Job {
  return {
    name: 'recount postings',
    everyMs: 600_000,
    async run(signal) {
      const failed: Failed<number>[] = []
      for (const some of slices(await linksToRecount(db), linksAtOnce)) {
        if (signal.aborted) break
        failed.push(...(await workAround(some, linkIds => recount(db, linkIds))))
      }
      tellFailed('links', failed)
    },
  }
}

function recount(db: Database, linkIds: readonly number[]): Promise<void> {
  return db.transaction(async tx => {
    await lockCounting(tx, 'exclusive')
    for (const id of linkIds) await recountPostings(tx, id)
    await announceFigures(tx)
  })
}
