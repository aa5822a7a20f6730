import { hourMs } from '../durations.js'
import { type FieldProblem, InvalidInput } from '../errors.js'
import { quarterMs } from '../rollups/quarter.js'
import { lastInstant, parseMoment } from './moment.js'
import { openZone, type Zone } from './zone.js'

export const units = ['quarter-hour', 'hour', 'day', 'week', 'month'] as const
export type Unit = (typeof units)[number]

const unitMs: Record<Unit, number> = {
  'quarter-hour': quarterMs,
  hour: hourMs,
  day: 24 * hourMs,
  week: 168 * hourMs,
  month: 672 * hourMs,
}
/** The most points a series can have. */
const mostPoints = 5_000

/** The longest range a series of this unit can show; without a unit, a series of months. */
export function longestMs(unit: string | undefined): number {
  return mostPoints * unitMs[units.find(known => known === unit) ?? 'month']
}

/** As given in a query; missing fields get defaults. */
export interface RangeQuery {
  from?: string | undefined
  to?: string | undefined
  unit?: string | undefined
  /** The name of that parameter; by default `unit`. */
  unitField?: string
  timezone?: string | undefined
}

const unknownTimezone = 'must be an IANA time zone such as "Europe/Berlin", or "UTC"'
const unknownMoment =
  'must be a day such as "2026-05-01" or a time such as "2026-05-01T12:00:00Z", of a year from 1970 to 9999'
const fields = ['timezone', 'from', 'to', 'unit'] as const

/** What is wrong with one field of a query and how to fix it; null if it is valid or missing. */
export function rangeProblem(field: (typeof fields)[number], query: RangeQuery): string | null {
  const text = query[field]
  if (text === undefined) return null
  if (field === 'timezone') return openZone(text) === null ? unknownTimezone : null
  if (field !== 'unit') return readEnd(field, query) === null ? unknownMoment : null
  return units.some(known => known === text) ? null : `must be one of ${units.join(', ')}`
}

interface Ends {
  from: Date
  to: Date
}

/** Half-open, on quarters of an hour: from ≤ t < to. */
export interface Range extends Ends {
  unit: Unit
  /** In its usual spelling. */
  timezone: string
  zone: Zone
}

/** Chooses the unit of a range for which none was asked. */
export type UnitOf = (range: Ends) => Unit

/**
 * The range of a report, snapped outwards to quarters of an hour; by default the link's whole life.
 * Throws InvalidInput naming every field at fault.
 */
export function readRange(query: RangeQuery, life: Ends, unitOf: UnitOf = usualUnit): Range {
  const problems: FieldProblem[] = fields.flatMap(field => {
    const message = rangeProblem(field, query)
    return message === null ? [] : [{ field, message }]
  })
  const whole = { from: snap(life.from, Math.floor), to: snap(life.to, Math.ceil) }
  const from = readEnd('from', query) ?? whole.from
  const to = readEnd('to', query) ?? whole.to
  const unit = units.find(known => known === query.unit)
  if (problems.length === 0 && from >= to) {
    problems.push({
      field: wrongEnd(query, { from, to }, whole),
      message: `must leave a range, but ${from.toISOString()} to ${to.toISOString()} is empty`,
    })
  }
  const zone = openZone(query.timezone ?? 'UTC')
  const range = { from, to, unit: unit ?? unitOf({ from, to }), timezone: zone?.name ?? 'UTC' }
  const points = pointsOf(range)
  if (problems.length === 0 && points > mostPoints) {
    const message = `must give a series of at most ${mostPoints} points, not ${points}: choose a longer unit or a shorter range`
    const longerUnitHelps = query.unit !== undefined && pointsOf({ from, to, unit: 'month' }) <= mostPoints
    problems.push({
      field: longerUnitHelps ? (query.unitField ?? 'unit') : wrongEnd(query, range, whole),
      message,
    })
  }
  if (problems.length > 0 || zone === null) throw new InvalidInput(problems)
  return { ...range, zone }
}

/** One end of a range as requested, on a quarter; null if missing or not a valid moment. */
function readEnd(field: 'from' | 'to', { timezone = 'UTC', ...ends }: RangeQuery): Date | null {
  const found = parseMoment(ends[field] ?? '', openZone(timezone) === null ? 'UTC' : timezone)
  if (found === null) return null
  const snapped = snap(found, field === 'from' ? Math.floor : Math.ceil)
  // The very last quarter ends in the year 10000, which no answer could express.
  return snapped.getTime() <= lastInstant ? snapped : new Date(lastInstant)
}

/**
 * The end of a range to report as the problem: the one that was given or, of two, the only one
 * outside the link's life.
 */
function wrongEnd(given: RangeQuery, { from, to }: Ends, life: Ends): 'from' | 'to' {
  if (given.to === undefined) return 'from'
  if (given.from === undefined) return 'to'
  const fromFits = from >= life.from && from < life.to
  const toFits = to > life.from && to <= life.to
  return fromFits && !toFits ? 'to' : 'from'
}

function pointsOf({ from, to, unit }: Ends & { unit: Unit }): number {
  return Math.ceil((to.getTime() - from.getTime()) / unitMs[unit])
}

function snap(time: Date, round: (value: number) => number): Date {
  return new Date(round(time.getTime() / quarterMs) * quarterMs)
}

/** Gives a series of tens of points. */
export function usualUnit({ from, to }: Ends): Unit {
  const days = (to.getTime() - from.getTime()) / unitMs.day
  if (days <= 3) return 'hour'
  if (days <= 100) return 'day'
  return days <= 800 ? 'week' : 'month'
}
