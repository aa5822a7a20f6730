import type { Config } from '../config.js'
import { dayMs } from '../durations.js'

/** End of the attribution window of a tweet published at this time. */
export function windowEnd(tweetedAt: Date, config: Pick<Config, 'attributionWindowDays'>): Date {
  return new Date(tweetedAt.getTime() + Math.round(config.attributionWindowDays * dayMs))
}
