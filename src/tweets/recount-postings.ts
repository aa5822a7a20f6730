import { eq, type SQL, sql } from 'drizzle-orm'
import type { Database, Queryable } from '../db/connect.js'
import { tweetPostings } from '../db/schema.js'
import { postingInSql, postingSource, throughXForIphoneInSql } from '../rollups/posting.js'
import { windowClicks } from './window-clicks.js'

/**
 * Counts again through which tweets on X the clicks inside a link's window came. What is counted
 * in `tweet_sources` but lies in a dropped month came through an unknown one. The transaction must
 * hold `lockCounting(tx, 'exclusive')`, and the window's clickers must be right.
 */
export async function recountPostings(tx: Queryable, linkId: number): Promise<void> {
  await tx.delete(tweetPostings).where(eq(tweetPostings.linkId, linkId))
  await tx.execute(sql`
    insert into tweet_postings (link_id, posting, x_for_iphone, clicks, clickers)
    ${countPostings(sql`l.id = ${linkId}::bigint`)}`)
  await tx.execute(sql`
    insert into tweet_postings as t (link_id, posting, x_for_iphone, clicks, clickers)
    select s.link_id, '', false, s.clicks - p.clicks, s.clickers - p.clickers
    from tweet_sources s cross join lateral (
      select coalesce(sum(clicks), 0)::bigint as clicks, coalesce(sum(clickers), 0)::bigint as clickers
      from tweet_postings where link_id = s.link_id
    ) as p
    where s.link_id = ${linkId}::bigint and s.source = ${postingSource} and (s.clicks, s.clickers) <> (p.clicks, p.clickers)
    on conflict (link_id, posting, x_for_iphone)
      do update set clicks = t.clicks + excluded.clicks, clickers = t.clickers + excluded.clickers`)
}

/**
 * What came from X inside the windows of the links `l` that the condition selects, as in
 * `tweet_postings`. `whose` selects from the visitors `v` at least theirs.
 */
export function countPostings(which: SQL, whose: SQL = sql`true`): SQL {
  return sql`
    select c.link_id, ${postingInSql} as posting, ${throughXForIphoneInSql} as x_for_iphone, count(*) as clicks,
      count(*) filter (where v.window_clicked_at = c.clicked_at and v.window_click_id = c.id) as clickers
    from (${windowClicks(which)}) as c
    left join visitors v on v.link_id = c.link_id and v.visitor = c.visitor and ${whose}
    where c.source = ${postingSource}
    group by 1, 2, 3`
}

/**
 * Links whose postings do not add up to what came from X: those counted before there were postings,
 * or by a node of an older version. Reads both tables whole, so it is meant for a job.
 */
export async function linksToRecount(db: Database): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select coalesce(s.link_id, p.link_id)::float8 as id
    from (select * from tweet_sources where source = ${postingSource}) as s
    full join (select link_id, sum(clicks) as clicks, sum(clickers) as clickers from tweet_postings group by 1) as p
      using (link_id)
    where (coalesce(s.clicks, 0), coalesce(s.clickers, 0)) <> (coalesce(p.clicks, 0), coalesce(p.clickers, 0))
    order by 1 desc`)
  return rows.map(({ id }) => id)
}
