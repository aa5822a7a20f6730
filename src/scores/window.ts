import { dayMs } from '../durations.js'
import { InvalidInput } from '../errors.js'

/** The windows whose scores are stored, for all accounts. */
export const storedWindows = ['all', '365d', '90d', '30d'] as const
export type StoredWindow = (typeof storedWindows)[number]

/**
 * The days of a window such as "90d"; 0 for "all", which is also the default. Throws InvalidInput
 * for anything but "all" and 1 to 9,999 days.
 */
export function windowDays(window: string | undefined): number {
  const days = readDays(window ?? 'all')
  if (days !== null) return days
  throw new InvalidInput([{ field: 'window', message: wantedWindow }])
}

const wantedWindow = 'must be "all" or a number of days such as "90d"'

/** What is wrong with the name of a window; null if it is valid. */
export function windowProblem(window: string): string | null {
  return readDays(window) === null ? wantedWindow : null
}

function readDays(window: string): number | null {
  if (window === 'all') return 0
  const days = /^([1-9]\d{0,3})d$/.exec(window)?.[1]
  return days === undefined ? null : Number(days)
}

/** Start of a window of this many days that ends now; null for 0, which means all tweets. */
export function windowStart(days: number, now: Date): Date | null {
  return days === 0 ? null : new Date(now.getTime() - days * dayMs)
}
