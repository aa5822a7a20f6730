import { sql } from 'drizzle-orm'
import type { Queryable } from './connect.js'

/** Whether the database answers; waits as long as it takes. */
export async function ping(db: Queryable): Promise<boolean> {
  try {
    await db.execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}
