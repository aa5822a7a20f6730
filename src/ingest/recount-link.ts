import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Database, Queryable } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { joinAtOnce } from '../db/joins.js'
import { lockCounting } from '../db/locks.js'
import { linkChanges, linkFacets, linkHours, linkQuarters, links, linkTotals } from '../db/schema.js'
import { moveLinks } from '../rollups/all-links.js'
import { keptTimes } from '../rollups/kept.js'
import {
  recountClickers,
  recountFacets,
  recountQuarters,
  recountTotals,
  type Scope,
} from '../rollups/recount.js'
import { beginAgain } from '../tweets/begin.js'
import { recountTweet } from '../tweets/recount.js'
import { foldChangesOfLink } from './rollups/fold-changes.js'

/**
 * Makes everything that is counted from a link's hits again, in a transaction of its own. What was
 * counted in dropped months stays as it is; so does the link's tweet, if there is any such month.
 */
export async function recountLink(db: Database, linkId: number, now: Date): Promise<void> {
  await db.transaction(async tx => {
    await lockCounting(tx, 'exclusive')
    const scope = { from: linkId, to: linkId, kept: await keptTimes(tx) }
    await dropDoubles(tx, linkId)
    await foldChangesOfLink(tx, linkId)
    // Changes that could not be folded.
    await tx.delete(linkChanges).where(eq(linkChanges.linkId, linkId))
    const link = sql`${links} where id = ${linkId}::bigint`
    await moveLinks(tx, sql`select id, summed_tags as was, null::text[] as becomes from ${link}`)
    await joinAtOnce(tx, true)
    await recountVisitors(tx, scope)
    await recountSeries(tx, scope)
    const isWhole = await recountTotal(tx, scope)
    await joinAtOnce(tx, false)
    await moveLinks(tx, sql`select id, null::text[] as was, summed_tags as becomes from ${link}`)
    if (isWhole) {
      await beginAgain(tx, linkId, now)
      await recountTweet(tx, linkId)
    }
    await announceFigures(tx)
  })
}

/** A hit's id tells its time: a row with another time is no hit. */
async function dropDoubles(tx: Queryable, linkId: number): Promise<void> {
  await tx.execute(sql`
    delete from clicks c using (
      select clicked_at, id, row_number() over (partition by id order by abs(
        ('x' || left(translate(id::text, '-', ''), 12))::bit(48)::bigint - extract(epoch from clicked_at) * 1000
      ), clicked_at) as place
      from clicks where link_id = ${linkId}::bigint
    ) as d
    where c.link_id = ${linkId}::bigint and c.clicked_at = d.clicked_at and c.id = d.id and d.place > 1`)
}

/** Within the database: a link may have millions of visitors, too many to be copied by us. */
async function recountVisitors(tx: Queryable, scope: Scope): Promise<void> {
  const counted = recountClickers(tx, scope)
  await tx.execute(sql`
    delete from visitors v where link_id = ${scope.from}::bigint and ${scope.kept} @> first_clicked_at
      and not exists (
        select from (${counted}) as n
        where n.visitor = v.visitor and n.first_clicked_at = v.first_clicked_at and n.first_click_id = v.first_click_id
      )`)
  await tx.execute(sql`
    insert into visitors (link_id, visitor, first_clicked_at, first_click_id) ${counted} on conflict do nothing`)
}

async function recountSeries(tx: Queryable, scope: Scope): Promise<void> {
  const renew = async (table: typeof linkQuarters | typeof linkHours | typeof linkFacets, time: SQL) => {
    await tx.delete(table).where(and(eq(table.linkId, scope.from), sql`${scope.kept} @> ${time}`))
  }
  await renew(linkQuarters, sql`quarter`)
  await renew(linkHours, sql`hour`)
  await renew(linkFacets, sql`day`)
  await tx.execute(sql`
    insert into link_quarters (link_id, quarter, clicks, clickers, excluded) ${recountQuarters(tx, scope)}`)
  await tx.execute(sql`
    insert into link_facets (link_id, day, facet, value, clicks, clickers, excluded) ${recountFacets(tx, scope)}`)
}

/** Returns whether all of the link's hits are still stored. */
async function recountTotal(tx: Queryable, scope: Scope): Promise<boolean> {
  await tx.delete(linkTotals).where(eq(linkTotals.linkId, scope.from))
  const [total] = await tx.execute<{ whole: boolean }>(sql`
    with counted as (${recountTotals(tx, scope)}), stored as (
      insert into link_totals (link_id, clicks, clickers, excluded, rules_version, judged)
      select link_id, clicks, clickers, excluded, rules_version, judged from counted
    )
    select whole from counted`)
  return total?.whole ?? true
}
