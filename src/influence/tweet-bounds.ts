import type { Interval } from './confidence.js'
import { tweetInterval } from './tweet-interval.js'

/**
 * 95 % interval of the influence of a tweet with several links. The number of people is only known
 * to be between `min` (the largest link) and `max` (the sum of the links), so the interval reaches
 * from the lower end for `min` to the upper end for `max`. With one link both are equal, and this
 * equals `tweetInterval`. Null if `f` is unknown or 0.
 */
export function boundedTweetInterval(
  { min, max }: { min: number; max: number },
  f: number | null,
): Interval | null {
  const low = tweetInterval(min, f)
  const high = tweetInterval(max, f)
  return low && high && [low[0], high[1]]
}
