import { type Interval, z } from './confidence.js'

/**
 * 95 % interval of a tweet's influence `h / f`: the Poisson score interval, [h + z²/2 ± z·√(h +
 * z²/4)] / f with the lower end clamped at 0. It is the analogue of Wilson's for counts, and
 * defined at h = 0 and at h > f, where Wilson's and the Beta-Binomial break. Null when `f` is
 * unknown or 0.
 */
export function tweetInterval(h: number, f: number | null): Interval | null {
  if (f === null || f <= 0) return null
  const centre = h + z ** 2 / 2
  const half = z * Math.sqrt(h + z ** 2 / 4)
  return [Math.max(0, centre - half) / f, (centre + half) / f]
}
