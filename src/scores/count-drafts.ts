import { type SQL, sql } from 'drizzle-orm'
import { hasLink, isDraft } from './is-tweet.js'

/** Number of an account's drafts whose link is still there. */
export function countDrafts(account: SQL): SQL {
  return sql`(
    select count(*)::int from tweets t
    where t.account_id = ${account} and ${isDraft} and ${hasLink})`
}
