import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import type { KnownTweets, StoredTweet } from './scored-tweets.js'

/** Keeps the changed months of accounts; one without a tweet any more is kept as empty. */
export async function keepMonths(tx: Queryable, accounts: Map<number, KnownTweets>): Promise<void> {
  const months = [...accounts].flatMap(([accountId, tweets]) => changedMonths(accountId, tweets))
  if (months.length === 0) return
  await tx.execute(sql`
    insert into account_months (account_id, month, tweets)
    select account, month, tweets
    from json_to_recordset(${JSON.stringify(months)}::text::json) as given(account bigint, month timestamptz, tweets json)
    on conflict (account_id, month) do update set tweets = excluded.tweets`)
}

function changedMonths(account: number, { tweets, changed }: KnownTweets) {
  const months = new Map([...changed].map(start => [start, [] as StoredTweet[]]))
  for (const { tweetedAt, month, h, f } of tweets) months.get(month)?.push([tweetedAt, h, f])
  return [...months].map(([start, tweets]) => ({ account, month: new Date(start), tweets }))
}
