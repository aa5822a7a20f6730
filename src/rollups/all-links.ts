import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Queryable } from '../db/connect.js'
import {
  linkFacets,
  linkQuarters,
  links,
  totalFacets,
  totalQuarters,
  totalTags,
  unfolded,
} from '../db/schema.js'

/**
 * The totals of all links are sums of what links have in `link_quarters` and `link_facets`, so that
 * no answer adds up every link. They have a link while it has `summed_tags`, and everything that
 * changes its rows changes the totals in the same transaction, which holds the lock of folding, or
 * `lockCounting(tx, 'exclusive')`: nothing else waits for their rows. Deleted, restored and new
 * links, and those with other tags, just differ from their `summed_tags` until a job sums them;
 * statistics read views that include the difference.
 *
 * A node of an older version, which runs on during an upgrade, folds into the rows of links alone.
 * A job notices (`agreeOnHits`), and so does the doctor: `renewTotals` adds everything up again.
 */
const parts = {
  quarters: {
    table: totalQuarters,
    of: linkQuarters,
    keys: [sql`quarter`],
  },
  facets: {
    table: totalFacets,
    of: linkFacets,
    keys: [sql`facet`, sql`day`, sql`value`],
  },
}
type PartName = keyof typeof parts

const counts = [sql`clicks`, sql`clickers`, sql`excluded`]
export const list = (columns: SQL[]) => sql.join(columns, sql`, `)
const sumsOf = (columns: SQL[]) => list(columns.map(column => sql`sum(${column})::bigint as ${column}`))

/** Adds rows of links, as `link_quarters` or `link_facets` get them, for those that are summed. */
export function addRows(part: PartName, rows: SQL): SQL {
  return add(
    part,
    sql`select r.* from ${rows} r join ${links} l on l.id = r.link_id where l.summed_tags is not null`,
  )
}

/** Adds the clicks of the same rows of `link_quarters` to their tags. */
export function addRowsToTags(rows: SQL): SQL {
  return addToTags(sql`
    select t.tag, 0 as links, r.clicks, r.excluded
    from (select link_id, ${sumsOf([sql`clicks`, sql`excluded`])} from ${rows} as r group by 1) as r
    join ${links} l on l.id = r.link_id cross join lateral unnest(array_append(l.summed_tags, '')) as t (tag)
    where l.summed_tags is not null`)
}

/**
 * Takes links out of the totals, puts them in, or counts them under other tags. `moved` selects
 * their `id`, and the tags that they have and will have in `summed_tags`, `was` and `becomes`.
 */
export async function moveLinks(tx: Queryable, moved: SQL): Promise<void> {
  for (const part of ['quarters', 'facets'] as const) {
    const { table, of, keys } = parts[part]
    const values = list(counts.map(count => sql`q.${count} * m.n as ${count}`))
    const changing = sql`(
      select id, (becomes is not null)::int - (was is not null)::int as n from (${moved}) as m
      where (becomes is null) <> (was is null)) as m`
    await tx.execute(
      add(part, sql`select ${list(keys)}, ${values} from ${changing} join ${of} q on q.link_id = m.id`),
    )
    // What only an erased link had is not kept.
    await tx.execute(sql`
      delete from ${table} t using (
        select distinct ${list(keys)} from ${changing} join ${of} q on q.link_id = m.id where m.n < 0
      ) as q
      where (${list(keys.map(key => sql`t.${key}`))}) = (${list(keys.map(key => sql`q.${key}`))}) and ${areAllZero}`)
  }
  await tx.execute(
    addToTags(sql`
      select t.tag, t.n as links, t.n * q.clicks as clicks, t.n * q.excluded as excluded
      from (${moved}) as m cross join lateral (
        select coalesce(sum(clicks), 0)::bigint as clicks, coalesce(sum(excluded), 0)::bigint as excluded
        from ${linkQuarters} where link_id = m.id
      ) as q
      cross join lateral (
        select tag, -1::bigint as n from unnest(array_append(m.was, '')) as tag where m.was is not null
        union all select tag, 1 from unnest(array_append(m.becomes, '')) as tag where m.becomes is not null
      ) as t`),
  )
  await tx.execute(sql`
    delete from ${totalTags} where links = 0 and tag in (
      select unnest(array_append(was, '')) from (${moved}) as m where was is not null)`)
}

const areAllZero = sql.join(
  counts.map(count => sql`t.${count} = 0`),
  sql` and `,
)

/** Adds everything up again. The transaction must hold the lock of folding. */
export async function renewTotals(tx: Queryable): Promise<void> {
  for (const { table, keys, values, counted } of allTotals) {
    await tx.execute(sql`delete from ${table}`)
    await tx.execute(sql`insert into ${table} (${list([...keys, ...values])}) ${counted}`)
  }
}

/** The tables of the totals, each with a count made again of what links have. */
export const allTotals = [
  ...Object.values(parts).map(({ table, of, keys }) => ({
    ...{ table, keys, values: counts },
    counted: sql`
      select ${list(keys)}, ${sumsOf(counts)} from ${of} q join ${links} l on l.id = q.link_id
      where l.summed_tags is not null group by ${list(keys)}`,
  })),
  {
    table: totalTags,
    keys: [sql`tag`],
    values: [sql`links`, sql`clicks`, sql`excluded`],
    counted: sql`
      select t.tag collate "C" as tag, count(*) as links, sum(coalesce(q.clicks, 0))::bigint as clicks,
        sum(coalesce(q.excluded, 0))::bigint as excluded
      from ${links} l
      left join (select link_id, ${sumsOf([sql`clicks`, sql`excluded`])} from ${linkQuarters} group by 1) as q
        on q.link_id = l.id
      cross join lateral unnest(array_append(l.summed_tags, '')) as t (tag)
      where l.summed_tags is not null group by 1`,
  },
]

/**
 * Whether the totals have as many hits as their links. Reads a row for each link, not for each of
 * its quarters.
 */
export async function agreeOnHits(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ agree: boolean }>(sql`
    select coalesce(sum(clicks), 0) = 0 and coalesce(sum(excluded), 0) = 0 and coalesce(sum(links), 0) = 0 as agree
    from (
      select links, clicks, excluded from ${totalTags} where tag = ''
      union all
      select -1, -coalesce(k.clicks, 0), -coalesce(k.excluded, 0)
      from ${links} l left join link_totals k on k.link_id = l.id where l.summed_tags is not null
      union all
      select 0, p.clicks, p.excluded
      from ${unfolded} as p join ${links} l on l.id = p.link_id where l.summed_tags is not null
    ) as n`)
  return row?.agree ?? true
}

function add(part: PartName, rows: SQL): SQL {
  const { table, keys } = parts[part]
  return upsert(table, keys, counts, rows)
}

function addToTags(rows: SQL): SQL {
  return upsert(totalTags, [sql`tag`], [sql`links`, sql`clicks`, sql`excluded`], rows)
}

/** Adds rows to those with the same key. */
function upsert(table: PgTable, keys: SQL[], values: SQL[], rows: SQL): SQL {
  const added = values.map(value => sql`${value} = t.${value} + excluded.${value}`)
  return sql`
    insert into ${table} as t (${list([...keys, ...values])})
    select ${list(keys)}, ${sumsOf(values)} from (${rows}) as r group by ${list(keys)} order by ${list(keys)}
    on conflict (${list(keys)}) do update set ${list(added)}`
}
