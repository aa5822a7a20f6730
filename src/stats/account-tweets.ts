import { type SQL, sql } from 'drizzle-orm'
import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { linkedTweetSentence } from '../influence/linked-tweet-sentence.js'
import { boundedTweetInterval } from '../influence/tweet-bounds.js'
import { notCountedHere, notTweetedYet } from '../influence/tweet-sentence.js'
import { tweetsSentence } from '../influence/tweets-sentence.js'
import { countDrafts } from '../scores/count-drafts.js'
import { hasLink, isTweet } from '../scores/is-tweet.js'
import {
  milliseconds,
  readTweetNumbers,
  selectTweetNumbers,
  type TweetNumbersRow,
} from '../scores/tweet-numbers.js'
import { type MeasuredTweet, measuredTweet } from './measured-tweet.js'
import { type LinkOfTweet, linksOfTweets } from './tweet-links.js'

export type TweetSort = 'tweetedAt' | 'influence' | 'clickers' | 'clicks'
/** A tweet's place in a list: its sort value, then its id. */
type TweetPlace = [value: number, id: number]
export const tweetPages = pagesOf('tweets', ['number', 'integer'])

/** A tweet of an account with its numbers inside the attribution window; times in ISO 8601. */
export interface AccountTweet extends MeasuredTweet {
  id: string | null
  url: string | null
  text: string | null
  published: boolean
  /**
   * Bounds on the number of different people among the follower clickers; equal unless there are
   * several links.
   */
  people: { min: number; max: number }
  /** From the low end for the fewest people to the high end for the most people. */
  interval: [number, number] | null
  links: LinkOfTweet[]
  sentence: string
}

/** How many tweets and drafts an account has, and a page of them. */
export interface AccountTweets extends Page<AccountTweet> {
  handle: string
  tweets: number
  drafts: number
  sentence: string
}

/**
 * A page of an account's tweets, including drafts, newest or largest first; unknown influence comes
 * last. From rollups only.
 */
export async function accountTweets(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  { id, handle }: AccountRow,
  { sort, ...query }: PageQuery & { sort: TweetSort },
): Promise<AccountTweets> {
  const { after, atMost, cut } = tweetPages.open(query, { account: id, sort })
  const [totals, rows] = await Promise.all([
    countTweets(ctx.db, id),
    loadPage(ctx.db, id, { sort, limit: atMost, after }),
  ])
  const page = cut(rows, row => [row.place, Number(row.id)])
  const links = await linksOfTweets(
    ctx,
    page.items.map(row => Number(row.id)),
  )
  return {
    handle,
    tweets: totals.tweets,
    drafts: totals.drafts,
    items: page.items.map(row => show(row, links.get(Number(row.id)) ?? [], ctx.now())),
    next: page.next,
    sentence: tweetsSentence(handle, totals),
  }
}

type Row = TweetNumbersRow & {
  place: number
  status_id: string | null
  url: string | null
  text: string | null
  published: boolean
}

const places: Record<TweetSort, SQL> = {
  tweetedAt: sql`n.tweeted_at`,
  influence: sql`case when n.is_draft or not n.counted_here then -1 else coalesce(n.follower_clickers / nullif(n.followers, 0), -1) end`,
  clickers: sql`n.clickers`,
  clicks: sql`n.clicks`,
}

/** A draft whose links are deleted is gone; what was tweeted stays. */
const isListed = sql`(${isTweet} or ${hasLink})`

async function loadPage(
  db: Queryable,
  accountId: number,
  { sort, limit, after }: { sort: TweetSort; limit: number; after: TweetPlace | undefined },
): Promise<Row[]> {
  const place = places[sort]
  const rest = after ? sql`(${place}, n.id) < (${after[0]}::float8, ${after[1]}::bigint)` : sql`true`
  const listed = sort === 'tweetedAt' ? newestTweets(accountId, limit, after) : isListed
  return db.execute<Row>(sql`
    select n.*, ${place} as place, tweet.status_id, tweet.url, tweet.text, tweet.published
    from (${selectTweetNumbers(sql`t.account_id = ${accountId} and ${listed}`)}) as n
    join tweets tweet on tweet.id = n.id
    where ${rest} order by ${place} desc, n.id desc limit ${limit}`)
}

/**
 * Limits the tweets to a page of the newest before counting anything, so that nothing is counted
 * for the others.
 */
function newestTweets(accountId: number, limit: number, after: TweetPlace | undefined): SQL {
  const at = milliseconds(sql`t.tweeted_at`)
  const rest = after ? sql`(${at}, t.id) < (${after[0]}::float8, ${after[1]}::bigint)` : sql`true`
  return sql`t.id in (
    select t.id from tweets t
    where t.account_id = ${accountId} and exists (select 1 from links where tweet_id = t.id)
      and ${isListed} and ${rest}
    order by t.tweeted_at desc, t.id desc limit ${limit})`
}

type Totals = { tweets: number; clicks: number; drafts: number }

async function countTweets(db: Queryable, accountId: number): Promise<Totals> {
  const [row] = await db.execute<Totals>(sql`
    select count(distinct t.id)::float8 as tweets, coalesce(sum(s.clicks), 0)::float8 as clicks,
      ${countDrafts(sql`${accountId}::bigint`)} as drafts
    from tweets t join links l on l.tweet_id = t.id left join tweet_sources s on s.link_id = l.id
    where t.account_id = ${accountId} and ${isTweet}`)
  return row ?? { tweets: 0, clicks: 0, drafts: 0 }
}

function show(row: Row, links: LinkOfTweet[], now: Date): AccountTweet {
  const numbers = readTweetNumbers(row)
  const measured = measuredTweet(numbers, now)
  const people = {
    min: Math.max(0, ...links.map(link => link.followerClickers)),
    max: numbers.followerClickers,
  }
  return {
    id: row.status_id,
    url: row.url,
    text: row.text,
    published: row.published,
    ...measured,
    people,
    interval: numbers.countedHere ? boundedTweetInterval(people, measured.followers) : null,
    links,
    sentence:
      measured.state === 'draft'
        ? notTweetedYet
        : numbers.countedHere
          ? linkedTweetSentence(people, measured.followers, links.length)
          : notCountedHere,
  }
}
