import { sql } from 'drizzle-orm'
import { bigints, times, unnest } from '../../db/columns.js'
import type { Database, Queryable } from '../../db/connect.js'
import { lockCounting, lockFolding } from '../../db/locks.js'
import { clicks, linkHours, linkQuarters, pendingQuarters } from '../../db/schema.js'
import { addRows, addRowsToTags } from '../../rollups/all-links.js'
import { firstOf } from '../../rollups/firsts.js'
import { quarterInSql } from '../../rollups/quarter.js'

/** A tenth of a second: a hit takes four microseconds. Nothing is folded meanwhile. */
const hoursAtOnce = 500
const hitsAtOnce = 20_000

/**
 * Moves some hours that an older version counted into `link_quarters`, newest links first, each
 * split as its hits in `clicks` say; returns the number of rows moved. 0 means all done. An hour
 * whose hits are no longer all there, because a month of them was dropped, moves as its first
 * quarter. May run while nodes of both versions count: what is counted by hour stays the same at
 * every moment, and an older node only makes more hours to refine.
 */
export async function refineHours(db: Database): Promise<number> {
  return db.transaction(async tx => {
    // A recount waits for this, and no change moves from one table to another meanwhile.
    await lockCounting(tx, 'shared')
    await lockFolding(tx)
    const hours = await nextHours(tx)
    if (hours.length === 0) return 0
    return move(tx, hours)
  })
}

/** How many rows are left. */
export function countHoursToRefine(db: Database): Promise<number> {
  return db.$count(linkHours)
}

interface Hour {
  linkId: number
  at: number
}

/** At least one, whatever its size. Rows of an older node may lie inside an hour. */
async function nextHours(tx: Queryable): Promise<Hour[]> {
  const rows = await tx.execute<{ link_id: number; at: number; hits: number }>(sql`
    select link_id::float8, extract(epoch from date_trunc('hour', hour, 'UTC'))::float8 * 1000 as at,
      (clicks + excluded)::float8 as hits
    from ${linkHours} order by ${linkHours.linkId} desc, hour desc limit ${hoursAtOnce}`)
  const found = new Map<string, Hour>()
  let hits = 0
  for (const { link_id: linkId, at, ...row } of rows) {
    hits += row.hits
    if (found.size > 0 && hits > hitsAtOnce) break
    found.set(`${linkId} ${at}`, { linkId, at })
  }
  return [...found.values()]
}

/** One statement, so that all its parts see the same hits, however many are counted meanwhile. */
async function move(tx: Queryable, hours: Hour[]): Promise<number> {
  const [row] = await tx.execute<{ moved: number }>(sql`
    with hours as materialized (
      select link_id, hour as since, hour + interval '1 hour' as until
      from ${unnest(bigints(hours.map(({ linkId }) => linkId)), times(hours.map(({ at }) => at)))} as n (link_id, hour)
    ), whole as (
      delete from ${linkHours} h using hours n
      where h.link_id = n.link_id and h.hour >= n.since and h.hour < n.until
      returning h.link_id, n.since, h.hour, h.clicks, h.clickers, h.excluded
    ), hits as (
      select n.link_id, n.since, c.* from hours n cross join lateral (
        select ${quarterInSql(sql`c.clicked_at`)} as quarter, count(*) filter (where c.reason is null) as clicks,
          count(v.first_click_id) as clickers,
          count(*) filter (where c.reason is not null) as excluded
        from ${clicks} c left join lateral ${firstOf(sql`c`)} as v on true
        where c.link_id = n.link_id and c.clicked_at >= n.since and c.clicked_at < n.until
        group by 1
      ) as c
    ), counted as (
      select n.link_id, n.since, q.* from hours n cross join lateral (
        select quarter, clicks, clickers, excluded from ${linkQuarters}
        where link_id = n.link_id and quarter >= n.since and quarter < n.until
        union all select quarter, clicks, clickers, excluded from ${pendingQuarters}
        where link_id = n.link_id and quarter >= n.since and quarter < n.until
      ) as q
    ), split as (
      select link_id, since, quarter, clicks, clickers, excluded from hits
      union all select link_id, since, quarter, -clicks, -clickers, -excluded from counted
    ), complete as (
      select link_id, since from (
        select * from split
        union all select link_id, since, hour, -clicks, -clickers, -excluded from whole
      ) as s group by 1, 2 having sum(clicks) = 0 and sum(clickers) = 0 and sum(excluded) = 0
    ), added as (
      select link_id, quarter, clicks, clickers, excluded from split join complete using (link_id, since)
      union all
      select link_id, ${quarterInSql(sql`hour`)}, clicks, clickers, excluded from whole w
      where not exists (select from complete c where c.link_id = w.link_id and c.since = w.since)
    ), quarters (link_id, quarter, clicks, clickers, excluded) as materialized (
      select link_id, quarter, sum(clicks)::bigint, sum(clickers)::bigint, sum(excluded)::bigint
      from added group by 1, 2 having sum(clicks) <> 0 or sum(clickers) <> 0 or sum(excluded) <> 0
      order by 1, 2
    ), total as (${addRows('quarters', sql`quarters`)}), tags as (${addRowsToTags(sql`quarters`)}), moved as (
      insert into ${linkQuarters} as t (link_id, quarter, clicks, clickers, excluded)
      select * from quarters
      on conflict (link_id, quarter) do update set clicks = t.clicks + excluded.clicks,
        clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded
    )
    select count(*)::int as moved from whole`)
  return row?.moved ?? 0
}
