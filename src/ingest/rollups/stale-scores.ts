import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { bigints, unnest } from '../columns.js'
import type { Tally } from './tally.js'

/**
 * Says whose scores a tally changes: those of the accounts whose tweets have other clickers now.
 * One row an account, from its first to its last such tweet: they are as close together as their
 * attribution windows.
 */
export async function markStaleScores(tx: Queryable, tally: Tally): Promise<void> {
  const linkIds = tally.sources().flatMap(({ linkId, clickers }) => (clickers === 0 ? [] : linkId))
  if (linkIds.length === 0) return
  await tx.execute(sql`
    insert into stale_scores (account_id, since, until)
    select t.account_id, min(t.tweeted_at), max(t.tweeted_at) from links l join tweets t on t.id = l.tweet_id
    where t.account_id is not null and l.id in (select ${unnest(bigints([...new Set(linkIds)]))})
    group by t.account_id`)
}
