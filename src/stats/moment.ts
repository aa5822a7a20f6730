const bareDate = /^(?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\d$/
const instant = /^((?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/i

/**
 * A moment of a query: "2026-05-01" is the day's first moment in the time zone, "2026-05-01T12:00:00Z" (or with an
 * offset) an instant. Null for anything else and for days that do not exist. From 1970 on.
 */
export function parseMoment(text: string, timezone: string): Date | null {
  if (bareDate.test(text)) return dayExists(text) ? firstMoment(text, timezone) : null
  // In a query string the + of an offset arrives as a space.
  const repaired = text.replace(/ (?=\d\d:\d\d$)/, '+')
  const date = instant.exec(repaired)?.[1]
  const moment = new Date(repaired)
  return date === undefined || !dayExists(date) || Number.isNaN(moment.getTime()) ? null : moment
}

function dayExists(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date)
}

function firstMoment(date: string, timezone: string): Date {
  const local = Date.parse(`${date}T00:00:00Z`)
  // The offset at the guess decides, except within hours of a change of the clocks: so it is asked twice.
  const guess = local - offsetMs(local, timezone)
  return new Date(local - offsetMs(guess, timezone))
}

function offsetMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const parts = new Map(format.formatToParts(at).map(part => [part.type, Number(part.value)]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return local - Math.floor(at / 1000) * 1000
}
