import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import type { Prior } from '../influence/prior.js'
import type { TweetCount } from '../influence/tweet-count.js'
import { countedHere, isTweet } from './is-tweet.js'
import { type MonthScore, monthStart, readMonth, type StoredMonth } from './months.js'
import { milliseconds, selectTweetNumbers } from './tweet-numbers.js'

/** A tweet, not a draft, as used for an account's scores; times in milliseconds since the epoch. */
export interface ScoredTweet extends TweetCount {
  tweetedAt: number
  windowEndsAt: number
  /** Start of its calendar month (UTC). */
  month: number
}

export interface KnownTweets {
  /** All tweets of the account, in any order. */
  tweets: ScoredTweet[]
  /** Starts of the months affected by changes; what is stored for them is no longer valid. */
  changed: Set<number>
  /** Valid scores of months without changes and open windows; null if none are stored. */
  closed: ClosedMonths | null
}

/** Scores of all tweets of a month whose windows were closed, computed with a given prior. */
export interface ClosedMonths {
  prior: Prior
  months: MonthScore[]
}

/**
 * The current tweets of those accounts that exist, by account: the stored ones, with those affected
 * by changes counted again.
 */
export function scoredTweets(db: Queryable, accountIds: number[]): Promise<Map<number, KnownTweets>> {
  const ids = bigints(accountIds)
  return readTweets(
    db,
    ids,
    sql`select account_id, since, until from stale_scores where account_id in (${ids})`,
  )
}

/** The same with every tweet counted again, ignoring what is stored. */
export function recountedTweets(db: Queryable, accountIds: number[]): Promise<Map<number, KnownTweets>> {
  const ids = bigints(accountIds)
  const all = sql`select id as account_id, null::timestamptz as since, null::timestamptz as until
    from accounts where id in (${ids})`
  return readTweets(db, ids, all)
}

/**
 * The same as `scoredTweets`, and also deletes exactly the changes it saw, for a transaction that
 * stores the changed months.
 */
export function takeChanges(tx: Queryable, accountIds: number[]): Promise<Map<number, KnownTweets>> {
  const ids = bigints(accountIds)
  const taken = sql`delete from stale_scores where account_id in (${ids}) returning account_id, since, until`
  return readTweets(tx, ids, taken)
}

/**
 * Stores the changed months of accounts. A month that has no tweets any more is stored as empty.
 */
export async function keepMonths(tx: Queryable, accounts: Map<number, KnownTweets>): Promise<void> {
  const months = [...accounts].flatMap(([accountId, tweets]) => changedMonths(accountId, tweets))
  if (months.length === 0) return
  await tx.execute(sql`
    insert into account_months (account_id, month, tweets)
    select account, month, tweets
    from json_to_recordset(${JSON.stringify(months)}::text::json) as given(account bigint, month timestamptz, tweets json)
    on conflict (account_id, month) do update set tweets = excluded.tweets`)
}

function changedMonths(account: number, { tweets, changed }: KnownTweets) {
  const months = new Map([...changed].map(start => [start, [] as StoredTweet[]]))
  for (const { tweetedAt, month, h, f, windowEndsAt } of tweets) {
    months.get(month)?.push([tweetedAt, h, f, windowEndsAt])
  }
  return [...months].map(([start, tweets]) => ({ account, month: new Date(start), tweets }))
}

/** The form stored in `account_months`. */
type StoredTweet = [tweetedAt: number, clickers: number, followers: number | null, windowEndsAt: number]

type Row = {
  id: number
  /**
   * First and last time affected by the changes, infinite for no bound; null if nothing changed.
   */
  since: number | null
  until: number | null
  kept: [month: number, tweets: StoredTweet[]][] | null
  counted: StoredTweet[] | null
  /** From the stored score of all tweets, if there is one. */
  scored: StoredScore | null
}

type StoredScore = Prior & { months: StoredMonth[]; computedAt: number }

/**
 * Where the version before has computed the scores, what it stored includes drafts. Then every
 * tweet is counted again, as if all had changed.
 */
const neverComputed = sql`not exists (
  select from account_scores where account_id = account.id and window_days = 0 and half_life_hours > 0)`

/**
 * One statement, so that no change can get in between reading stored tweets and counting others. It
 * returns lists, because rows are slow to read. Everything between two changes is counted, too:
 * changes come from clicks, so they are almost always within an attribution window.
 */
async function readTweets(db: Queryable, ids: SQL, changes: SQL): Promise<Map<number, KnownTweets>> {
  const concerned = sql`t.account_id = account.id and ${isTweet} and ${countedHere} and t.tweeted_at between concerned.since and concerned.until`
  const rows = await db.execute<Row>(sql`
    with changes as (${changes})
    select account.id::float8 as id, ${milliseconds(sql`concerned.since`)} as since,
      ${milliseconds(sql`concerned.until`)} as until, kept.tweets as kept, fresh.tweets as counted,
      (
        select json_build_object('mu', mu, 'tau', tau, 'k', k, 'nu', nu, 'halfLifeHours', half_life_hours,
          'months', months, 'computedAt', ${milliseconds(sql`computed_at`)})
        from account_scores where account_id = account.id and window_days = 0 and half_life_hours > 0
      ) as scored
    from accounts as account
    cross join lateral (
      select min(coalesce(since, '-infinity')) as since, max(coalesce(until, 'infinity')) as until
      from (
        select since, until from changes where account_id = account.id
        union all select null, null where ${neverComputed}
      ) as c
    ) as concerned
    cross join lateral (
      select json_agg(json_build_array(${milliseconds(sql`month`)}, tweets)) as tweets
      from account_months where account_id = account.id
    ) as kept
    cross join lateral (
      select json_agg(json_build_array(n.tweeted_at, n.follower_clickers, n.followers, n.window_ends_at)) as tweets
      from (${selectTweetNumbers(concerned)}) as n
    ) as fresh
    where account.id in (${ids})`)
  return new Map(rows.map(row => [row.id, merge(row)]))
}

function merge({ since, until, kept, counted, scored }: Row): KnownTweets {
  const tweets: ScoredTweet[] = []
  const changed = new Set<number>()
  for (const [month, ofMonth] of kept ?? []) {
    for (const [tweetedAt, h, f, windowEndsAt] of ofMonth) {
      if (since !== null && until !== null && since <= tweetedAt && tweetedAt <= until) changed.add(month)
      else tweets.push({ tweetedAt, month, h, f, windowEndsAt })
    }
  }
  for (const [tweetedAt, h, f, windowEndsAt] of counted ?? []) {
    const month = monthStart(tweetedAt)
    changed.add(month)
    tweets.push({ tweetedAt, month, h, f, windowEndsAt })
  }
  return { tweets, changed, closed: scored && closedMonths(scored, tweets, changed) }
}

function closedMonths(
  { months, computedAt, ...prior }: StoredScore,
  tweets: ScoredTweet[],
  changed: Set<number>,
): ClosedMonths {
  const moving = new Set(changed)
  for (const { month, windowEndsAt } of tweets) if (windowEndsAt > computedAt) moving.add(month)
  return { prior, months: months.map(readMonth).filter(({ from }) => !moving.has(from)) }
}

function bigints(ids: number[]): SQL {
  return sql.join(
    ids.map(id => sql`${id}::bigint`),
    sql`, `,
  )
}
