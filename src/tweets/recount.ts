import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { clicks, links, tweetPostings, tweetSources, tweets } from '../db/schema.js'
import { selectFirsts } from '../rollups/firsts.js'
import { liesInside } from '../rollups/window.js'
import { isTweetRow } from '../scores/is-tweet.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import { recountPostings } from './recount-postings.js'

/**
 * Counts a link's window again from its clicks, after its tweet was added, removed or moved. The
 * transaction must hold `lockCounting(tx, 'exclusive')`, so that no batch in flight is missed or
 * counted twice. Without a tweet, or with a draft, no counts remain.
 */
export async function recountTweet(tx: Queryable, linkId: number): Promise<void> {
  await tx.execute(sql`
    update visitors set window_clicked_at = null, window_click_id = null
    where link_id = ${linkId}::bigint and window_click_id is not null`)
  for (const table of [tweetSources, tweetPostings]) await tx.delete(table).where(eq(table.linkId, linkId))
  const [window] = await tx
    .select({ tweetId: tweets.id, from: tweets.tweetedAt, to: tweets.windowEndsAt })
    .from(links)
    .innerJoin(tweets, eq(tweets.id, links.tweetId))
    .where(and(eq(links.id, linkId), isTweetRow))
  if (window === undefined) return
  await markTweetsStale(tx, [window.tweetId])
  const inWindow = and(eq(clicks.linkId, linkId), liesInside({ from: +window.from, to: +window.to }))
  const firsts = selectFirsts(tx, inWindow)
  await tx.execute(sql`
    update visitors as v set window_clicked_at = f.clicked_at, window_click_id = f.id
    from ${firsts} as f where v.link_id = f.link_id and v.visitor = f.visitor`)
  await tx.execute(sql`
    insert into tweet_sources (link_id, source, clicks, clickers)
    select ${linkId}::bigint, source, sum(clicks), sum(clickers)
    from (
      select source, count(*) as clicks, 0 as clickers from ${clicks} where ${inWindow} and reason is null group by source
      union all
      select source, 0, count(*) from ${firsts} as f group by source
    ) as counted
    group by source`)
  await recountPostings(tx, linkId)
}
