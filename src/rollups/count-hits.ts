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
 */
export function countHits(where: SQL): SQL {
  const columns = sql.join(
    facets.map(({ name }) => sql`c.${sql.identifier(name)}`),
    sql`, `,
  )
  const values = facets.map(
    facet => sql`(${facet.name}::text, ${facetInSql(facet)}, ${facet.of === 'excluded'}::boolean)`,
  )
  return sql`
    select f.facet, f.value, sum(case when c.reason is null then c.hits else 0 end) as clicks, sum(c.firsts) as clickers,
      sum(case when c.reason is null then 0 else c.hits end) as excluded
    from (
      select ${columns}, count(*) as hits, count(v.first_click_id) as firsts
      from clicks c left join lateral ${firstOf(sql`c`)} as v on true
      where ${where} group by ${columns}
    ) as c
    cross join lateral (values ${sql.join(values, sql`, `)}) as f (facet, value, of_excluded)
    where f.of_excluded = (c.reason is not null)
    group by f.facet, f.value`
}
