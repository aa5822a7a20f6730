import { getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from '../db/connect.js'
import * as schema from '../db/schema.js'
import type { Sequences } from './header.js'

/** Every table of the schema by name, so that a new one cannot be forgotten. */
export const tables: ReadonlyMap<string, PgTable> = new Map(
  Object.values(schema)
    .filter(each => is(each, PgTable))
    .map(table => [getTableName(table), table]),
)

/**
 * The columns of the tables that a database has, each table after those that it refers to. An older
 * database may lack some.
 */
export async function readTables(db: Queryable): Promise<{ name: string; columns: string[] }[]> {
  const names = [...tables.keys()]
  const found = await db.execute<{ name: string; columns: string[]; refers: string[] }>(sql`
    select c.relname as name,
      (select json_agg(attname order by attnum) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      (select coalesce(json_agg(distinct r.relname), '[]') from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname in (select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))
    order by c.relname`)
  const ordered: { name: string; columns: string[] }[] = []
  for (let left = [...found]; left.length > 0; ) {
    const isReady = ({ refers }: { refers: string[] }) =>
      refers.every(other => ordered.some(({ name }) => name === other))
    const ready = left.filter(isReady)
    if (ready.length === 0) throw new Error(`Tables refer to each other: ${left.map(({ name }) => name)}.`)
    ordered.push(...ready.map(({ name, columns }) => ({ name, columns })))
    left = left.filter(each => !ready.includes(each))
  }
  return ordered
}

/** Sequences that have given out a number. */
export async function readSequences(db: Queryable): Promise<Sequences> {
  const rows = await db.execute<{ name: string; last: number }>(sql`
    select sequencename as name, last_value::float8 as last from pg_sequences
    where schemaname = current_schema() and last_value is not null order by 1`)
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}
