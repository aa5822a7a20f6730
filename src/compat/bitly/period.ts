import { type Fields, invalid, text, time, whole } from '../fields.js'
import { startOf, type Unit, units } from '../units.js'
import { bitlyTime } from './shapes.js'

const mostUnits = 10_000
/** Nobody reads a longer series. */
const mostRows = 1_000

/** Which part of a link's life a client asks about. */
export interface Period {
  unit: Unit
  /** How many, the one of the reference included; -1 for all. */
  units: number
  /** The end; now if undefined. */
  reference: Date | undefined
  /** The most rows of an answer. */
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
