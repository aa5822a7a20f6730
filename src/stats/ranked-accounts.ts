import { type SQL, sql } from 'drizzle-orm'
import type { ListRow } from '../accounts/lists/find.js'
import { type Access, seesAccount } from '../auth/access.js'
import type { Queryable } from '../db/connect.js'
import { countDrafts } from '../scores/count-drafts.js'
import { milliseconds } from '../scores/tweet-numbers.js'
import { newestFollowers } from './followers.js'
import { isFound } from './found-accounts.js'

/** An account with its stored score for a window. */
export interface RankedAccount {
  id: number
  /** By score, among all that are included. */
  rank: number
  /** What the list is ordered by. */
  value: number
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

/**
 * An account's place: after those with a greater value, of these those with a greater score, and of
 * these those with a greater id.
 */
export type RankedPlace = [value: number, score: number, id: number, rank: number]
export const rankedPlace = ['number', 'number', 'integer', 'integer'] as const
export const placeOf = ({ value, score, id, rank }: RankedAccount): RankedPlace => [value, score, id, rank]

/** Those that stand first: by score, or with the most of something else. */
export const rankedSorts = ['influence', 'who-click', 'followers', 'tweets'] as const
export type RankedSort = (typeof rankedSorts)[number]

const followers = newestFollowers(sql`s.account_id`)
const values: Record<RankedSort, SQL> = {
  influence: sql`s.score`,
  'who-click': sql`coalesce(s.score * ${followers}, -1)`,
  followers: sql`coalesce(${followers}, -1)`,
  tweets: sql`s.tweets::float8`,
}
const byScore = sql`order by s.score desc, s.account_id desc`

/** Which accounts are included. */
export interface Among {
  /** Only those on this list. */
  list?: ListRow | undefined
  /** Only public ones. */
  publicOnly?: boolean | undefined
  /** Only those that it sees. */
  access: Access
}

interface Included extends Among {
  windowDays: number
  /** Accounts with fewer tweets that count are left out; at least 1. */
  minTweets: number
  /** The id of an account that is left out. */
  except?: number
}

export interface RankedQuery extends Included {
  /** A part of the handle or the name, ignoring case; the ranks are those among all. */
  q?: string | undefined
  sort?: RankedSort | undefined
  limit: number
  /** Begins after this place. */
  after?: RankedPlace | undefined
}

/**
 * The accounts with stored scores, the greatest first, whether or not the scores are still current.
 */
export async function rankedAccounts(
  db: Queryable,
  { q = '', sort = 'influence', limit, after, ...those }: RankedQuery,
): Promise<RankedAccount[]> {
  const value = values[sort]
  const [greatest, score, id, before] = after ?? [0, 0, 0, 0]
  const behind = after
    ? sql`(${value}, s.score, s.account_id) < (${greatest}::float8, ${score}::float8, ${id}::bigint)`
    : sql`true`
  // In the order of their ranks, an index has the few that are wanted.
  const isByRank = q === '' && sort === 'influence'
  const placed = sql`
    select s.account_id, s.score, s.tweets, ${isByRank ? before : 0}::int + row_number() over (${byScore}) as rank
    from account_scores s where ${included(those)}`
  const few = sql`and ${behind} ${byScore} limit ${limit}`
  const found = await db.execute<Row>(sql`
    select s.account_id::float8 as id, p.rank::float8 as rank, p.value, a.handle, a.name, ${followers} as followers,
      s.score, s.low, s.high, s.raw_ratio, s.tweets, s.open_tweets, ${countDrafts(sql`s.account_id`)} as drafts,
      ${milliseconds(sql`s.computed_at`)} as computed_at
    from (
      select s.account_id, s.rank, s.score, ${value} as value
      from (${placed} ${isByRank ? few : sql``}) as s join accounts a on a.id = s.account_id
      where ${isFound(q)} and ${isByRank ? sql`true` : behind}
      order by value desc, s.score desc, s.account_id desc limit ${limit}
    ) as p
    join account_scores s on s.account_id = p.account_id and s.window_days = ${those.windowDays}
    join accounts a on a.id = p.account_id
    order by p.value desc, p.score desc, p.account_id desc`)
  return found.map(read)
}

/** How many accounts there are with such a part of the handle or the name. */
export async function countRanked(db: Queryable, { q, ...those }: Included & { q: string }): Promise<number> {
  // Without the accounts, it reads an index alone.
  const found = q === '' ? sql`` : sql`join accounts a on a.id = s.account_id and ${isFound(q)}`
  const [row] = await db.execute<{ accounts: number }>(sql`
    select count(*)::float8 as accounts from account_scores s ${found} where ${included(those)}`)
  return row?.accounts ?? 0
}

/** A condition on `s`. */
function included({ windowDays, minTweets, except = 0, ...those }: Included): SQL {
  const enough = minTweets > 1 ? sql`and s.tweets >= ${minTweets}` : sql``
  return sql`s.window_days = ${windowDays} and s.tweets > 0 ${enough} and s.account_id <> ${except} and ${among(those)}`
}

/** A condition on `s.account_id`. */
export function among({ list, publicOnly = false, access }: Among): SQL {
  const isPublic = publicOnly
    ? sql`s.account_id in (select id from accounts where public)`
    : seesAccount(access, sql`s.account_id`)
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
