import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { tweets } from '../db/schema.js'
import { isTweetRow } from '../scores/is-tweet.js'

/** Saves the follower count of each tweet of these accounts until the transaction ends. */
export async function rememberFollowers(tx: Queryable, accountIds: SQL): Promise<void> {
  await tx.execute(sql`
    create temporary table followers_before on commit drop as
    select ${tweets.id} as tweet_id, ${followersOf} as followers from ${tweets}
    where ${tweets.accountId} in (${accountIds}) and ${isTweetRow}`)
}

/** The tweets with a different follower count than the saved one. */
export async function countCorrected(tx: Queryable): Promise<number> {
  const [row] = await tx.execute<{ corrected: number }>(sql`
    select count(*)::int as corrected from followers_before join ${tweets} on ${tweets.id} = tweet_id
    where followers_before.followers is distinct from ${followersOf}`)
  return row?.corrected ?? 0
}

/** By definition the last count at or before the tweet, otherwise the first one after it. */
const followersOf = sql`coalesce(
  (select c.followers from follower_counts c
    where c.account_id = ${tweets.accountId} and c.counted_at <= ${tweets.tweetedAt} order by c.counted_at desc limit 1),
  (select c.followers from follower_counts c where c.account_id = ${tweets.accountId} order by c.counted_at limit 1))`
