import { dayMs } from '../durations.js'

export interface Span {
  from: Date
  to: Date
}

/** A range in pieces: whole UTC days (null if there are none), and the rest at its ends. */
export interface DayPieces {
  days: Span | null
  cuts: Span[]
}

/**
 * Splits a range where it cuts UTC days. If the part of a day outside the range cannot contain
 * hits, because it is before the link's first or after its last hit, no cut is needed: the whole
 * day is used.
 */
export function wholeDays(range: Span, life: Span | null): DayPieces {
  if (life === null) return { days: null, cuts: [] }
  const from = range.from.getTime()
  const to = range.to.getTime()
  const firstDay = Math.floor(from / dayMs) * dayMs
  const afterLastDay = Math.ceil(to / dayMs) * dayMs
  const daysFrom = firstDay < from && life.from.getTime() < from ? firstDay + dayMs : firstDay
  const daysTo = afterLastDay > to && life.to.getTime() > to ? afterLastDay - dayMs : afterLastDay
  if (daysFrom > daysTo) return { days: null, cuts: [span(from, to)] }
  const cuts = [span(from, Math.min(daysFrom, to)), span(Math.max(daysTo, from), to)]
  return {
    days: daysFrom < daysTo ? span(daysFrom, daysTo) : null,
    cuts: cuts.filter(cut => cut.from < cut.to),
  }
}

function span(from: number, to: number): Span {
  return { from: new Date(from), to: new Date(to) }
}
