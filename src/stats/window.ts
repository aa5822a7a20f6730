import { InvalidInput } from '../errors.js'

const dayMs = 86_400_000

/**
 * Start of a window such as "90d" that ends now; null for "all", which is also what nothing means. Throws InvalidInput
 * for anything but "all" and 1 to 9,999 days.
 */
export function windowStart(window: string | undefined, now: Date): Date | null {
  if (window === undefined || window === 'all') return null
  const days = /^([1-9]\d{0,3})d$/.exec(window)?.[1]
  if (days !== undefined) return new Date(now.getTime() - Number(days) * dayMs)
  throw new InvalidInput([{ field: 'window', message: 'must be "all" or a number of days such as "90d"' }])
}
