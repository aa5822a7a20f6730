import type { Interval } from './confidence.js'
import { likely } from './figures.js'
import { roughness } from './roughness.js'

/**
 * What tweets tell of an account: "What it tells of @me: likely 20–215 % (one tweet, so still
 * rough)."
 */
export function toldSentence(handle: string, interval: Interval, tweets: number): string {
  const rough = roughness(tweets)
  const what = tweets === 1 ? 'What it tells' : 'What all tweets tell'
  return `${what} of ${handle}: ${likely(interval)}${rough === null ? '' : ` (${rough})`}.`
}
