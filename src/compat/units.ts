import { dayMs, hourMs } from '../durations.js'

export const units = ['hour', 'day', 'week', 'month'] as const
export type Unit = (typeof units)[number]

/** When the first of `count` units begins, in UTC. The last one contains the time `at`. */
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
