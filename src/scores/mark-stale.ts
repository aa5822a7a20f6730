import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'

/**
 * Records that the followers of all tweets of these accounts may have changed; a job computes their
 * scores again. Call it in the transaction of the change.
 */
export async function markStale(tx: Queryable, accountIds: number[]): Promise<void> {
  await tx.execute(sql`
    insert into stale_scores (account_id)
    select value::bigint from jsonb_array_elements_text(${JSON.stringify(accountIds)}::text::jsonb)`)
}

/** The same for accounts whose ids a query selects. */
export async function markStaleOf(tx: Queryable, accountIds: SQL): Promise<void> {
  await tx.execute(sql`insert into stale_scores (account_id) ${accountIds}`)
}

/**
 * The same for a new follower count, which affects tweets after it; without an earlier count, all
 * tweets before it, too. The earlier count is locked, so that nobody can remove it before this
 * change is recorded.
 */
export async function markCounted(tx: Queryable, accountIds: number[], countedAt: Date): Promise<void> {
  const at = sql`${countedAt.toISOString()}::timestamptz`
  await tx.execute(sql`
    insert into stale_scores (account_id, since)
    select id, (
      select ${at} from follower_counts where account_id = id and counted_at < ${at}
      order by counted_at desc limit 1 for key share
    )
    from (select value::bigint as id from jsonb_array_elements_text(${JSON.stringify(accountIds)}::text::jsonb)) as counted`)
}

/**
 * Records that these tweets are new or have changed; a job computes the scores of their accounts
 * again. Call it in the transaction of the change; if a tweet gets another time or account, both
 * before and after. Tweets without an account are ignored.
 */
export async function markTweetsStale(tx: Queryable, tweetIds: number[]): Promise<void> {
  await tx.execute(sql`
    insert into stale_scores (account_id, since, until)
    select distinct account_id, tweeted_at, tweeted_at from tweets
    where account_id is not null
      and id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(tweetIds)}::text::jsonb))`)
}

/**
 * The same for the tweets of these links, whose clickers have changed. One row per account, from
 * its first to its last such tweet, because these are as close together as their attribution
 * windows.
 */
export async function markLinksStale(tx: Queryable, linkIds: number[]): Promise<void> {
  await tx.execute(sql`
    insert into stale_scores (account_id, since, until)
    select t.account_id, min(t.tweeted_at), max(t.tweeted_at) from links l join tweets t on t.id = l.tweet_id
    where t.account_id is not null
      and l.id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(linkIds)}::text::jsonb))
    group by t.account_id`)
}
