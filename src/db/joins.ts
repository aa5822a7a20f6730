import { sql } from 'drizzle-orm'
import type { Queryable } from './connect.js'

/**
 * Whether the rest of a transaction joins tables whole, not row by row. The planner takes the
 * firsts of a million hits for a handful, and would compare each with each.
 */
export async function joinAtOnce(tx: Queryable, atOnce: boolean): Promise<void> {
  await tx.execute(sql`select set_config('enable_nestloop', ${atOnce ? 'off' : 'on'}, true)`)
}
