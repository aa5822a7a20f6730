import { type SQL, sql } from 'drizzle-orm'

/**
 * A time for the database. JavaScript writes years after 9999 in six digits, of which it takes no
 * zero; and the driver would read a text for a time as JavaScript does.
 */
export function timeInSql(time: Date): SQL {
  return sql`${time.toISOString().replace(/^\+0*/, '')}::text::timestamptz`
}
