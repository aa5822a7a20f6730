import type { ExposedCount } from './tweet-count.js'
import { referenceStep, thetaRange, tweetLikelihood } from './tweet-likelihood.js'

/**
 * A likelihood difference that no prior outweighs: over the whole range, the logarithm of a Student
 * t varies by less than half of this.
 */
const negligible = -100

/** Longest step for any tweets: the likelihood of one without clicks falls off over 1. */
const widestStep = 0.35
/** Gregory's weights at an end of the range: without them a sum is less exact than the integral. */
const endWeights = [3 / 8, 7 / 6, 23 / 24]
/** What the reference grid of scores adds to the integral at each end. */
const referenceEnd = referenceStep / 2

/**
 * Logarithms of the likelihood at evenly spaced θ, starting at `first`. Those at an end of the
 * range include the logarithm of the point's weight.
 */
export interface LikelihoodGrid {
  first: number
  step: number
  logarithms: Float64Array
}

/**
 * An account's likelihood on as few points as an exact sum needs, in steps of at most `widest`. It
 * does not depend on μ and τ, so one grid is enough while these are estimated.
 */
export function likelihoodGrid(tweets: readonly ExposedCount[], k: number, widest: number): LikelihoodGrid {
  const likelihood = tweetLikelihood(tweets, k)
  const { lowest, highest, mode } = thetaRange(likelihood)
  const curvature = -likelihood.slopes(mode).second
  const wished = Math.min(widest, widestStep, 0.6 / Math.sqrt(Math.max(curvature, Number.MIN_VALUE)))
  const intervals = Math.ceil((highest - lowest) / wished)
  const step = (highest - lowest) / intervals
  const centre = Math.round((mode - lowest) / step)
  const value = (index: number) => likelihood.value(lowest + index * step)
  const top = value(centre)
  const logarithms: number[] = [0]
  let from = centre
  for (; from > 0; from--) {
    const logarithm = value(from - 1) - top
    if (logarithm < negligible) break
    logarithms.push(logarithm)
  }
  logarithms.reverse()
  for (let to = centre; to < intervals; to++) {
    const logarithm = value(to + 1) - top
    if (logarithm < negligible) break
    logarithms.push(logarithm)
  }
  const to = from + logarithms.length - 1
  endWeights.forEach((weight, n) => {
    const logarithm = Math.log(n === 0 ? weight + referenceEnd / step : weight)
    if (from === 0) logarithms[n] = (logarithms[n] ?? negligible) + logarithm
    const last = logarithms.length - 1 - n
    if (to === intervals) logarithms[last] = (logarithms[last] ?? negligible) + logarithm
  })
  return { first: lowest + from * step, step, logarithms: Float64Array.from(logarithms) }
}
