import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { milliseconds } from '../scores/tweet-numbers.js'

export interface FollowerCount {
  countedAt: Date
  followers: number
}

/**
 * The last follower snapshot of each month (UTC), oldest first: the last entry is the newest of
 * all.
 */
export async function monthlyFollowers(db: Queryable, accountId: number): Promise<FollowerCount[]> {
  const rows = await db.execute<{ counted_at: number; followers: number }>(sql`
    select distinct on (date_trunc('month', counted_at, 'UTC'))
      ${milliseconds(sql`counted_at`)} as counted_at, followers::float8 as followers
    from follower_counts where account_id = ${accountId}
    order by date_trunc('month', counted_at, 'UTC'), follower_counts.counted_at desc`)
  return rows.map(row => ({ countedAt: new Date(row.counted_at), followers: row.followers }))
}

/** The newest count of an account; null if there is none. */
export function newestFollowers(account: SQL): SQL {
  return sql`(
    select followers from follower_counts where account_id = ${account} order by counted_at desc limit 1
  )::float8`
}
