import { type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { isDraft, isTweet } from '../scores/is-tweet.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import { isFromFollowers } from '../scores/tweet-numbers.js'
import { lookAfterWindowsOf } from '../webhooks/looks.js'
import { recountTweet } from './recount.js'

/**
 * A click by which a tweet begins that nobody has published: the first one by a person who did not
 * come by spillover. Such a tweet has one link. Times in milliseconds since the epoch.
 */
export interface Beginning {
  tweetId: number
  linkId: number
  /** The click's time, where the window begins, and the window's end. */
  from: number
  to: number
}

/**
 * Turns drafts into tweets that begin at these clicks, and moves tweets that began by a later
 * click. What is stored of the links is counted again; the visitor salts end with the windows. The
 * transaction must hold `lockCounting(tx, 'exclusive')`.
 */
export async function beginTweets(tx: Queryable, beginnings: readonly Beginning[], now: Date): Promise<void> {
  if (beginnings.length === 0) return
  const tweetIds = beginnings.map(({ tweetId }) => tweetId)
  const given = sql`jsonb_to_recordset(${JSON.stringify(beginnings)}::text::jsonb)
    as n ("tweetId" bigint, "linkId" bigint, "from" float8, "to" float8)`
  await markTweetsStale(tx, tweetIds)
  await tx.execute(sql`
    update tweets as t set begun = true, tweeted_at = ${time(sql`n."from"`)}, window_ends_at = ${time(sql`n."to"`)}
    from ${given} where t.id = n."tweetId"`)
  await markTweetsStale(tx, tweetIds)
  await endSalts(tx, tweetIds, now)
  await lookAfterWindowsOf(tx, tweetIds)
  // Most have no click yet, so there is nothing to count.
  const clicked = await tx.execute<{ id: number }>(sql`
    select k.link_id::float8 as id from ${given} join link_totals k on k.link_id = n."linkId" where k.clicks > 0`)
  for (const { id } of clicked) await recountTweet(tx, id)
}

/**
 * Finds again where the tweet of a link begins, after its clicks or its account changed; without a
 * fitting click it is a draft. A beginning in a dropped month stays unless an earlier click is
 * found. Nothing changes for a published tweet. The caller recounts the link, in a transaction that
 * holds `lockCounting(tx, 'exclusive')`.
 */
export async function beginAgain(tx: Queryable, linkId: number, now: Date): Promise<void> {
  const found = await tx.execute<{ id: number }>(sql`
    select t.id::float8 as id from tweets t join links l on l.tweet_id = t.id
    where l.id = ${linkId} and not t.published`)
  const ids = found.map(({ id }) => id)
  if (ids.length === 0) return
  await markTweetsStale(tx, ids)
  await tx.execute(sql`
    update tweets as t set begun = n.at is not null, tweeted_at = coalesce(n.at, n.made),
      window_ends_at = coalesce(n.at, n.made) + (t.window_ends_at - t.tweeted_at)
    from (${selectBeginnings(sql`l.id = ${linkId}::bigint`)}) as n
    where t.id = n.id and not t.published and (${isDraft} or n.at is distinct from t.tweeted_at)`)
  await markTweetsStale(tx, ids)
  await endSalts(tx, ids, now)
  await lookAfterWindowsOf(tx, ids)
}

/**
 * Where the tweets `t` of the links `l` that the condition selects begin: `at` is null for a draft.
 */
export function selectBeginnings(which: SQL): SQL {
  return sql`
    select t.id, l.id as link_id, l.created_at as made, (
      select min(at) from (
        select min(c.clicked_at) as at from clicks c
        where c.link_id = l.id and c.reason is null and ${isFromFollowers(sql`c.source`)}
        union all select t.tweeted_at where t.begun
          and not exists (select from clicks c where c.link_id = l.id and c.clicked_at = t.tweeted_at)
      ) as candidates
    ) as at
    from tweets t join links l on l.tweet_id = t.id left join accounts a on a.id = t.account_id
    where ${which}`
}

/**
 * The visitor salts of these tweets' links end with the windows. A salt that has ended must never
 * become valid again: who clicked under it stays unknown. Caches need not know: they read a link
 * again when the salt they know has ended or was replaced.
 */
async function endSalts(tx: Queryable, tweetIds: number[], now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`
  await tx.execute(sql`
    update links as l set visitor_salt_ends_at = t.window_ends_at from tweets t
    where l.tweet_id = t.id and ${isTweet} and l.visitor_salt_ends_at > ${at} and t.window_ends_at > ${at}
      and t.id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(tweetIds)}::text::jsonb))`)
}

function time(milliseconds: SQL): SQL {
  return sql`to_timestamp(${milliseconds} / 1000)::timestamptz(3)`
}
