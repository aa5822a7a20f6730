import type { Context } from '../context.js'
import { dayMs, hourMs } from '../durations.js'
import { priorInForce } from '../scores/prior.js'
import type { PriorRun } from '../scores/prior-progress.js'
import type { Job } from './start.js'

/** With this many, the five pseudo-accounts have a fifth of the weight. */
const leastAccounts = 20

/** Estimates the prior once a day, as soon as there are enough accounts. */
export function computePriorJob(
  ctx: Pick<Context, 'db' | 'now' | 'config'> & { priorRun: Pick<PriorRun, 'compute'> },
): Job {
  return {
    name: 'compute prior',
    everyMs: hourMs,
    async run() {
      const { computedAt } = await priorInForce(ctx)
      if (computedAt !== null && ctx.now().getTime() - Date.parse(computedAt) < dayMs) return
      await ctx.priorRun.compute(leastAccounts)
    },
  }
}
