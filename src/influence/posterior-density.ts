import type { Prior } from './prior.js'
import type { TweetCount } from './tweet-count.js'

/**
 * Where θ, the natural logarithm of an account's rate, is looked for: from one in nine million to
 * 54 clickers a follower.
 */
export const lowestTheta = -16
export const highestTheta = 4

/** Logarithm of an account's posterior density in θ, up to a constant. It is concave. */
export interface PosteriorDensity {
  value(theta: number): number
  /** First and second derivative. */
  slopes(theta: number): { first: number; second: number }
}

/**
 * ℓ(θ) = −(θ−μ)² / (2τ²) + Σᵢ [ hᵢθ − (hᵢ+k)·ln(fᵢ·e^θ + k) ], a normal prior times
 * negative-binomial tweets. Tweets with the same `f` share their logarithm, so the cost grows with
 * an account's different follower counts, not with its tweets. Tweets whose followers are unknown
 * or 0 take no part.
 */
export function posteriorDensity(tweets: readonly TweetCount[], prior: Prior): PosteriorDensity {
  const { mu, tau, k } = prior
  const counts = new Map<number, { clickers: number; tweets: number }>()
  let clickers = 0
  for (const { h, f } of tweets) {
    if (f === null || f <= 0) continue
    clickers += h
    const count = counts.get(f) ?? { clickers: 0, tweets: 0 }
    counts.set(f, count)
    count.clickers += h
    count.tweets += 1
  }
  // Sorted, so that the order of the tweets cannot change even the last bit.
  const groups = [...counts]
    .sort((a, b) => a[0] - b[0])
    .map(([f, count]) => ({ f, exponent: count.clickers + count.tweets * k }))
  return {
    value(theta) {
      const rate = Math.exp(theta)
      let sum = -((theta - mu) ** 2) / (2 * tau ** 2) + clickers * theta
      for (const { f, exponent } of groups) sum -= exponent * Math.log(f * rate + k)
      return sum
    },
    slopes(theta) {
      const rate = Math.exp(theta)
      let first = -(theta - mu) / tau ** 2 + clickers
      let second = -1 / tau ** 2
      for (const { f, exponent } of groups) {
        const share = (f * rate) / (f * rate + k)
        first -= exponent * share
        second -= exponent * share * (1 - share)
      }
      return { first, second }
    },
  }
}
