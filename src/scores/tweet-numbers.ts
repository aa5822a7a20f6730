import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { countedHere, isDraft } from './is-tweet.js'

/** A tweet's numbers inside its attribution window. */
export interface TweetNumbers {
  /** Nothing shows yet that it was tweeted; its times mean nothing. */
  isDraft: boolean
  /** Whether a link of it was here from the start; without, its clicks are no measure of it. */
  countedHere: boolean
  tweetedAt: Date
  windowEndsAt: Date
  /** Followers at the tweet's time and when they were counted; null if no snapshot exists. */
  followers: number | null
  followersCountedAt: Date | null
  clicks: number
  clickers: number
  /**
   * Clickers whose source is the tweet's own network or unknown, without those through somebody
   * else's posting.
   */
  followerClickers: number
}

/** What one link brought its tweet; null for a link without a tweet. */
export async function tweetOfLink(db: Queryable, linkId: number): Promise<TweetNumbers | null> {
  const [row] = await db.execute<TweetNumbersRow>(selectTweetNumbers(sql`l.id = ${linkId}`))
  return row === undefined ? null : readTweetNumbers(row)
}

/** A row of `selectTweetNumbers`; times in milliseconds since the epoch. */
export type TweetNumbersRow = {
  id: string
  account_id: string | null
  is_draft: boolean
  counted_here: boolean
  tweeted_at: number
  window_ends_at: number
  followers: number | null
  counted_at: number | null
  clicks: number
  clickers: number
  follower_clickers: number
}

/**
 * The numbers of the tweets `t` (with their links `l`) that the condition selects, one row each. A
 * tweet with several links has their sum. A draft has no window: its clicks are those of its links'
 * whole life, none of them followers'. Deleted links still count: their clicks did happen.
 */
export function selectTweetNumbers(condition: SQL): SQL {
  return sql`
    with counted as (
      select t.id, t.account_id, ${isDraft} as is_draft,
        bool_or(${isDraft} or ${countedHere}) as counted_here, t.tweeted_at, t.window_ends_at,
        ${countOf('clicks')} as clicks,
        ${countOf('clickers')} as clickers,
        ${sumOfFollowerClickers} as follower_clickers
      from tweets t
      join links l on l.tweet_id = t.id
      left join accounts a on a.id = t.account_id
      left join tweet_sources s on s.link_id = l.id
      where ${condition}
      group by t.id
    )
    select c.id, c.account_id, c.is_draft, c.counted_here, ${milliseconds(sql`c.tweeted_at`)} as tweeted_at,
      ${milliseconds(sql`c.window_ends_at`)} as window_ends_at, f.followers, f.counted_at,
      c.clicks, c.clickers, c.follower_clickers
    from counted c ${joinFollowersAt(sql`c.account_id`, sql`c.tweeted_at`)}`
}

/** The sum over the links `l` of the tweet `t`. */
function countOf(count: 'clicks' | 'clickers'): SQL {
  const column = sql.identifier(count)
  return sql`case when ${isDraft} then (
      select coalesce(sum(k.${column}), 0) from link_totals k where k.link_id = any(array_agg(l.id))
    ) else coalesce(sum(s.${column}), 0) end::float8`
}

export function readTweetNumbers(row: TweetNumbersRow): TweetNumbers {
  return {
    isDraft: row.is_draft,
    countedHere: row.counted_here,
    tweetedAt: new Date(row.tweeted_at),
    windowEndsAt: new Date(row.window_ends_at),
    followers: row.followers,
    followersCountedAt: row.counted_at === null ? null : new Date(row.counted_at),
    clicks: row.clicks,
    clickers: row.clickers,
    followerClickers: row.follower_clickers,
  }
}

/** The network that the tweet `t` of the account `a` is on. */
export const networkOfTweet: SQL = sql`coalesce(t.network, a.network, 'x')`

/** Whether who comes from this source may follow the tweet's account: it is no spillover. */
export function isFromFollowers(source: SQL): SQL {
  return sql`${source} in (${networkOfTweet}, 'unknown')`
}

/**
 * Whether `p` (tweet_postings) may be the tweet `t` itself: nothing says that it is somebody else's
 * posting.
 */
export const mayBeOwnPosting: SQL = sql`(t.posting_codes is null or p.posting = any(t.posting_codes || ''::text))`

/**
 * The clickers of `s` without those through another tweet on X. Where the codes are known, it
 * looks up these alone, because strangers may make up any number of others.
 */
const throughOwnPosting: SQL = sql`case when s.source = 'x' and t.posting_codes is not null then (
    select coalesce(sum(p.clickers), 0) from tweet_postings p where p.link_id = s.link_id and ${mayBeOwnPosting}
  ) else s.clickers end`

/** Sum of the follower clickers in `s` (tweet_sources) of the tweet `t` of the account `a`. */
export const sumOfFollowerClickers: SQL = sql`coalesce(sum(${throughOwnPosting}) filter (where ${isFromFollowers(sql`s.source`)}), 0)::float8`

/**
 * Joins `f (followers, counted_at)`, an account's followers at a time: from the last snapshot at or
 * before it, otherwise from the first after it, otherwise null.
 */
export function joinFollowersAt(account: SQL, time: SQL): SQL {
  return sql`left join lateral (
      select followers, counted_at from follower_counts
      where account_id = ${account} and counted_at <= ${time} order by counted_at desc limit 1
    ) before on true
    left join lateral (
      select followers, counted_at from follower_counts
      where account_id = ${account} and before.counted_at is null order by counted_at limit 1
    ) first on true
    cross join lateral (
      select coalesce(before.followers, first.followers)::float8 as followers,
        ${milliseconds(sql`coalesce(before.counted_at, first.counted_at)`)} as counted_at
    ) as f`
}

/** A time as milliseconds since the epoch; raw statements would return text. */
export function milliseconds(time: SQL): SQL {
  return sql`round(extract(epoch from ${time}) * 1000)::float8`
}
