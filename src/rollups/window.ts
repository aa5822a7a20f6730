import { and, gte, lt, type SQL } from 'drizzle-orm'
import { clicks } from '../db/schema.js'

/** A tweet's attribution window, `[from, to)`, in milliseconds since the epoch. */
export interface Window {
  from: number
  to: number
}

/** Whether a click is inside the window; false if there is no window. */
export function isInside(window: Window | null | undefined, { at }: { at: number }): boolean {
  return window !== null && window !== undefined && at >= window.from && at < window.to
}

/** The same for a row of `clicks`. */
export function liesInside({ from, to }: Window): SQL | undefined {
  return and(gte(clicks.clickedAt, new Date(from)), lt(clicks.clickedAt, new Date(to)))
}
