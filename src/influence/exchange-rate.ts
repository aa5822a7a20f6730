import type { AccountPosterior } from './account-posterior.js'
import { type Interval, z } from './confidence.js'

/**
 * What one follower of A is worth in followers of B: exp(mₐ − m_b) of the posterior means, with the
 * 95 % interval exp(Δ ± z·√(sdₐ² + sd_b²)) of two independent accounts.
 */
export function exchangeRate(
  a: Pick<AccountPosterior, 'mean' | 'sd'>,
  b: Pick<AccountPosterior, 'mean' | 'sd'>,
): { rate: number; interval: Interval } {
  const difference = a.mean - b.mean
  const half = z * Math.hypot(a.sd, b.sd)
  return { rate: Math.exp(difference), interval: [Math.exp(difference - half), Math.exp(difference + half)] }
}
