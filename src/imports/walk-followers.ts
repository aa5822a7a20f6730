import { dayMs } from '../durations.js'
import type { DayChange } from './x-overview.js'

/** How many followers there were at a time. */
export interface KnownCount {
  at: Date
  followers: number
}

/**
 * An account's followers at the beginning of each day and at the end of the last, from what is
 * known of some moments and how the days changed them (oldest first; a day that is missing changed
 * nothing). Each is computed from the known moment nearest to it (of two, the later), which has a
 * part of its own day's change in proportion. No moment is in the future. A count can be below 0 if
 * what is known cannot be right.
 */
export function walkFollowers(
  days: readonly DayChange[],
  known: readonly KnownCount[],
  now: Date,
): KnownCount[] {
  const first = days[0]?.day.getTime()
  const last = days.at(-1)?.day.getTime()
  if (first === undefined || last === undefined || known.length === 0) return []
  const moments = known.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const changes = new Map(days.map(({ day, change }) => [day.getTime(), change]))
  const sums: number[] = [0]
  for (let at = first; at <= last; at += dayMs) sums.push((sums.at(-1) ?? 0) + (changes.get(at) ?? 0))
  /** By how much the followers had changed since the first day began. */
  const changedBy = (time: number): number => {
    const place = Math.max(0, Math.min(sums.length - 1, (time - first) / dayMs))
    const whole = Math.floor(place)
    const before = sums[whole] ?? 0
    return before + (place - whole) * ((sums[whole + 1] ?? before) - before)
  }
  const found: KnownCount[] = []
  let nearest = 0
  for (let n = 0; n < sums.length; n++) {
    const at = first + n * dayMs
    if (at > now.getTime()) break
    while (distance(moments[nearest + 1], at) <= distance(moments[nearest], at)) nearest++
    const from = moments[nearest]
    if (from === undefined) break
    const followers = from.followers + Math.round(changedBy(at) - changedBy(from.at.getTime()))
    found.push({ at: new Date(at), followers })
  }
  return found
}

function distance(known: KnownCount | undefined, time: number): number {
  return known === undefined ? Number.POSITIVE_INFINITY : Math.abs(known.at.getTime() - time)
}
