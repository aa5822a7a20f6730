import { type SQL, sql } from 'drizzle-orm'
import type { ListRow } from '../accounts/lists/find.js'
import type { Queryable } from '../db/connect.js'
import { countDrafts } from '../scores/count-drafts.js'
import { milliseconds } from '../scores/tweet-numbers.js'

/** An account with its stored score for a window. */
export interface RankedAccount {
  id: number
  handle: string
  name: string | null
  /** From the newest snapshot; null if there is none. */
  followers: number | null
  score: number
  interval: [number, number]
  rawRatio: number | null
  tweets: number
  openTweets: number
  drafts: number
  computedAt: Date
}

/** An account's place: after those with a greater score, or the same score and a greater id. */
export type RankedPlace = [score: number, id: number]

/** Which accounts are included. */
export interface Among {
  /** Only those on this list. */
  list?: ListRow | undefined
  /** Only public ones. */
  publicOnly?: boolean | undefined
}

export interface RankedQuery extends Among {
  windowDays: number
  /** Accounts with fewer tweets that count are left out; at least 1. */
  minTweets: number
  /** The id of an account that is left out. */
  except?: number
  limit: number
  /** Begins after this place. */
  after?: RankedPlace | undefined
}

/**
 * The accounts with stored scores, the greatest first, whether or not the scores are still current.
 */
export async function rankedAccounts(
  db: Queryable,
  { windowDays, minTweets, except = 0, limit, after, ...those }: RankedQuery,
): Promise<RankedAccount[]> {
  const rest = after ? sql`(s.score, s.account_id) < (${after[0]}::float8, ${after[1]}::bigint)` : sql`true`
  const found = await db.execute<Row>(sql`
    select s.account_id::float8 as id, a.handle, a.name, f.followers::float8 as followers, s.score, s.low,
      s.high, s.raw_ratio, s.tweets, s.open_tweets, ${countDrafts(sql`s.account_id`)} as drafts, ${milliseconds(sql`s.computed_at`)} as computed_at
    from account_scores s
    join accounts a on a.id = s.account_id
    left join lateral (
      select followers from follower_counts where account_id = s.account_id order by counted_at desc limit 1
    ) as f on true
    where s.window_days = ${windowDays} and s.tweets > 0 and s.tweets >= ${minTweets}
      and s.account_id <> ${except} and ${among(those)} and ${rest}
    order by s.score desc, s.account_id desc limit ${limit}`)
  return found.map(read)
}

/** A condition on `s.account_id`. */
export function among({ list, publicOnly = false }: Among): SQL {
  const isPublic = publicOnly ? sql`s.account_id in (select id from accounts where public)` : sql`true`
  if (list === undefined) return isPublic
  return sql`${isPublic} and s.account_id in (select account_id from list_accounts where list_id = ${list.id})`
}

type Row = Omit<RankedAccount, 'interval' | 'rawRatio' | 'openTweets' | 'computedAt'> & {
  low: number
  high: number
  raw_ratio: number | null
  open_tweets: number
  computed_at: number
}

function read({ low, high, raw_ratio, open_tweets, computed_at, ...row }: Row): RankedAccount {
  const computedAt = new Date(computed_at)
  return { ...row, interval: [low, high], rawRatio: raw_ratio, openTweets: open_tweets, computedAt }
}
