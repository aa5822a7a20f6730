import { type SQL, sql } from 'drizzle-orm'
import { bigints, unnest } from '../../db/columns.js'
import type { Queryable } from '../../db/connect.js'
import { among, type Scope } from '../../rollups/recount.js'
import { selectBeginnings } from '../../tweets/begin.js'
import { countPostings } from '../../tweets/recount-postings.js'
import { countSources, windowFirsts } from '../../tweets/window-clicks.js'
import type { Check } from '../check.js'
import { compareRows, sum } from '../compare.js'
import { overLinks } from '../links.js'

/** What is counted inside the windows of tweets, and where tweets begin that nobody published. */
export const tweets: Check = {
  name: 'tweets',
  parts: patient =>
    overLinks(patient, async (tx, scope) => {
      const partial = unnest(bigints(await partialLinks(tx, scope)))
      const ofWhole = (linkId: SQL) => sql`${among(linkId, scope)} and ${linkId} not in (select ${partial})`
      // Joined rows are limited to these links, too, or each part would read whole tables.
      const which = sql`${ofWhole(sql`l.id`)} and ${among(sql`c.link_id`, scope)}`
      const stored = (table: string) =>
        sql`select * from ${sql.identifier(table)} as o where ${ofWhole(sql`o.link_id`)}`
      const counts = { values: ['clicks', 'clickers'], nothing: sql`0` }
      return [
        ...(await compareRows(tx, {
          stored: sql`select * from (${stored('visitors')}) as v where window_click_id is not null`,
          counted: sql`
            select link_id, visitor, clicked_at as window_clicked_at, id as window_click_id from (${windowFirsts(which)}) as f`,
          keys: ['visitor'],
          values: ['window_clicked_at', 'window_click_id'],
          nothing: sql`'none'`,
        })),
        ...(await compareRows(tx, {
          stored: stored('tweet_sources'),
          counted: countSources(which),
          keys: ['source'],
          ...counts,
        })),
        ...(await compareRows(tx, {
          stored: stored('tweet_postings'),
          counted: countPostings(which, among(sql`v.link_id`, scope)),
          keys: ['posting', 'x_for_iphone'],
          ...counts,
        })),
        ...(await sum(tx, beginnings(ofWhole(sql`l.id`)))),
      ]
    }),
}

/** Of which links not all that was counted is still stored: a month of them was dropped. */
async function partialLinks(tx: Queryable, scope: Scope): Promise<number[]> {
  const rows = await tx.execute<{ id: number }>(sql`
    select distinct link_id::float8 as id from link_quarters
    where ${among(sql`link_id`, scope)} and not ${scope.kept} @> quarter`)
  return rows.map(({ id }) => id)
}

function beginnings(which: SQL): SQL {
  return sql`
    select n.link_id, 1 as rows, case
        when t.begun <> (n.at is not null) or (t.begun and t.tweeted_at <> n.at)
        then format('stored as begun %s, but it begins %s',
          case when t.begun then t.tweeted_at::text else 'never' end, coalesce(n.at::text, 'never'))
      end as what
    from (${selectBeginnings(which)}) as n join tweets t on t.id = n.id where not t.published`
}
