import { desc, gt } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { priors } from '../db/schema.js'
import type { Prior } from '../influence/prior.js'

export interface PriorInForce extends Prior {
  /** Number of accounts it was estimated from; 0 for the configured one. */
  accounts: number
  /** In ISO 8601; null for the configured one. */
  computedAt: string | null
}

/** The database may be a transaction. */
export type PriorContext = Pick<Context, 'config'> & { db: Queryable }

/**
 * The prior that every score is computed with now: the newest estimate, or the configured one until
 * there is an estimate.
 */
export async function priorInForce({ db, config }: PriorContext): Promise<PriorInForce> {
  const [newest] = await db
    .select()
    .from(priors)
    .where(gt(priors.halfLifeHours, 0))
    .orderBy(desc(priors.id))
    .limit(1)
  if (newest === undefined) return { ...plainPrior(config.prior), accounts: 0, computedAt: null }
  const { accounts, computedAt } = newest
  return { ...plainPrior(newest), accounts, computedAt: computedAt.toISOString() }
}

/** The form used in answers. */
export function plainPrior({ mu, tau, k, nu, halfLifeHours }: Prior): Prior {
  return { mu, tau, k, nu, halfLifeHours }
}
