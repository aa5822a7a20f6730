import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'

/**
 * The times whose hits are stored, as a tstzmultirange: an operator may have dropped a month of
 * `clicks`, and what was counted in it can only stay as it is.
 */
export async function keptTimes(db: Queryable): Promise<SQL> {
  const [row] = await db.execute<{ times: string }>(sql`
    select coalesce(range_agg(tstzrange(bounds[1]::timestamptz, bounds[2]::timestamptz)), '{}')::text as times
    from pg_inherits join pg_class p on p.oid = inhrelid
    cross join lateral regexp_match(pg_get_expr(p.relpartbound, p.oid), 'FROM \\(''(.*)''\\) TO \\(''(.*)''\\)') as bounds
    where inhparent = 'clicks'::regclass`)
  return sql`${row?.times ?? '{}'}::text::tstzmultirange`
}
