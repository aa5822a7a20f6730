import type { Fields } from '../fields.js'
import { invalid, text, time, whole } from '../fields.js'
import { bitlyTime } from './shapes.js'

const units = ['hour', 'day', 'week', 'month'] as const
type Unit = (typeof units)[number]
const mostUnits = 10_000
/** A series of more would be none that anybody reads. */
const mostRows = 1_000

/** Which part of a link's life a client asks about. */
export interface Period {
  unit: Unit
  /** How many, the one of the reference included; -1 for all. */
  units: number
  /** The end; now if undefined. */
  reference: Date | undefined
  /** At most so many rows of an answer. */
  size: number
}

export function readPeriod(query: Fields): Period {
  const typed = text(query, 'unit') ?? 'day'
  const unit = units.find(known => known === typed)
  if (unit === undefined) {
    const minutes = typed === 'minute' ? '; clicks are not counted by the minute here' : ''
    throw invalid('unit', `must be one of ${units.join(', ')}${minutes}`)
  }
  const count = whole(query, 'units', { usual: -1, least: -1, most: mostUnits })
  if (count === 0) throw invalid('units', 'must be a number of units, or -1 for all')
  const size = whole(query, 'size', { usual: 50, least: 1, most: mostRows })
  return { unit, units: count, reference: time(query, 'unit_reference'), size }
}

/** What an answer repeats of it. */
export function showPeriod({ unit, units, reference }: Period, now: Date) {
  return { unit, units, unit_reference: bitlyTime(reference ?? now) }
}

/** The range of a report over the period, as our own API takes it. */
export function rangeOf({ unit, units, reference }: Period, now: Date): { from?: string; to?: string } {
  return {
    ...(units !== -1 && { from: startOf(unit, reference ?? now, units).toISOString() }),
    ...(reference !== undefined && { to: reference.toISOString() }),
  }
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** When the first of so many units begins, in UTC, of which the last one contains a time. */
export function startOf(unit: Unit, at: Date, count: number): Date {
  const day = Math.floor(at.getTime() / dayMs) * dayMs
  const starts: Record<Unit, () => number> = {
    hour: () => Math.floor(at.getTime() / hourMs) * hourMs - (count - 1) * hourMs,
    day: () => day - (count - 1) * dayMs,
    // From Monday.
    week: () => day - ((new Date(day).getUTCDay() + 6) % 7) * dayMs - (count - 1) * 7 * dayMs,
    month: () => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - count + 1),
  }
  return new Date(Math.max(0, starts[unit]()))
}
