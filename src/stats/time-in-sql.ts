import { type SQL, sql } from 'drizzle-orm'

/**
 * A time for the database. JavaScript writes years after 9999 with six digits, and PostgreSQL
 * accepts no leading zero there; given a text for a time, the driver would parse it as JavaScript
 * does.
 */
export function timeInSql(time: Date): SQL {
  return sql`${time.toISOString().replace(/^\+0*/, '')}::text::timestamptz`
}
