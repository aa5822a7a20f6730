import { setImmediate as othersTurn } from 'node:timers/promises'
import { fixedPoint } from './fixed-point.js'
import { type LikelihoodGrid, likelihoodGrid } from './likelihood-grid.js'
import { defaultPrior, type Prior, priorDensity, type Rates } from './prior.js'
import type { ExposedCount } from './tweet-count.js'

/**
 * Number of pseudo-accounts, as the base prior expects them, added to the real ones to avoid a cold
 * start.
 */
const pseudoAccounts = 5
/** Accounts processed before yielding to other work: a fraction of a millisecond. */
const atOnce = 20
/**
 * Steps of the grids, in τ·√ν. The density has its poles that far from μ in the complex plane, so a
 * sum is exact to e^(−2π/0.15). The grids stay valid until τ has shrunk by a third.
 */
const stepOfPole = 0.15
const smaller = 0.7
/** With more degrees of freedom the t is nearly normal. */
const mostNu = 9

/**
 * The prior from the data (empirical Bayes, by expectation-maximization of the Student t), the rest
 * as in `base`. With w(θ) = (ν+1) / (ν + ((θ−μ)/τ)²), the expectations over each account's
 * posterior, and w₀ = (ν+1) / (ν + (base.τ² + (base.μ−μ)²)/τ²) of a pseudo-account:
 *
 *     μ' = (5·w₀·base.μ + Σ E[wθ]) / (5·w₀ + Σ E[w])
 *     τ'² = (5·w₀·(base.τ² + (base.μ−μ')²) + Σ E[w(θ−μ')²]) / (5 + K)
 *
 * to the fixed point, where neither changes by 1e-10. An account without a measurable tweet repeats
 * the prior and so cannot move it; it is left out of K. The order of the accounts does not matter.
 * Without accounts the answer is `base`. Others have their turn all the while, and a `signal` that
 * aborts ends it with its reason.
 */
export async function estimatePrior(
  accounts: readonly (readonly ExposedCount[])[],
  base: Prior = defaultPrior,
  signal?: AbortSignal,
): Promise<Prior> {
  const measured = accounts.filter(tweets => tweets.some(({ f }) => f !== null && f > 0))
  if (measured.length === 0) return base
  const { k, nu } = base
  let grids: LikelihoodGrid[] = []
  let gridsTau = Number.POSITIVE_INFINITY
  const [mu, logTau] = await fixedPoint([base.mu, Math.log(base.tau)], async ([mu, logTau]) => {
    const tau = Math.exp(logTau)
    if (tau < gridsTau) {
      const widest = stepOfPole * tau * Math.sqrt(Math.min(nu, mostNu))
      grids = await inTurns(measured, tweets => likelihoodGrid(tweets, k, widest), signal)
      gridsTau = tau * smaller
    }
    const moments = await inTurns(grids, grid => weightedMoments(grid, { mu, tau, nu }), signal)
    return maximize(moments, base, { mu, tau, nu })
  })
  return { ...base, mu, tau: Math.exp(logTau) }
}

/** Moments of an account under a prior, with δ = θ − μ. */
interface Moments {
  /** E[w], E[wδ] and E[wδ²]. */
  w: number
  delta: number
  square: number
}

function weightedMoments({ first, step, logarithms }: LikelihoodGrid, prior: Rates): Moments {
  const { mu, tau, nu } = prior
  const densities = new Float64Array(logarithms.length)
  let top = Number.NEGATIVE_INFINITY
  for (let i = 0; i < densities.length; i++) {
    const density = (logarithms[i] ?? 0) + priorDensity(prior, first + i * step)
    densities[i] = density
    if (density > top) top = density
  }
  let total = 0
  let w = 0
  let delta = 0
  let square = 0
  for (let i = 0; i < densities.length; i++) {
    const part = Math.exp((densities[i] ?? 0) - top)
    const distance = first + i * step - mu
    const weighted = (part * (nu + 1)) / (nu + (distance / tau) ** 2)
    total += part
    w += weighted
    delta += weighted * distance
    square += weighted * distance ** 2
  }
  return { w: w / total, delta: delta / total, square: square / total }
}

/** One step: the μ and ln τ that explain the moments best. */
function maximize(moments: Moments[], base: Prior, { mu, tau, nu }: Rates): [number, number] {
  const w = sortedSum(moments.map(account => account.w))
  const delta = sortedSum(moments.map(account => account.delta))
  const square = sortedSum(moments.map(account => account.square))
  const pseudo = (pseudoAccounts * (nu + 1)) / (nu + (base.tau ** 2 + (base.mu - mu) ** 2) / tau ** 2)
  const moved = (pseudo * (base.mu - mu) + delta) / (pseudo + w)
  const spread =
    pseudo * (base.tau ** 2 + (base.mu - mu - moved) ** 2) + square - 2 * moved * delta + moved ** 2 * w
  return [mu + moved, Math.log(spread / (pseudoAccounts + moments.length)) / 2]
}

async function inTurns<T, R>(items: readonly T[], work: (item: T) => R, signal?: AbortSignal): Promise<R[]> {
  const results: R[] = []
  for (const item of items) {
    results.push(work(item))
    if (results.length % atOnce === 0) {
      await othersTurn()
      signal?.throwIfAborted()
    }
  }
  return results
}

/**
 * Floating-point sums depend on the order of their terms. Sorting makes this one independent of it.
 */
function sortedSum(values: number[]): number {
  return Float64Array.from(values)
    .sort()
    .reduce((sum, value) => sum + value, 0)
}
