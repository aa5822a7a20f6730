import { type SQL, sql } from 'drizzle-orm'

/** A quarter of an hour: what the rollups of a link's series count by. */
export const quarterMs = 900_000

/** The quarter that a time lies in. */
export function quarterInSql(time: SQL): SQL {
  return sql`date_bin('15 minutes', ${time}, '1970-01-01Z')`
}
