import { sql } from 'drizzle-orm'
import type { Queryable } from './connect.js'

/** The PostgreSQL channel on which nodes hear that a figure may have changed; without a payload. */
export const figureChannel = 'fivehundred_figures'

/**
 * Tells every node that figures made before are not to be relied on; sent when the transaction
 * commits. A change of a link is announced as one, and need not be announced here.
 */
export async function announceFigures(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_notify(${figureChannel}, '')`)
}
