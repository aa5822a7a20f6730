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
 * The posterior w ∝ exp(ℓ − max ℓ) on every `stride`-th point of the reference grid, walking outwards from the mode
 * until a point weighs less than e⁻⁴⁵ of it: the density is concave, so all points left out weigh less still, and the
 * answers are those of the whole grid.
 */
export function posteriorGrid(density: PosteriorDensity, stride = 1): PosteriorGrid {
  const last = Math.round((highestTheta - lowestTheta) / referenceStep)
  const theta = (index: number) => lowestTheta + index * referenceStep
  const centre = Math.round((posteriorMode(density) - lowestTheta) / referenceStep)
  const top = density.value(theta(centre))
  const walk = (direction: 1 | -1): number[] => {
    const weights: number[] = []
    for (let i = centre + direction * stride; i >= 0 && i <= last; i += direction * stride) {
      const logWeight = density.value(theta(i)) - top
      if (logWeight < -45) break
      weights.push(Math.exp(logWeight))
    }
    return weights
  }
  const below = walk(-1).reverse()
  const weights = Float64Array.from([...below, 1, ...walk(1)])
  return { first: theta(centre - below.length * stride), step: referenceStep * stride, weights }
}

/** Mean and standard deviation of θ on a grid. */
export function gridMoments({ first, step, weights }: PosteriorGrid): { mean: number; sd: number } {
  let total = 0
  let sum = 0
  for (const [i, weight] of weights.entries()) {
    total += weight
    sum += weight * i
  }
  const mean = sum / total
  let squares = 0
  for (const [i, weight] of weights.entries()) squares += weight * (i - mean) ** 2
  return { mean: first + step * mean, sd: step * Math.sqrt(squares / total) }
}
