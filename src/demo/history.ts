import { dayMs } from '../durations.js'
import type { Player } from './cast.js'

export interface Count {
  at: Date
  followers: number
  /** Without bought ones. */
  genuine: number
}

const counts = 13
const everyDays = 28
/** Days from the last count to now. Tweets after it have today's followers. */
const lastDays = 20
/** Number of counts before any followers are bought. */
const countsBefore = 4

/**
 * An account's follower counts of the year, oldest first: steady growth, plus bought followers from
 * some day on.
 */
export function historyOf({ followers, startedWith, bought }: Player, now: Date): Count[] {
  const today = followers - bought
  return Array.from({ length: counts }, (_, n) => {
    const grown = startedWith + ((1 - startedWith) * n) / (counts - 1)
    const genuine = Math.round(today * grown)
    return {
      at: new Date(now.getTime() - (lastDays + (counts - 1 - n) * everyDays) * dayMs),
      followers: genuine + (n >= countsBefore ? bought : 0),
      genuine,
    }
  })
}

/** The count at a time: the last one before it, else the first. */
export function countAt(history: Count[], at: Date): Count {
  const count = history.findLast(({ at: countedAt }) => countedAt <= at) ?? history[0]
  if (count === undefined) throw new Error('An account without a history.')
  return count
}
