import type { Interval } from './confidence.js'
import { gridMoments, type PosteriorGrid, posteriorGrid } from './posterior-grid.js'
import type { Prior } from './prior.js'
import type { ExposedCount } from './tweet-count.js'

export interface AccountPosterior {
  /** Mean and standard deviation of θ, the natural logarithm of the account's rate. */
  mean: number
  sd: number
  /**
   * The account's influence, followers who click per follower: exp of the posterior median of θ.
   */
  score: number
  /** 95 %, as rates. */
  interval: Interval
}

/**
 * What an account's tweets say about its rate, shrunk towards the prior so that one lucky tweet
 * does not outrank weekly proof. Tweets whose followers are unknown or 0 are ignored. Without any
 * tweet, the answer is the prior itself.
 */
export function accountPosterior(tweets: readonly ExposedCount[], prior: Prior): AccountPosterior {
  const grid = posteriorGrid(tweets, prior)
  const { mean, sd } = gridMoments(grid)
  const [low, median, high] = quantiles(grid, [0.025, 0.5, 0.975])
  return { mean, sd, score: Math.exp(median), interval: [Math.exp(low), Math.exp(high)] }
}

/**
 * θ at three ascending levels: linear interpolation on the cumulative weight at the middle of each
 * point, Σ_{≤j} w − wⱼ/2.
 */
function quantiles(grid: PosteriorGrid, levels: [number, number, number]): [number, number, number] {
  const { first, step, weights } = grid
  let total = 0
  for (const weight of weights) total += weight
  const at = (level: number): number => {
    const wanted = level * total
    let cumulated = 0
    let before = 0
    let i = 0
    for (const weight of weights) {
      const middle = cumulated + weight / 2
      if (middle >= wanted) return first + step * (i === 0 ? 0 : i - (middle - wanted) / (middle - before))
      before = middle
      cumulated += weight
      i++
    }
    return first + step * (weights.length - 1)
  }
  return [at(levels[0]), at(levels[1]), at(levels[2])]
}
