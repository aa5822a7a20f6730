import { setTimeout as sleep } from 'node:timers/promises'
import { Conflict } from '../errors.js'
import type { Database, Queryable } from './connect.js'
import { codes, hasCode } from './errors.js'

const mostTries = 6
const pauseMs = 20

/**
 * Runs a change in a transaction, and again where it met another change made at the same time: what
 * it looks up the second time is what the other has made of it, so that it ends in an error with a
 * name of its own. Throws Conflict where even the last try met another. `work` may run several
 * times, so nothing outside of the transaction may come of it.
 */
export async function transact<T>(
  db: Pick<Database, 'transaction'>,
  work: (tx: Queryable) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction(work)
    } catch (error) {
      if (!(error instanceof Conflict) && !hasCode(error, codes.metAnother)) throw error
      if (tries === mostTries) throw new Conflict({ cause: error })
      // Those that met do not meet again in the same step.
      await sleep(Math.random() * pauseMs * tries)
    }
  }
}
