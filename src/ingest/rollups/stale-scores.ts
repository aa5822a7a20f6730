import { sql } from 'drizzle-orm'
import type { Queryable } from '../../db/connect.js'
import { bigints, unnest } from '../columns.js'
import type { Tally } from './tally.js'

/** Says whose scores a tally changes: those of the accounts whose tweets have other clickers now. */
export async function markStaleScores(tx: Queryable, tally: Tally): Promise<void> {
  const linkIds = tally.sources().flatMap(({ linkId, clickers }) => (clickers === 0 ? [] : linkId))
  if (linkIds.length === 0) return
  await tx.execute(sql`
    insert into stale_scores (account_id)
    select distinct t.account_id from links l join tweets t on t.id = l.tweet_id
    where t.account_id is not null and l.id in (select ${unnest(bigints([...new Set(linkIds)]))})`)
}
