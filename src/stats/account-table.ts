import { type SQL, sql } from 'drizzle-orm'
import { seesAccount } from '../auth/access.js'
import type { Context } from '../context.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { followersWhoClick } from '../influence/followers-who-click.js'
import { milliseconds } from '../scores/tweet-numbers.js'
import { newestFollowers } from './followers.js'
import { isFound } from './found-accounts.js'

/** By handle in its order, or by a number, the greatest first. */
export const accountSorts = ['handle', 'influence', 'followers', 'tweets'] as const
export type AccountSort = (typeof accountSorts)[number]

interface AccountFilter {
  /** A part of the handle or the name, ignoring case; an empty one finds all. */
  q: string
  sort: AccountSort
}

/** An account with its newest follower count and its stored numbers of all tweets. */
export interface ListedAccount {
  id: number
  handle: string
  name: string | null
  network: string
  public: boolean
  followers: number | null
  /** ISO 8601. */
  followersCountedAt: string | null
  /** Null, like everything made of it, if no tweet counted when it was stored. */
  score: number | null
  low: number | null
  high: number | null
  /** Not rounded. */
  followersWhoClick: number | null
  rawRatio: number | null
  medianTweet: number | null
  tweets: number
}

export interface AccountTable extends Page<ListedAccount> {
  /** How many accounts were found, on all pages. */
  total: number
}

/** What the list is ordered by, then the key. */
const pages = pagesOf('account table', ['number', 'text'])

const values: Record<AccountSort, SQL> = {
  handle: sql`0::float8`,
  influence: sql`coalesce(s.score, -1)`,
  followers: sql`coalesce(${newestFollowers(sql`a.id`)}, -1)`,
  tweets: sql`coalesce(s.tweets, 0)::float8`,
}

/** A page of the accounts that are found. Throws InvalidInput for a foreign cursor. */
export async function accountTable(
  { db, access }: Pick<Context, 'access' | 'db'>,
  { q, sort, ...page }: AccountFilter & PageQuery,
): Promise<AccountTable> {
  const { after, atMost, cut } = pages.open(page, { q, sort })
  const found = sql`${seesAccount(access, sql`a.id`)} and ${isFound(q)}`
  const value = values[sort]
  const behind = after
    ? sql`(${value} < ${after[0]}::float8 or (${value} = ${after[0]}::float8 and a.handle_key > ${after[1]}))`
    : sql`true`
  const [rows, [counted]] = await Promise.all([
    db.execute<Row>(sql`
      select s.id::float8 as id, s.handle_key, s.handle, s.name, s.network, s.public, f.followers::float8 as followers,
        ${milliseconds(sql`f.counted_at`)} as counted_at, s.score, s.low, s.high, s.raw_ratio, s.median_tweet, s.tweets,
        s.value
      from (
        select a.*, s.score, s.low, s.high, s.raw_ratio, s.median_tweet, coalesce(s.tweets, 0) as tweets, ${value} as value
        from accounts a left join account_scores s on s.account_id = a.id and s.window_days = 0
        where ${found} and ${behind}
        order by value desc, a.handle_key limit ${atMost}
      ) as s
      left join lateral (
        select followers, counted_at from follower_counts where account_id = s.id order by counted_at desc limit 1
      ) as f on true
      order by s.value desc, s.handle_key`),
    db.execute<{ total: number }>(sql`select count(*)::float8 as total from accounts a where ${found}`),
  ])
  const { items, next } = cut(rows, ({ value, handle_key }) => [value, handle_key])
  return { items: items.map(show), next, total: counted?.total ?? 0 }
}

/** All accounts that are found, page by page. */
export async function* everyAccount(
  ctx: Pick<Context, 'access' | 'db'>,
  filter: AccountFilter,
): AsyncGenerator<ListedAccount[]> {
  let cursor: string | null = null
  do {
    const page: AccountTable = await accountTable(ctx, { ...filter, limit: 500, cursor })
    yield page.items
    cursor = page.next
  } while (cursor !== null)
}

type Row = Omit<ListedAccount, 'followersCountedAt' | 'followersWhoClick' | 'rawRatio' | 'medianTweet'> & {
  handle_key: string
  counted_at: number | null
  raw_ratio: number | null
  median_tweet: number | null
  value: number
}

function show({ handle_key, counted_at, raw_ratio, median_tweet, value, ...row }: Row): ListedAccount {
  return {
    ...row,
    followersCountedAt: counted_at === null ? null : new Date(counted_at).toISOString(),
    followersWhoClick: followersWhoClick(row.score, row.followers),
    rawRatio: raw_ratio,
    medianTweet: median_tweet,
  }
}
