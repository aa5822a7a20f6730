import type { Context } from '../context.js'
import { refreshScores } from '../stats/refresh-scores.js'
import { staleAccounts } from '../stats/stale-accounts.js'
import type { Job } from './start.js'

/** Few, so that an account with fresh clicks never waits long behind those that only a new prior made stale. */
const batchSize = 100

/** Computes the scores anew that do not hold any more. */
export function refreshScoresJob(ctx: Pick<Context, 'db' | 'now' | 'config'>): Job {
  return {
    name: 'refresh scores',
    everyMs: 5_000,
    async run(signal) {
      while (!signal.aborted) {
        const accountIds = await staleAccounts(ctx, batchSize)
        if (accountIds.length === 0) return
        for (const accountId of accountIds) {
          if (!signal.aborted) await refreshScores(ctx, accountId)
        }
      }
    },
  }
}
