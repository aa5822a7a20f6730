import type { ExposedCount } from './tweet-count.js'

/**
 * Usual range of θ, the natural logarithm of an account's rate: from one in nine million to 54
 * clickers per follower.
 */
const lowestTheta = -16
const highestTheta = 4
/** Step of the grid of influence scores: 4,001 points in the usual range. */
export const referenceStep = 0.005
/** How far the range reaches beyond the θ of greatest likelihood; less weight than 1 % is there. */
const reach = 3

/** What tweets say about θ. */
export interface TweetLikelihood {
  /** Logarithm of the likelihood at θ, up to a constant. It is concave: it has one mode. */
  value(theta: number): number
  /** First and second derivative. */
  slopes(theta: number): { first: number; second: number }
}

/**
 * Σᵢ [ hᵢθ − (hᵢ+k)·ln(fᵢgᵢ·e^θ + k) ], negative-binomial tweets. Tweets with the same `f·g` share
 * their logarithm, so the cost grows with the number of different follower counts, not of tweets.
 * Tweets whose followers are unknown or 0 are ignored. Without any tweet the likelihood is flat.
 */
export function tweetLikelihood(tweets: readonly ExposedCount[], k: number): TweetLikelihood {
  const counts = new Map<number, { clickers: number; tweets: number }>()
  let clickers = 0
  for (const { h, f, g = 1 } of tweets) {
    if (f === null || f <= 0) continue
    clickers += h
    const count = counts.get(f * g) ?? { clickers: 0, tweets: 0 }
    counts.set(f * g, count)
    count.clickers += h
    count.tweets += 1
  }
  // Sorted, so that the order of the tweets cannot change even the last bit.
  const groups = [...counts]
    .sort((a, b) => a[0] - b[0])
    .map(([exposed, count]) => ({ exposed, exponent: count.clickers + count.tweets * k }))
  return {
    value(theta) {
      const rate = Math.exp(theta)
      let sum = clickers * theta
      for (const { exposed, exponent } of groups) sum -= exponent * Math.log(exposed * rate + k)
      return sum
    },
    slopes(theta) {
      const rate = Math.exp(theta)
      let first = clickers
      let second = 0
      for (const { exposed, exponent } of groups) {
        const share = (exposed * rate) / (exposed * rate + k)
        first -= exponent * share
        second -= exponent * share * (1 - share)
      }
      return { first, second }
    },
  }
}

/** The range of θ that tweets need, and the θ of greatest likelihood in it. */
export interface ThetaRange {
  lowest: number
  highest: number
  mode: number
}

/**
 * The usual range, by whole steps of the reference grid longer where the greatest likelihood is
 * near its end or beyond: 200 clickers of 3 followers, 1 of 100,000,000.
 */
export function thetaRange(likelihood: TweetLikelihood): ThetaRange {
  const mode = likelihoodMode(likelihood)
  if (mode === null) return { lowest: lowestTheta, highest: highestTheta, mode: lowestTheta }
  const further = (distance: number) => Math.max(0, Math.ceil(distance / referenceStep)) * referenceStep
  return {
    lowest: lowestTheta - further(lowestTheta - (mode - reach)),
    highest: highestTheta + further(mode + reach - highestTheta),
    mode,
  }
}

/**
 * The θ of greatest likelihood, by Newton's method inside a shrinking bracket; null if nobody
 * clicked: then it has none.
 */
export function likelihoodMode({ slopes }: TweetLikelihood): number | null {
  if (slopes(Number.NEGATIVE_INFINITY).first <= 0) return null
  let low = lowestTheta
  let high = highestTheta
  while (slopes(low).first <= 0) low -= 1
  while (slopes(high).first >= 0) high += 1
  let theta = (low + high) / 2
  while (high - low > 1e-9) {
    const { first, second } = slopes(theta)
    if (first > 0) low = theta
    else high = theta
    const newton = theta - first / second
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - theta) < 1e-9) return next
    theta = next
  }
  return theta
}
