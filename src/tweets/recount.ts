import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { links, tweetPostings, tweetSources, tweets } from '../db/schema.js'
import { isTweetRow } from '../scores/is-tweet.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import { recountPostings } from './recount-postings.js'
import { countSources, windowFirsts } from './window-clicks.js'

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
  const [tweet] = await tx
    .select({ id: tweets.id })
    .from(links)
    .innerJoin(tweets, eq(tweets.id, links.tweetId))
    .where(and(eq(links.id, linkId), isTweetRow))
  if (tweet === undefined) return
  await markTweetsStale(tx, [tweet.id])
  const own = sql`l.id = ${linkId}::bigint`
  await tx.execute(sql`
    update visitors as v set window_clicked_at = f.clicked_at, window_click_id = f.id
    from (${windowFirsts(own)}) as f where v.link_id = f.link_id and v.visitor = f.visitor`)
  await tx.execute(sql`insert into tweet_sources (link_id, source, clicks, clickers) ${countSources(own)}`)
  await recountPostings(tx, linkId)
}
