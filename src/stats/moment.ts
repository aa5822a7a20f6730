import { openZone } from './zone.js'

const bareDate = /^(?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\d$/
const instant = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,30})?)?(?:Z|[+-]\d\d:\d\d)$/i

/**
 * The range that both PostgreSQL and four-digit years can represent; an offset may change the year.
 */
const firstInstant = Date.parse('0001-01-01T00:00:00Z')
export const lastInstant = Date.parse('9999-12-31T23:59:59.999Z')

/**
 * A time with its zone (ISO 8601), such as "2026-05-01T12:00:00Z". Null for anything else, and
 * outside the years 1 to 9999.
 */
export function parseInstant(text: string): Date | null {
  const date = instant.exec(text)?.[1]
  if (date === undefined || !dayExists(date)) return null
  const at = Date.parse(text)
  return at >= firstInstant && at <= lastInstant ? new Date(at) : null
}

/**
 * A moment in a query: "2026-05-01" is the day's first moment in the time zone,
 * "2026-05-01T12:00:00Z" (or with an offset) an instant. Null for anything else and for days that
 * do not exist. From 1970 on.
 */
export function parseMoment(text: string, timezone: string): Date | null {
  if (bareDate.test(text)) {
    const begin = dayExists(text) && openZone(timezone)?.first(Date.parse(`${text}T00:00:00Z`))
    return typeof begin === 'number' ? new Date(begin) : null
  }
  // In a query string, the + of an offset arrives as a space.
  const moment = parseInstant(text.replace(/ (?=\d\d:\d\d$)/, '+'))
  return moment !== null && moment.getTime() >= 0 ? moment : null
}

function dayExists(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date)
}
