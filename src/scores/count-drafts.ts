import { type SQL, sql } from 'drizzle-orm'
import { isDraft } from './is-tweet.js'

/** Number of an account's drafts whose link is still there. */
export function countDrafts(account: SQL): SQL {
  return sql`(
    select count(*)::int from tweets t
    where t.account_id = ${account} and ${isDraft}
      and exists (select from links where tweet_id = t.id and deleted_at is null))`
}
