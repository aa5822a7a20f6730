import { setImmediate as othersTurn } from 'node:timers/promises'
import { posteriorDensity } from './posterior-density.js'
import { gridMoments, posteriorGrid, referenceStep } from './posterior-grid.js'
import { posteriorMode } from './posterior-mode.js'
import type { Prior } from './prior.js'
import { defaultPrior } from './prior.js'
import type { TweetCount } from './tweet-count.js'

/**
 * Accounts as the base prior expects them, added to the real ones so that there is no cold start.
 */
const pseudoAccounts = 5
const tolerance = 1e-10
/** Never reached by data seen so far (tens of rounds); it only bounds a job's time. */
const maxRounds = 10_000

/**
 * The prior from the data (empirical Bayes, by expectation-maximization), `base.k` kept:
 *
 *     m  = (5·base.mu + Σ meanₐ) / (5 + K)
 *     τ² = (5·(base.tau² + (base.mu − m)²) + Σ (sdₐ² + (meanₐ − m)²)) / (5 + K)
 *
 * until neither changes by 1e-10. An account without a measurable tweet repeats the prior and so
 * cannot move it; it is left out of K. The order of the accounts does not matter. Without accounts
 * the answer is `base`. Ten thousand accounts take seconds, so others have their turn after every
 * one.
 */
export async function estimatePrior(
  accounts: readonly (readonly TweetCount[])[],
  base: Prior = defaultPrior,
): Promise<Prior> {
  const measured = accounts.filter(tweets => tweets.some(({ f }) => f !== null && f > 0))
  const size = pseudoAccounts + measured.length
  let { mu, tau } = base
  for (let round = 0; round < maxRounds; round++) {
    const moments: { mean: number; sd: number }[] = []
    for (const tweets of measured) {
      moments.push(posteriorMoments(tweets, { mu, tau, k: base.k }))
      await othersTurn()
    }
    const mean = (pseudoAccounts * base.mu + sortedSum(moments.map(account => account.mean))) / size
    const spread = sortedSum(moments.map(account => account.sd ** 2 + (account.mean - mean) ** 2))
    const sd = Math.sqrt((pseudoAccounts * (base.tau ** 2 + (base.mu - mean) ** 2) + spread) / size)
    const change = Math.max(Math.abs(mean - mu), Math.abs(sd - tau))
    mu = mean
    tau = sd
    if (change < tolerance) break
  }
  return { mu, tau, k: base.k }
}

/**
 * Mean and sd of θ on four points a standard deviation: sums of a smooth density on an even grid
 * are exact far below 1e-10.
 */
function posteriorMoments(tweets: readonly TweetCount[], prior: Prior): { mean: number; sd: number } {
  const density = posteriorDensity(tweets, prior)
  const sd = 1 / Math.sqrt(-density.slopes(posteriorMode(density)).second)
  return gridMoments(posteriorGrid(density, Math.max(1, Math.floor(sd / (4 * referenceStep)))))
}

/** Floating-point sums depend on the order of their terms; this one does not. */
function sortedSum(values: number[]): number {
  return values.sort((a, b) => a - b).reduce((sum, value) => sum + value, 0)
}
