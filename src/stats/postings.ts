import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { tweetInterval } from '../influence/tweet-interval.js'
import { tweetRatio } from '../influence/tweet-ratio.js'
import { whyXForIphone } from '../influence/x-for-iphone.js'
import { mayBeOwnPosting, networkOfTweet } from '../scores/tweet-numbers.js'
import type { MeasuredTweet } from './measured-tweet.js'

/** A tweet's page lists this many; the rest is summed. */
const mostPostings = 100

/** A posting on X that clicks inside the tweet's window came through. */
export interface Posting {
  /** Of its t.co link. */
  code: string
  url: string
  clicks: number
  clickers: number
  /** Share of all clickers inside the window, 0 to 1; null while there are none. */
  share: number | null
  /** Whether it is the tweet itself; null if the codes of its links are unknown. */
  own: boolean | null
}

export interface XForIphone {
  /** Those whose source is X, inside the window. */
  clickers: number
  /** Those among the follower clickers. */
  followerClickers: number
  /** The tweet's influence without them: a lower bound. */
  influenceWithout: number | null
  intervalWithout: [number, number] | null
  why: string
}

/** What is known about the clicks from X. */
export interface ThroughX {
  /** Largest first. */
  postings: Posting[]
  /** The postings that are not listed. */
  otherPostings: { postings: number; clicks: number; clickers: number }
  /** Null for a link without a tweet. */
  xForIphone: XForIphone | null
}

/** For a link without a tweet: nothing is counted by posting. */
export const nothingThroughX: ThroughX = {
  postings: [],
  otherPostings: { postings: 0, clicks: 0, clickers: 0 },
  xForIphone: null,
}

/** Of a link with a tweet, with these numbers of the tweet; from rollups only. */
export async function throughX(
  ctx: { db: Queryable },
  linkId: number,
  {
    clickers,
    followerClickers,
    followers,
  }: Pick<MeasuredTweet, 'clickers' | 'followerClickers' | 'followers'>,
): Promise<ThroughX> {
  const [listed, xForIphone] = await Promise.all([
    loadPostings(ctx.db, linkId),
    throughXForIphone(ctx, linkId, { followerClickers, followers }),
  ])
  const postings = listed.map(({ code, own, ...counts }) => ({
    code,
    url: `https://t.co/${code}`,
    clicks: counts.clicks,
    clickers: counts.clickers,
    share: clickers === 0 ? null : counts.clickers / clickers,
    own,
  }))
  const { all_postings = 0, all_clicks = 0, all_clickers = 0 } = listed[0] ?? {}
  const sum = (count: 'clicks' | 'clickers') => postings.reduce((total, posting) => total + posting[count], 0)
  return {
    postings,
    otherPostings: {
      postings: all_postings - postings.length,
      clicks: all_clicks - sum('clicks'),
      clickers: all_clickers - sum('clickers'),
    },
    xForIphone,
  }
}

/** Of a link with a tweet, with these numbers of the tweet; from rollups only. */
export async function throughXForIphone(
  { db }: { db: Queryable },
  linkId: number,
  { followerClickers: h, followers: f }: Pick<MeasuredTweet, 'followerClickers' | 'followers'>,
): Promise<XForIphone> {
  const iphone = await loadIphone(db, linkId)
  // A click that was counted between two queries must not make it negative.
  const without = Math.max(0, h - iphone.follower_clickers)
  return {
    clickers: iphone.clickers,
    followerClickers: iphone.follower_clickers,
    influenceWithout: tweetRatio(without, f),
    intervalWithout: tweetInterval(without, f),
    why: whyXForIphone,
  }
}

type PostingRow = {
  code: string
  own: boolean | null
  clicks: number
  clickers: number
  all_postings: number
  all_clicks: number
  all_clickers: number
}

function loadPostings(db: Queryable, linkId: number): Promise<PostingRow[]> {
  return db.execute<PostingRow>(sql`
    select p.posting as code, p.posting = any(t.posting_codes) as own, p.clicks, p.clickers,
      count(*) over ()::float8 as all_postings, sum(p.clicks) over () as all_clicks,
      sum(p.clickers) over () as all_clickers
    from (
      select posting, sum(clicks)::float8 as clicks, sum(clickers)::float8 as clickers
      from tweet_postings where link_id = ${linkId} and posting <> '' group by posting
    ) as p
    join links l on l.id = ${linkId} left join tweets t on t.id = l.tweet_id
    order by p.clickers desc, p.clicks desc, p.posting limit ${mostPostings}`)
}

async function loadIphone(
  db: Queryable,
  linkId: number,
): Promise<{ clickers: number; follower_clickers: number }> {
  const followers = sql`${networkOfTweet} = 'x' and ${mayBeOwnPosting}`
  const [row] = await db.execute<{ clickers: number; follower_clickers: number }>(sql`
    select coalesce(sum(p.clickers), 0)::float8 as clickers,
      coalesce(sum(p.clickers) filter (where ${followers}), 0)::float8 as follower_clickers
    from tweet_postings p join links l on l.id = p.link_id join tweets t on t.id = l.tweet_id
    left join accounts a on a.id = t.account_id
    where p.link_id = ${linkId} and p.x_for_iphone`)
  return row ?? { clickers: 0, follower_clickers: 0 }
}
