import { sql } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import type { Context } from '../context.js'
import { destinationOf } from '../links/destination.js'

/** Only the newest links are read, so that the time does not grow with the number of links. */
const newestLinks = 1000

export interface RecentDestination {
  /** Without utm_ parameters. */
  url: string
  /** Accounts with a link to it. */
  accounts: number
  /** The sum over their links. */
  clickers: number
}

/**
 * The targets that the newest links of several accounts share, the newest first; at most `limit`.
 */
export async function recentDestinations(
  ctx: Pick<Context, 'access' | 'db'>,
  limit: number,
): Promise<RecentDestination[]> {
  // Link by link, by index: else the database would read all tweets and all totals.
  const rows = await ctx.db.execute<{ url: string; accounts: number; clickers: number }>(sql`
    select d.url, count(distinct d.account_id)::int as accounts, sum(d.clickers)::float8 as clickers
    from (
      select l.id, ${destinationOf(sql`l.url`)} as url, t.account_id, coalesce(k.clickers, 0) as clickers
      from (select * from links where deleted_at is null order by id desc limit ${newestLinks}) as l
      cross join lateral (select account_id from tweets where id = l.tweet_id offset 0) as t
      left join lateral (select clickers from link_totals where link_id = l.id offset 0) as k on true
      where t.account_id is not null and ${seesLink(ctx.access, sql`l.key_id`, sql`t.account_id`)}
    ) as d
    group by d.url having count(distinct d.account_id) > 1
    order by max(d.id) desc limit ${limit}`)
  return [...rows]
}
