import { type SQL, sql } from 'drizzle-orm'
import {
  among,
  recountClickers,
  recountFacets,
  recountQuarters,
  recountTotals,
  type Scope,
} from '../../rollups/recount.js'
import type { Check } from '../check.js'
import { compareRows, sum } from '../compare.js'
import { overLinks } from '../links.js'

const counts = ['clicks', 'clickers', 'excluded']
const zero = sql`0`

/** No hit is stored twice, or without its link. */
export const hits: Check = {
  name: 'hits',
  parts: patient =>
    overLinks(patient, (tx, scope) =>
      sum(
        tx,
        sql`
          select link_id, rows, case
              when rows > ids then format('%s hits are stored twice', rows - ids)
              when l.id is null then format('%s hits of a link that is not there', rows) end as what
          from (
            select link_id, count(*) as rows, count(distinct id) as ids from clicks
            where ${among(sql`link_id`, scope)} group by 1
          ) as c left join links l on l.id = c.link_id`,
      ),
    ),
}

/** The first click of each visitor. */
export const clickers: Check = {
  name: 'clickers',
  parts: patient =>
    overLinks(patient, (tx, scope) =>
      compareRows(tx, {
        stored: sql`select * from visitors where ${among(sql`link_id`, scope)} and ${scope.kept} @> first_clicked_at`,
        counted: recountClickers(tx, scope),
        keys: ['visitor'],
        values: ['first_clicked_at', 'first_click_id'],
        nothing: sql`'none'`,
      }),
    ),
}

/** The totals of each link. */
export const totals: Check = {
  name: 'totals',
  parts: patient =>
    overLinks(patient, (tx, scope) =>
      compareRows(tx, {
        // Where older hits are gone, nobody knows any more which rules judged them.
        stored: sql`
          select k.link_id, k.clicks, k.clickers, k.excluded,
            case when n.whole and k.rules_version > 0 then k.rules_version else n.rules_version end as rules_version,
            case when n.whole and k.rules_version > 0 then k.judged else n.judged end as judged
          from link_totals k left join (${recountTotals(tx, scope)}) as n using (link_id)
          where ${among(sql`k.link_id`, scope)}`,
        counted: recountTotals(tx, scope),
        keys: [],
        values: [...counts, 'rules_version', 'judged'],
        nothing: zero,
      }),
    ),
}

/** The series by quarter of an hour. */
export const quarters: Check = {
  name: 'quarters',
  parts: patient =>
    overLinks(patient, (tx, scope) =>
      compareRows(tx, {
        stored: sql`
          select link_id, quarter, ${sums} from counted_quarters
          where ${among(sql`link_id`, scope)} and ${scope.kept} @> quarter and not ${hasWholeHours(sql`counted_quarters.link_id`, scope)}
          group by 1, 2`,
        counted: sql`select * from (${recountQuarters(tx, scope)}) as q where not ${hasWholeHours(sql`q.link_id`, scope)}`,
        keys: ['quarter'],
        values: counts,
        nothing: zero,
      }),
    ),
}

/** The breakdowns by day. */
export const facets: Check = {
  name: 'breakdowns',
  parts: patient =>
    overLinks(patient, (tx, scope) =>
      compareRows(tx, {
        stored: sql`
          select link_id, day, facet, value, ${sums} from counted_facets
          where ${among(sql`link_id`, scope)} and ${scope.kept} @> day group by 1, 2, 3, 4`,
        counted: recountFacets(tx, scope),
        keys: ['day', 'facet', 'value'],
        values: counts,
        nothing: zero,
      }),
    ),
}

const sums = sql`sum(clicks)::bigint as clicks, sum(clickers)::bigint as clickers, sum(excluded)::bigint as excluded`

/** Whether a job still has to split hours of the link that an older version counted whole. */
function hasWholeHours(linkId: SQL, { kept }: Scope): SQL {
  return sql`(
    exists (select from link_hours h where h.link_id = ${linkId} and ${kept} @> h.hour)
    or exists (select from link_changes p where p.link_id = ${linkId} and p.hours <> '{}' and p.problem is null))`
}
