import { trim } from './trim.js'

/**
 * A time that a person typed: a plain day, "2026-05-27", is its first moment in UTC; anything else
 * stays as it is.
 */
export function typedTime(text: string): string {
  const time = trim(text)
  return /^\d{4}-\d\d-\d\d$/.test(time) ? `${time}T00:00:00Z` : time
}
