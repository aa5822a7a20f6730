import { type Prior, priorDensity } from './prior.js'
import type { ExposedCount } from './tweet-count.js'
import { referenceStep, thetaRange, tweetLikelihood } from './tweet-likelihood.js'

/** Points that weigh less than e⁻⁴⁵ of the heaviest one change nothing. */
const negligible = -45

/** Weights of consecutive grid points, the first at θ = `first`. */
export interface PosteriorGrid {
  first: number
  step: number
  weights: Float64Array
}

/**
 * The posterior w ∝ exp(ℓ − max ℓ) of an account's rate, where ℓ is the sum of the logarithms of
 * the prior and of the tweets' likelihood. It can have two modes, but it falls outside of the modes
 * of its two parts. So the grid covers every point between these, and beyond them only points with
 * noticeable weight. The results equal those of the whole grid.
 */
export function posteriorGrid(tweets: readonly ExposedCount[], prior: Prior): PosteriorGrid {
  const likelihood = tweetLikelihood(tweets, prior.k)
  const { lowest, highest, mode } = thetaRange(likelihood)
  const last = Math.round((highest - lowest) / referenceStep)
  const place = (theta: number) => Math.min(last, Math.max(0, (theta - lowest) / referenceStep))
  const density = (index: number): number => {
    const theta = lowest + index * referenceStep
    return priorDensity(prior, theta) + likelihood.value(theta)
  }
  let from = Math.floor(place(Math.min(mode, prior.mu)))
  let to = Math.ceil(place(Math.max(mode, prior.mu)))
  const logarithms = new Float64Array(last + 1)
  let top = Number.NEGATIVE_INFINITY
  for (let index = from; index <= to; index++) {
    const value = density(index)
    logarithms[index] = value
    if (value > top) top = value
  }
  const weighs = (index: number): boolean => {
    if (index < 0 || index > last) return false
    const value = density(index)
    logarithms[index] = value
    return value - top >= negligible
  }
  while (weighs(from - 1)) from--
  while (weighs(to + 1)) to++
  const weights = logarithms.subarray(from, to + 1).map(value => Math.exp(value - top))
  return { first: lowest + from * referenceStep, step: referenceStep, weights }
}

/** Mean and standard deviation of θ on a grid. */
export function gridMoments({ first, step, weights }: PosteriorGrid): { mean: number; sd: number } {
  let total = 0
  let sum = 0
  let i = 0
  for (const weight of weights) {
    total += weight
    sum += weight * i++
  }
  const mean = sum / total
  let squares = 0
  i = 0
  for (const weight of weights) squares += weight * (i++ - mean) ** 2
  return { mean: first + step * mean, sd: step * Math.sqrt(squares / total) }
}
