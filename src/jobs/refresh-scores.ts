import type { Context } from '../context.js'
import { type Failed, tellFailed, workAround } from '../db/around.js'
import { hourMs } from '../durations.js'
import { refreshScores } from '../scores/refresh.js'
import { changedAccounts, outdatedAccounts } from '../scores/stale.js'
import type { Job } from './start.js'

const everyMs = 5_000
const batchSize = 10

/** How long to skip an account whose scores cannot be computed. */
const leaveAloneMs = hourMs

/**
 * Computes outdated scores. Every account with new clicks has its turn first. Accounts that only
 * time or a new prior made stale follow, as many as fit before the next round, so that new clicks
 * never wait long.
 */
export function refreshScoresJob(ctx: Pick<Context, 'db' | 'now' | 'config'>): Job {
  /** When to try again, by account. */
  const leftAlone = new Map<number, number>()
  return {
    name: 'refresh scores',
    everyMs,
    async run(signal) {
      const begin = ctx.now().getTime()
      const failed: Failed<number>[] = []
      for (const [id, until] of leftAlone) if (begin >= until) leftAlone.delete(id)
      const refresh = async (ids: number[]) => {
        const bad = await workAround(ids, some => refreshScores(ctx, [...some]))
        for (const { item } of bad) leftAlone.set(item, begin + leaveAloneMs)
        failed.push(...bad)
      }
      const changed = (await changedAccounts(ctx)).filter(id => !leftAlone.has(id))
      for (let at = 0; at < changed.length && !signal.aborted; at += batchSize) {
        await refresh(changed.slice(at, at + batchSize))
      }
      do {
        const found = await outdatedAccounts(ctx, batchSize + leftAlone.size)
        const outdated = found.filter(id => !leftAlone.has(id)).slice(0, batchSize)
        if (outdated.length === 0) break
        await refresh(outdated)
      } while (!signal.aborted && ctx.now().getTime() < begin + everyMs)
      tellFailed('accounts', failed)
    },
  }
}
