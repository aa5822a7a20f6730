import { type SQL, type SQLChunk, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import type { Compared } from './links.js'

/**
 * Compares stored rows of links with the same rows counted again. Rows have a `link_id`, these keys
 * and these values; one that is missing counts as one whose values are all `nothing`.
 */
export function compareRows(
  tx: Queryable,
  rows: { stored: SQL; counted: SQL; keys: string[]; values: string[]; nothing: SQL },
): Promise<readonly Compared[]> {
  const { keys, values, nothing } = rows
  const key = list(['link_id', ...keys], name => sql.identifier(name))
  const of = (side: string) => (name: string) =>
    sql`coalesce(${sql.raw(side)}.${sql.identifier(name)}::text, ${nothing}::text)`
  const [stored, counted] = [list(values, of('s')), list(values, of('n'))]
  const name = list(keys, name => sql`${sql.identifier(name)}::text`)
  return sum(
    tx,
    sql`
      select link_id, 1 as rows, case when (${stored}) is distinct from (${counted}) then concat(
        ${keys.length > 0 ? sql`concat_ws(' ', ${name}) || ': '` : sql`''`},
        'stored ', concat_ws('/', ${stored}), ', counted ', concat_ws('/', ${counted})
      ) end as what
      from (${rows.stored}) as s full join (${rows.counted}) as n using (${key})`,
  )
}

/** Rows `(link_id, rows, what)`, where `what` is null for those that are as they should be. */
export async function sum(tx: Queryable, rows: SQL): Promise<readonly Compared[]> {
  return tx.execute<Compared>(sql`
    select r.link_id::float8 as id, l.slug, sum(r.rows)::float8 as checked,
      (count(r.what))::float8 as differing, min(r.what) as what
    from (${rows}) as r left join links l on l.id = r.link_id
    where not exists (select from purged_links p where p.link_id = r.link_id and p.erased_at is null)
    group by 1, 2 order by 1`)
}

function list(names: string[], write: (name: string) => SQLChunk): SQL {
  return sql.join(names.map(write), sql`, `)
}
