import { type SQLWrapper, sql } from 'drizzle-orm'
import type { Context } from '../context.js'

export type ExportContext = Pick<Context, 'access' | 'db' | 'config' | 'now'>

/** A value of a row; times in ISO 8601. */
export type Cell = string | number | boolean | null | string[]
export type Row = Record<string, Cell>

/** Half-open: from ≤ t < to, or without an end. */
export interface ExportSpan {
  from?: Date | undefined
  to?: Date | undefined
}

/** All of one kind that a key sees, page by page, so that no number of them needs memory. */
export interface Export {
  columns: readonly string[]
  pages(ctx: ExportContext, span: ExportSpan): AsyncGenerator<Row[]>
}

export const pageSize = 2_000

/** The conditions that a time lies in a span. */
export function within(time: SQLWrapper, { from, to }: ExportSpan) {
  return [
    from && sql`${time} >= ${from.toISOString()}::timestamptz`,
    to && sql`${time} < ${to.toISOString()}::timestamptz`,
  ]
}

/**
 * Reads pages after each other: `read` gets the last row of the page before, and the rows end with
 * a page that is not full.
 */
export async function* pageAfterPage<Found>(
  read: (last: Found | undefined) => Promise<Found[]>,
): AsyncGenerator<Found[]> {
  for (let last: Found | undefined; ; ) {
    const rows = await read(last)
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
    last = rows.at(-1)
  }
}
