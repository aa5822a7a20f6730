import { nounFor, peopleFigure, percentFigure, percentWithInterval } from '../influence/figures.js'

/** "20,000"; "unknown" for null. */
export function count(value: number | null): string {
  return value === null ? 'unknown' : value.toLocaleString('en-US')
}

/** "1 click", "1,204 clicks". */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${nounFor(value, noun)}`
}

/** An estimated number of people, as on the pages: "172", "under 0.1"; "unknown" for null. */
export function people(value: number | null): string {
  return value === null ? 'unknown' : peopleFigure(value)
}

/** Formatted as in the sentences: "2.0 %"; "unknown" for null. */
export function percent(ratio: number | null): string {
  return ratio === null ? 'unknown' : percentFigure(ratio)
}

/** Formatted as in the sentences: "2.0 % (likely 1.8–2.2 %)"; "unknown" for null. */
export function ratioWithInterval(ratio: number | null, interval: [number, number] | null): string {
  return ratio === null || interval === null ? percent(ratio) : percentWithInterval(ratio, interval)
}

/** Three significant digits. */
export function significant(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
}

/** "2025-07-03 14:02", in UTC. */
export function minute(at: Date | string): string {
  return clock(at, 'UTC').slice(0, 16)
}

/** The start of a series interval in local time of that zone, no finer than its unit. */
export function moment(at: string, unit: string, timezone: string): string {
  const length = { 'quarter-hour': 16, hour: 16, month: 7 }[unit] ?? 10
  return clock(at, timezone).slice(0, length)
}

/** "2025-07-03 14:02:00". The Swedish locale writes dates as ISO 8601 does. */
function clock(at: Date | string, timezone: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: timezone })
}
