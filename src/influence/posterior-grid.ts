import { highestTheta, lowestTheta, type PosteriorDensity } from './posterior-density.js'
import { posteriorMode } from './posterior-mode.js'

/** The reference grid of influence scores: 4,001 points from θ = −16 to 4. */
export const referenceStep = 0.005

/** Weights of consecutive grid points, the first at θ = `first`. */
export interface PosteriorGrid {
  first: number
  step: number
  weights: Float64Array
}

/**
 * The posterior w ∝ exp(ℓ − max ℓ) on every `stride`-th point of the reference grid, walking
 * outwards from the mode until a point weighs less than e⁻⁴⁵ of it: the density is concave, so all
 * points left out weigh less still, and the answers are those of the whole grid.
 */
export function posteriorGrid(density: PosteriorDensity, stride = 1): PosteriorGrid {
  const last = Math.round((highestTheta - lowestTheta) / referenceStep)
  const theta = (index: number) => lowestTheta + index * referenceStep
  const centre = Math.round((posteriorMode(density) - lowestTheta) / referenceStep)
  const top = density.value(theta(centre))
  const below = Math.floor(centre / stride)
  const weights = new Float64Array(below + 1 + Math.floor((last - centre) / stride))
  weights[below] = 1
  const walk = (direction: 1 | -1): number => {
    let at = below + direction
    for (; at >= 0 && at < weights.length; at += direction) {
      const logWeight = density.value(theta(centre + (at - below) * stride)) - top
      if (logWeight < -45) break
      weights[at] = Math.exp(logWeight)
    }
    return at
  }
  const from = walk(-1) + 1
  return {
    first: theta(centre + (from - below) * stride),
    step: referenceStep * stride,
    weights: weights.subarray(from, walk(1)),
  }
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
