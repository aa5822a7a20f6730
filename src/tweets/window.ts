import type { Config } from '../config.js'

const dayMs = 86_400_000

/** When the attribution window of a tweet of this time ends. */
export function windowEnd(tweetedAt: Date, config: Pick<Config, 'attributionWindowDays'>): Date {
  return new Date(tweetedAt.getTime() + Math.round(config.attributionWindowDays * dayMs))
}
