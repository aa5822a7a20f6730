import { type SQL, sql } from 'drizzle-orm'

/**
 * A time of any year for the database, exact to the millisecond. Not as text, which the database
 * would read again for each row that it compares.
 */
export function timeInSql(time: Date): SQL {
  return sql`to_timestamp(${time.getTime() / 1000}::float8)::timestamptz(3)`
}
