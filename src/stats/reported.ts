import { sql } from 'drizzle-orm'
import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import {
  addReported,
  networkName,
  noTweets,
  type ReportedRatio,
  type ReportedTweets,
  reportedRatio,
  reportedSentence,
} from '../influence/reported-ratio.js'
import { joinFollowersAt } from '../scores/tweet-numbers.js'
import { windowDays, windowStart } from '../scores/window.js'

/** What the network itself says of an account's tweets. It is part of no other number. */
export interface ReportedSummary extends ReportedRatio {
  /** Tweets with link clicks and followers. */
  tweets: number
  /** Tweets with link clicks, of which the followers are unknown or 0. */
  tweetsWithoutFollowers: number
  clicks: number
  sentence: string
}

/** The same by month, and beside what we counted. */
export interface ReportedInfluence extends ReportedSummary {
  /** Tweets that have links of ours as well, with both counts; null if there are none. */
  beside: { tweets: number; reportedClicks: number; clicks: number; clickers: number } | null
  /** Each calendar month (UTC) with such a tweet. */
  trend: { from: string; tweets: number; clicks: number; ratio: number | null }[]
}

/**
 * What the network reports of an account's tweets in a window; null without a tweet that has such
 * numbers. Throws InvalidInput for a malformed window.
 */
export async function reportedInfluence(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { id, network }: Pick<AccountRow, 'id' | 'network'>,
  { window }: { window?: string | undefined } = {},
): Promise<ReportedInfluence | null> {
  const since = windowStart(windowDays(window), now())
  const months = await db.execute<Month>(sql`
    with reported as (
      select t.id, date_trunc('month', t.tweeted_at at time zone 'UTC') as month, t.reported_clicks as clicks,
        t.impressions, nullif(f.followers, 0) as followers
      from tweets t ${joinFollowersAt(sql`t.account_id`, sql`t.tweeted_at`)}
      where t.account_id = ${id} and t.published and t.reported_clicks is not null
        and t.tweeted_at >= coalesce(${since?.toISOString() ?? null}::timestamptz, '-infinity')
    ), ours as (
      select r.id, sum(s.clicks) as clicks, sum(s.clickers) as clickers
      from reported r join links l on l.tweet_id = r.id left join tweet_sources s on s.link_id = l.id
      group by r.id
    )
    select to_char(r.month, 'YYYY-MM-DD"T00:00:00.000Z"') as from,
      count(*) filter (where r.followers is not null)::int as tweets,
      count(*) filter (where r.followers is null)::int as without,
      coalesce(sum(r.clicks) filter (where r.followers is not null), 0)::float8 as clicks,
      coalesce(sum(r.followers), 0)::float8 as followers,
      coalesce(sum(r.impressions) filter (where r.followers is not null), 0)::float8 as impressions,
      coalesce(sum(r.clicks) filter (where r.followers is not null and r.impressions is not null), 0)::float8
        as "seenClicks",
      coalesce(sum(r.followers) filter (where r.impressions is not null), 0)::float8 as "seenFollowers",
      coalesce(sum(r.clicks), 0)::float8 as "allClicks", count(o.id)::int as "besideTweets",
      coalesce(sum(r.clicks) filter (where o.id is not null), 0)::float8 as "besideReported",
      coalesce(sum(o.clicks), 0)::float8 as "besideClicks", coalesce(sum(o.clickers), 0)::float8 as "besideClickers"
    from reported r left join ours o on o.id = r.id
    group by r.month order by r.month`)
  if (months.length === 0) return null
  const sum = (of: (month: Month) => number) => months.reduce((total, month) => total + of(month), 0)
  const all = months.map(sumsOf).reduce(addReported, noTweets)
  const besideTweets = sum(month => month.besideTweets)
  const without = {
    tweets: sum(month => month.without),
    clicks: sum(month => month.allClicks) - all.clicks,
  }
  return {
    ...summaryOf(network, all, without),
    beside:
      besideTweets === 0
        ? null
        : {
            tweets: besideTweets,
            reportedClicks: sum(month => month.besideReported),
            clicks: sum(month => month.besideClicks),
            clickers: sum(month => month.besideClickers),
          },
    trend: months.map(month => ({
      from: month.from,
      tweets: month.tweets,
      clicks: month.clicks,
      ratio: reportedRatio(sumsOf(month)).ratio,
    })),
  }
}

/** From the tweets with followers, and how many clicks are on how many without. */
export function summaryOf(
  network: string,
  all: ReportedTweets,
  without: Pick<ReportedTweets, 'tweets' | 'clicks'>,
): ReportedSummary {
  return {
    tweets: all.tweets,
    tweetsWithoutFollowers: without.tweets,
    clicks: all.clicks + without.clicks,
    ...reportedRatio(all),
    sentence: reportedSentence(networkName(network), all.tweets > 0 ? all : { ...noTweets, ...without }),
  }
}

type Month = {
  from: string
  tweets: number
  without: number
  clicks: number
  followers: number
  impressions: number
  seenClicks: number
  seenFollowers: number
  allClicks: number
  besideTweets: number
  besideReported: number
  besideClicks: number
  besideClickers: number
}

function sumsOf({ tweets, clicks, followers, ...rest }: Month): ReportedTweets {
  const { impressions, seenClicks, seenFollowers } = rest
  return { tweets, clicks, followers, seen: { impressions, clicks: seenClicks, followers: seenFollowers } }
}
