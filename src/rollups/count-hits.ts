import { type SQL, sql } from 'drizzle-orm'
import { type Facet, facets, unknown } from './facets.js'
import { firstOf } from './firsts.js'

/** The value under which a hit counts, for the row `c` of `clicks`. */
export function facetInSql({ name, cut }: Facet): SQL {
  const column = sql`c.${sql.identifier(name)}`
  const text =
    cut === undefined ? column : sql`left(regexp_replace(${column}, ${cut.begin}, '', 'i'), ${cut.most}::int)`
  return sql`coalesce(${text}, ${unknown})`
}

/**
 * Counts hits by facet and value from `clicks` itself, in the same way as the breakdowns of
 * `counted_facets`: a clicker counts at the first click. `where` selects the hits; `c` is the hit.
 * `by` names what else to count by, `joinFirst` joins `v` to each hit that makes a clicker.
 */
export function countHits(
  where: SQL,
  {
    by = {},
    joinFirst = sql`left join lateral ${firstOf(sql`c`)} as v on true`,
  }: { by?: Record<string, SQL>; joinFirst?: SQL } = {},
): SQL {
  const facetColumns = facets.map(({ name }) => sql`c.${sql.identifier(name)}`)
  const kinds = Object.entries(by)
  const columns = sql.join([...kinds.map(([, column]) => column), ...facetColumns], sql`, `)
  const named = sql.join(
    [...kinds.map(([name, column]) => sql`${column} as ${sql.identifier(name)}`), ...facetColumns],
    sql`, `,
  )
  const keys = sql.join(
    [...kinds.map(([name]) => sql`c.${sql.identifier(name)}`), sql`f.facet`, sql`f.value`],
    sql`, `,
  )
  const values = facets.map(
    facet => sql`(${facet.name}::text, ${facetInSql(facet)}, ${facet.of === 'excluded'}::boolean)`,
  )
  return sql`
    select ${keys}, sum(case when c.reason is null then c.hits else 0 end) as clicks, sum(c.firsts) as clickers,
      sum(case when c.reason is null then 0 else c.hits end) as excluded
    from (
      select ${named}, count(*) as hits, count(v.first_click_id) as firsts
      from clicks c ${joinFirst}
      where ${where} group by ${columns}
    ) as c
    cross join lateral (values ${sql.join(values, sql`, `)}) as f (facet, value, of_excluded)
    where f.of_excluded = (c.reason is not null)
    group by ${keys}`
}
