import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'

/**
 * Says that these tweets have come, or change: a job computes the scores of their accounts anew. Call it in the transaction of the
 * change, where a tweet gets another time or account both before and after. Tweets of nobody are passed over.
 */
export async function markTweetsStale(tx: Queryable, tweetIds: number[]): Promise<void> {
  await tx.execute(sql`
    insert into stale_scores (account_id, since, until)
    select distinct account_id, tweeted_at, tweeted_at from tweets
    where account_id is not null
      and id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(tweetIds)}::text::jsonb))`)
}
