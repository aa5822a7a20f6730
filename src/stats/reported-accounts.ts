import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { ReportedTweets } from '../influence/reported-ratio.js'
import { joinFollowersAt } from '../scores/tweet-numbers.js'
import { windowStart } from '../scores/window.js'
import { newestFollowers } from './followers.js'
import { isFound } from './found-accounts.js'
import { type Among, among } from './ranked-accounts.js'
import { type ReportedSummary, summaryOf } from './reported.js'

/** An account of which only its network reports something: no tweet of it is counted here. */
export interface ReportedAccount {
  handle: string
  name: string | null
  /** From the newest snapshot; null if there is none. */
  followers: number | null
  reported: ReportedSummary
}

/** How many of them are listed. */
const mostAccounts = 100

/** What the networks report of these accounts' tweets in a window of days; 0 means all tweets. */
export async function reportedOf(
  { db, now }: Pick<Context, 'db' | 'now'>,
  ids: readonly number[],
  days: number,
): Promise<Map<number, ReportedSummary>> {
  if (ids.length === 0) return new Map()
  const mine = sql`t.account_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::bigint)`
  const rows = await db.execute<Sums & { id: number; network: string }>(sql`
    select a.id::float8 as id, a.network, r.* from (${sums(mine, windowStart(days, now()))}) as r
    join accounts a on a.id = r.account_id`)
  return new Map(rows.map(row => [row.id, read(row)]))
}

/**
 * The accounts of which only their networks report something in a window of days, those with the
 * greatest ratio first: at most a hundred.
 */
export async function onlyReported(
  { access, db, now }: Pick<Context, 'access' | 'db' | 'now'>,
  {
    days,
    except = 0,
    q = '',
    ...those
  }: Omit<Among, 'access'> & { days: number; except?: number; q?: string },
): Promise<(ReportedAccount & { id: number })[]> {
  const uncounted = sql`${among({ ...those, access })} and s.account_id <> ${except} and not exists (
    select from account_scores c where c.account_id = s.account_id and c.window_days = ${days} and c.tweets > 0)`
  // A few of many accounts are wanted: they are looked for before anything is added up.
  const wanted = sql`t.account_id in (
    select s.account_id from (select distinct account_id from tweets where reported_clicks is not null) as s
    where ${uncounted})`
  const rows = await db.execute<
    Sums & Omit<ReportedAccount, 'reported'> & { id: number; network: string }
  >(sql`
    select a.id::float8 as id, a.handle, a.name, a.network, ${newestFollowers(sql`a.id`)} as followers, r.*
    from (${sums(wanted, windowStart(days, now()))}) as r join accounts a on a.id = r.account_id
    where ${isFound(q)}
    order by r.clicks / nullif(r."followersThen", 0) desc nulls last, r.account_id limit ${mostAccounts}`)
  return rows.map(row => {
    const { id, handle, name, followers } = row
    return { id, handle, name, followers, reported: read(row) }
  })
}

/** Sums over the tweets `t` with reported clicks that the condition selects, by account. */
function sums(condition: SQL, since: Date | null): SQL {
  return sql`
    select t.account_id, count(*) filter (where f.followers > 0)::int as tweets,
      coalesce(sum(t.reported_clicks) filter (where f.followers > 0), 0)::float8 as clicks,
      coalesce(sum(f.followers), 0)::float8 as "followersThen",
      coalesce(sum(t.impressions) filter (where f.followers > 0), 0)::float8 as impressions,
      coalesce(sum(t.reported_clicks) filter (where f.followers > 0 and t.impressions is not null), 0)::float8
        as "seenClicks",
      coalesce(sum(f.followers) filter (where t.impressions is not null), 0)::float8 as "seenFollowers",
      (count(*) - count(*) filter (where f.followers > 0))::int as without, sum(t.reported_clicks)::float8 as "allClicks"
    from tweets t ${joinFollowersAt(sql`t.account_id`, sql`t.tweeted_at`)}
    where ${condition} and t.published and t.reported_clicks is not null
      and t.tweeted_at >= coalesce(${since?.toISOString() ?? null}::timestamptz, '-infinity')
    group by t.account_id`
}

type Sums = {
  tweets: number
  clicks: number
  followersThen: number
  impressions: number
  seenClicks: number
  seenFollowers: number
  without: number
  allClicks: number
}

function read({
  network,
  tweets,
  clicks,
  followersThen,
  without,
  allClicks,
  ...seen
}: Sums & { network: string }) {
  const { impressions, seenClicks, seenFollowers } = seen
  const all: ReportedTweets = {
    ...{ tweets, clicks, followers: followersThen },
    seen: { impressions, clicks: seenClicks, followers: seenFollowers },
  }
  return summaryOf(network, all, { tweets: without, clicks: allClicks - clicks })
}
