import { sql } from 'drizzle-orm'
import type { Queryable } from './connect.js'

/** The PostgreSQL channel that says a figure may have changed. It carries no payload. */
export const figureChannel = 'fivehundred_figures'

/**
 * Tells every node that earlier figures may be outdated; sent when the transaction commits. Changes
 * of a link have their own announcement and need none here.
 */
export async function announceFigures(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_notify(${figureChannel}, '')`)
}
