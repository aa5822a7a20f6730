import { type SQL, sql } from 'drizzle-orm'

/** A tweet's attribution window, `[from, to)`, in milliseconds since the epoch. */
export interface Window {
  from: number
  to: number
}

/** Whether a click is inside the window; false if there is no window. */
export function isInside(window: Window | null | undefined, { at }: { at: number }): boolean {
  return window !== null && window !== undefined && at >= window.from && at < window.to
}

/** The same in SQL, for the columns of a click's time and of the window's ends. */
export function liesInside(at: SQL, { from, to }: { from: SQL; to: SQL }): SQL {
  return sql`${at} >= ${from} and ${at} < ${to}`
}
