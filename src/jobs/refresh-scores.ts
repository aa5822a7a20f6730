import type { Context } from '../context.js'
import { refreshScores } from '../stats/refresh-scores.js'
import { changedAccounts, outdatedAccounts } from '../stats/stale-accounts.js'
import type { Job } from './start.js'

const everyMs = 5_000
const batchSize = 10

/**
 * Computes the scores anew that do not hold any more. Every account that was clicked has its turn, once, before those that only
 * time or a new prior made stale; of these as many as fit before the next round, so that the first never wait long for them.
 */
export function refreshScoresJob(ctx: Pick<Context, 'db' | 'now' | 'config'>): Job {
  return {
    name: 'refresh scores',
    everyMs,
    async run(signal) {
      const end = ctx.now().getTime() + everyMs
      const changed = await changedAccounts(ctx)
      for (let at = 0; at < changed.length && !signal.aborted; at += batchSize) {
        await refreshScores(ctx, changed.slice(at, at + batchSize))
      }
      do {
        const outdated = await outdatedAccounts(ctx, batchSize)
        if (outdated.length === 0) return
        await refreshScores(ctx, outdated)
      } while (!signal.aborted && ctx.now().getTime() < end)
    },
  }
}
