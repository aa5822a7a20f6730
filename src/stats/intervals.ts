import { dayMs, hourMs } from '../durations.js'
import { quarterMs } from '../rollups/quarter.js'
import type { Unit } from './range.js'
import type { Zone } from './zone.js'

/**
 * When the intervals of a range begin: quarters of an hour, hours, days, weeks (from Monday) and
 * months of a zone's clocks, in order, without gaps. The first may begin before the range.
 *
 * Clock changes: a day may have 23, 23.5, 24.5 or 25 hours. One that the calendar skipped has no
 * interval. An hour ends early where clocks change by half of one. If clocks go back over midnight,
 * the time that comes twice belongs to the new day.
 *
 * All begin on a quarter of an hour. Since 1970 only days of Liberia (before 1972) and Kiritimati
 * (before October 1979), and clock changes one minute after midnight, have lain between two: there
 * an interval begins with the next quarter.
 */
export function intervalStarts(range: { from: number; to: number; unit: Unit }, zone: Zone): number[] {
  const { from, to, unit } = range
  const starts: number[] = []
  const add = (at: number) => {
    const start = Math.ceil(at / quarterMs) * quarterMs
    // Only the last one before the range is needed.
    if (start <= from) starts.length = 0
    if (start < to && start !== starts.at(-1)) starts.push(start)
  }
  if (unit === 'quarter-hour') {
    for (let at = Math.floor(from / quarterMs) * quarterMs; at < to; at += quarterMs) add(at)
  } else if (unit === 'hour') {
    for (const at of hours(from, to, zone)) add(at)
  } else {
    let local = floorLocal[unit](zone.local(from))
    for (let at = zone.first(local); at < to; at = zone.first(local)) {
      add(at)
      local = nextLocal[unit](local)
    }
  }
  return starts
}

/** Each full hour of the zone's clocks, and each clock change. */
function* hours(from: number, to: number, zone: Zone): Generator<number> {
  const begin = from - hourMs
  const changes = zone.changes(begin, to)
  for (const [n, since] of [begin, ...changes].entries()) {
    if (n > 0) yield since
    const offset = zone.local(since) - since
    const full = Math.ceil((since + offset) / hourMs) * hourMs - offset
    for (let at = full; at < (changes[n] ?? to); at += hourMs) yield at
  }
}

type OfCalendar = Exclude<Unit, 'quarter-hour' | 'hour'>

/** The start of the interval, by the clocks of the zone. */
const floorLocal: Record<OfCalendar, (local: number) => number> = {
  day: local => Math.floor(local / dayMs) * dayMs,
  // The epoch was a Thursday.
  week: local => Math.floor((local / dayMs + 3) / 7) * 7 * dayMs - 3 * dayMs,
  month: local => {
    const date = new Date(local)
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  },
}

const nextLocal: Record<OfCalendar, (local: number) => number> = {
  day: local => local + dayMs,
  week: local => local + 7 * dayMs,
  month: local => {
    const date = new Date(local)
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
  },
}
