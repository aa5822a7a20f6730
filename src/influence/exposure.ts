import { hourMs } from '../durations.js'

/** Before this age a single click would weigh as much as those of a whole day later. */
export const youngestMs = hourMs

/**
 * Share of a tweet's clicks that are expected to have come by now, `ageMs` milliseconds after the
 * tweet: the delay from tweet to click is a Lomax distribution with shape 1 and a median of
 * `halfLifeHours`, cut off at the end of the window of `windowMs` milliseconds.
 *
 *     g(t) = t/(t+s) ÷ W/(W+s) for t < W, else 1
 */
export function exposure(ageMs: number, windowMs: number, halfLifeHours: number): number {
  if (ageMs >= windowMs) return 1
  const scale = halfLifeHours * hourMs
  return ageMs / (ageMs + scale) / (windowMs / (windowMs + scale))
}

/** The age in milliseconds at which exposure has grown by this factor; at most the window. */
export function ageAtGrowth(ageMs: number, windowMs: number, halfLifeHours: number, factor: number): number {
  const scale = halfLifeHours * hourMs
  const share = (factor * ageMs) / (ageMs + scale)
  return share >= windowMs / (windowMs + scale) ? windowMs : (share * scale) / (1 - share)
}
