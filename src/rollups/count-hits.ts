import { type SQL, sql } from 'drizzle-orm'
import { facets, unknown } from './facets.js'

/**
 * Counts hits by facet and value from `clicks` itself, in the same way as the breakdowns of
 * `counted_facets`: a clicker counts at the first click. `where` selects the hits; `c` is the hit.
 */
export function countHits(where: SQL): SQL {
  const values = facets.map(({ name, of, cut }) => {
    const column = sql`c.${sql.identifier(name)}`
    const text =
      cut === undefined
        ? column
        : sql`left(regexp_replace(${column}, ${cut.begin}, '', 'i'), ${cut.most}::int)`
    return sql`(${name}::text, coalesce(${text}, ${unknown}), ${of === 'excluded'}::boolean)`
  })
  return sql`
    select f.facet, f.value, count(*) filter (where c.reason is null) as clicks,
      count(*) filter (where c.reason is null and v.first_click_id = c.id) as clickers,
      count(*) filter (where c.reason is not null) as excluded
    from clicks c
    left join visitors v on v.link_id = c.link_id and v.visitor = c.visitor
    cross join lateral (values ${sql.join(values, sql`, `)}) as f (facet, value, of_excluded)
    where ${where} and f.of_excluded = (c.reason is not null)
    group by f.facet, f.value`
}
