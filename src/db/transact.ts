import { setTimeout as sleep } from 'node:timers/promises'
import { Conflict } from '../errors.js'
import type { Database, Queryable } from './connect.js'
import { codes, hasCode } from './errors.js'

const mostTries = 6
const pauseMs = 20

/**
 * Runs a change in a transaction, and again if it collided with another change. The second try sees
 * what the other change did, so it can fail with a more specific error. Throws Conflict if even the
 * last try collided. `work` may run several times, so it must not have effects outside the
 * transaction.
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
      // A random wait keeps them from colliding again at the same step.
      await sleep(Math.random() * pauseMs * tries)
    }
  }
}
