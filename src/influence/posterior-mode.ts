import { highestTheta, lowestTheta, type PosteriorDensity } from './posterior-density.js'

/**
 * The θ of greatest density, by Newton's method held inside a shrinking bracket; an end of the
 * range where it lies beyond.
 */
export function posteriorMode(density: PosteriorDensity): number {
  let low = lowestTheta
  let high = highestTheta
  if (density.slopes(low).first <= 0) return low
  if (density.slopes(high).first >= 0) return high
  let theta = (low + high) / 2
  while (high - low > 1e-9) {
    const { first, second } = density.slopes(theta)
    if (first > 0) low = theta
    else high = theta
    const newton = theta - first / second
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - theta) < 1e-9) return next
    theta = next
  }
  return theta
}
