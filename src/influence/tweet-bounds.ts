import type { Interval } from './confidence.js'
import { tweetInterval } from './tweet-interval.js'

/**
 * 95 % interval of the influence of a tweet with several links, whose people are known to be
 * between `min` (the link with most) and `max` (the sum of the links) only: from the lower end for
 * `min` to the upper end for `max`. With one link both are the same, and so this is
 * `tweetInterval`. Null when `f` is unknown or 0.
 */
export function boundedTweetInterval(
  { min, max }: { min: number; max: number },
  f: number | null,
): Interval | null {
  const low = tweetInterval(min, f)
  const high = tweetInterval(max, f)
  return low && high && [low[0], high[1]]
}
