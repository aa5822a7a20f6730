import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import type { Prior } from '../influence/prior.js'
import type { TweetCount } from '../influence/tweet-count.js'
import { type MonthScore, monthStart, readMonth, type StoredMonth } from './months.js'
import { milliseconds, selectTweetNumbers } from './tweet-numbers.js'

/** A tweet as an account's scores see it; times in milliseconds since the epoch. */
export interface ScoredTweet extends TweetCount {
  tweetedAt: number
  /** Begin of its calendar month (UTC). */
  month: number
}

export interface KnownTweets {
  /** All tweets of the account, in no order. */
  tweets: ScoredTweet[]
  /** Begins of the months that changes concern: what is kept of these does not hold any more. */
  changed: Set<number>
  /** Scores that hold, of months that no change concerns; null where none are stored. */
  closed: ClosedMonths | null
}

/** Scores of all tweets of a month, computed with a prior. */
export interface ClosedMonths {
  prior: Prior
  months: MonthScore[]
}

/**
 * The tweets of these accounts as they are now, by account that exists: the kept ones, and those
 * that changes concern counted again.
 */
export function scoredTweets(db: Queryable, accountIds: number[]): Promise<Map<number, KnownTweets>> {
  const ids = bigints(accountIds)
  return readTweets(
    db,
    ids,
    sql`select account_id, since, until from stale_scores where account_id in (${ids})`,
  )
}

/**
 * The same, and takes exactly the changes that it saw off the list, for a transaction that keeps
 * the changed months.
 */
export function takeChanges(tx: Queryable, accountIds: number[]): Promise<Map<number, KnownTweets>> {
  const ids = bigints(accountIds)
  const taken = sql`delete from stale_scores where account_id in (${ids}) returning account_id, since, until`
  return readTweets(tx, ids, taken)
}

/** Keeps the changed months of accounts; one without a tweet any more is kept as empty. */
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
  for (const { tweetedAt, month, h, f } of tweets) months.get(month)?.push([tweetedAt, h, f])
  return [...months].map(([start, tweets]) => ({ account, month: new Date(start), tweets }))
}

/** As `account_months` has it. */
type StoredTweet = [tweetedAt: number, clickers: number, followers: number | null]

type Row = {
  id: number
  /**
   * First and last time that the changes concern, infinite for no bound; null where nothing
   * changed.
   */
  since: number | null
  until: number | null
  kept: [month: number, tweets: StoredTweet[]][] | null
  counted: StoredTweet[] | null
  /** Of the stored score of all tweets, where there is one. */
  scored: (Prior & { months: StoredMonth[] }) | null
}

/**
 * One statement, so that no change can come between what is kept and what is counted; in lists, as
 * rows are slow to read. What lies between two changes is counted, too: changes come from clicks,
 * and so lie within an attribution window almost always.
 */
async function readTweets(db: Queryable, ids: SQL, changes: SQL): Promise<Map<number, KnownTweets>> {
  const concerned = sql`t.account_id = account.id and t.tweeted_at between concerned.since and concerned.until`
  const rows = await db.execute<Row>(sql`
    with changes as (${changes})
    select account.id::float8 as id, ${milliseconds(sql`concerned.since`)} as since,
      ${milliseconds(sql`concerned.until`)} as until, kept.tweets as kept, fresh.tweets as counted,
      (
        select json_build_object('mu', mu, 'tau', tau, 'k', k, 'nu', nu, 'months', months)
        from account_scores where account_id = account.id and window_days = 0
      ) as scored
    from accounts as account
    cross join lateral (
      select min(coalesce(since, '-infinity')) as since, max(coalesce(until, 'infinity')) as until
      from changes where account_id = account.id
    ) as concerned
    cross join lateral (
      select json_agg(json_build_array(${milliseconds(sql`month`)}, tweets)) as tweets
      from account_months where account_id = account.id
    ) as kept
    cross join lateral (
      select json_agg(json_build_array(n.tweeted_at, n.follower_clickers, n.followers)) as tweets
      from (${selectTweetNumbers(concerned)}) as n
    ) as fresh
    where account.id in (${ids})`)
  return new Map(rows.map(row => [row.id, merge(row)]))
}

function merge({ since, until, kept, counted, scored }: Row): KnownTweets {
  const tweets: ScoredTweet[] = []
  const changed = new Set<number>()
  for (const [month, ofMonth] of kept ?? []) {
    for (const [tweetedAt, h, f] of ofMonth) {
      if (since !== null && until !== null && since <= tweetedAt && tweetedAt <= until) changed.add(month)
      else tweets.push({ tweetedAt, month, h, f })
    }
  }
  for (const [tweetedAt, h, f] of counted ?? []) {
    const month = monthStart(tweetedAt)
    changed.add(month)
    tweets.push({ tweetedAt, month, h, f })
  }
  return { tweets, changed, closed: scored && closedMonths(scored, changed) }
}

function closedMonths(
  { months, ...prior }: Prior & { months: StoredMonth[] },
  changed: Set<number>,
): ClosedMonths {
  return { prior, months: months.map(readMonth).filter(({ from }) => !changed.has(from)) }
}

function bigints(ids: number[]): SQL {
  return sql.join(
    ids.map(id => sql`${id}::bigint`),
    sql`, `,
  )
}
