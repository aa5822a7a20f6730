import { and, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { clicks, visitors } from '../db/schema.js'
import { countHits } from './count-hits.js'
import { selectFirsts } from './firsts.js'
import { quarterInSql } from './quarter.js'

/** Links by number, both included, and the times whose hits are stored. */
export interface Scope {
  from: number
  to: number
  kept: SQL
}

/** Whether a row is of these links, by its column. */
export function among(linkId: SQL, { from, to }: Omit<Scope, 'kept'>): SQL {
  return sql`${linkId} between ${from}::bigint and ${to}::bigint`
}

/**
 * The clickers that the hits of these links make, as in `visitors`, without those whose first click
 * was in a dropped month.
 */
export function recountClickers(db: Queryable, scope: Scope): SQL {
  const isEarlier = sql`exists (
    select from ${visitors} v where ${among(sql`v.link_id`, scope)}
      and v.link_id = ${clicks.linkId} and v.visitor = ${clicks.visitor} and not (${scope.kept} @> v.first_clicked_at))`
  const firsts = selectFirsts(db, and(among(sql`${clicks.linkId}`, scope), sql`not ${isEarlier}`))
  return sql`select link_id, visitor, clicked_at as first_clicked_at, id as first_click_id from ${firsts} as f`
}

/** The quarters of an hour, as in `link_quarters`. */
export function recountQuarters(db: Queryable, scope: Scope): SQL {
  const quarter = quarterInSql(sql`c.clicked_at`)
  return sql`select c.link_id, ${quarter} as quarter, ${counts} ${hitsOf(db, scope)} group by 1, 2`
}

/** The breakdowns by day, as in `link_facets`. */
export function recountFacets(db: Queryable, scope: Scope): SQL {
  const by = { link_id: sql`c.link_id`, day: sql`date_trunc('day', c.clicked_at, 'UTC')` }
  return countHits(among(sql`c.link_id`, scope), { by, joinFirst: joinClickers(db, scope) })
}

/**
 * The totals, as in `link_totals`. What was counted in dropped months stays, but nobody knows which
 * rules judged it: `whole` is false where there is any.
 */
export function recountTotals(db: Queryable, scope: Scope): SQL {
  return sql`
    select link_id, sum(clicks)::bigint as clicks, sum(clickers)::bigint as clickers, sum(excluded)::bigint as excluded,
      max(rules_version) as rules_version, (array_agg(clicks + excluded order by rules_version desc))[1] as judged,
      bool_and(kept) as whole
    from (
      select c.link_id, c.rules_version, true as kept, ${counts} ${hitsOf(db, scope)} group by 1, 2
      union all
      select link_id, 0, false, sum(clicks)::bigint, sum(clickers)::bigint, sum(excluded)::bigint
      from counted_quarters where ${among(sql`link_id`, scope)} and not ${scope.kept} @> quarter group by 1
    ) as n group by 1`
}

const counts = sql`count(*) filter (where c.reason is null) as clicks, count(v.first_click_id) as clickers,
  count(*) filter (where c.reason is not null) as excluded`

/** The hits `c` of these links, each with `v` if it makes its visitor a clicker. */
function hitsOf(db: Queryable, scope: Scope): SQL {
  return sql`from ${clicks} c ${joinClickers(db, scope)} where ${among(sql`c.link_id`, scope)}`
}

function joinClickers(db: Queryable, scope: Scope): SQL {
  return sql`left join (${recountClickers(db, scope)}) as v
    on c.reason is null and v.link_id = c.link_id and v.visitor = c.visitor and v.first_click_id = c.id`
}
