import type { Context } from '../context.js'
import { type Failed, tellFailed } from '../db/around.js'
import { computePrior, measuredAccounts } from '../scores/estimate-prior.js'
import { priorInForce } from '../scores/prior.js'
import type { Job } from './start.js'

const dayMs = 86_400_000
/** With as many, the five pseudo-accounts weigh a fifth. */
const leastAccounts = 20

/** Estimates the prior once a day, from then on when there is enough to estimate it from. */
export function computePriorJob(ctx: Pick<Context, 'db' | 'log' | 'now' | 'config'>): Job {
  return {
    name: 'compute prior',
    everyMs: 3_600_000,
    async run() {
      const { computedAt } = await priorInForce(ctx)
      if (computedAt !== null && ctx.now().getTime() - Date.parse(computedAt) < dayMs) return
      const failed: Failed<number>[] = []
      const measured = await measuredAccounts(ctx.db, failed)
      if (measured.length >= leastAccounts) {
        ctx.log.info(await computePrior(ctx, measured), 'The prior was estimated from the accounts.')
      }
      tellFailed('accounts', failed)
    },
  }
}
