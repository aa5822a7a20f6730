import { sql } from 'drizzle-orm'
import { mostSilentMs, type Queryable } from './connect.js'

/**
 * Ends sessions that others wait for, and that have waited for their client for `silentMs` in the
 * middle of a statement: for the rows of a COPY, or for a statement's parameters. The server itself
 * sets no limit there, so a process that stands still would hold its locks as long as it does.
 * Returns their names.
 */
export async function endSilent(db: Queryable, silentMs = mostSilentMs): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select application_name as name, pg_terminate_backend(pid)
    from pg_stat_activity
    where datname = current_database() and usename = current_user
      and state = 'active' and wait_event_type = 'Client' and wait_event = 'ClientRead'
      and state_change < clock_timestamp() - make_interval(secs => ${silentMs / 1000}::float8)
      and pid in (
        select unnest(pg_blocking_pids(pid)) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
      )`)
  return rows.map(({ name }) => name)
}
