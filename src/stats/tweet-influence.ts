import { sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { countedFacets } from '../db/schema.js'
import { factorsSentence } from '../influence/factors-sentence.js'
import { type TweetFactors, tweetFactors } from '../influence/tweet-factors.js'
import { tweetInterval } from '../influence/tweet-interval.js'
import { tweetPeople } from '../influence/tweet-people.js'
import { noTweet, notCountedHere, notTweetedYet, tweetSentence } from '../influence/tweet-sentence.js'
import type { LinkRow } from '../links/view.js'
import { tweetOfLink } from '../scores/tweet-numbers.js'
import { type MeasuredTweet, measuredTweet, type TweetState } from './measured-tweet.js'
import { nothingThroughX, type ThroughX, throughX } from './postings.js'

/** Influence of a link's tweet; times in ISO 8601. */
export interface LinkInfluence extends Omit<MeasuredTweet, 'state' | 'tweetedAt' | 'window'> {
  slug: string
  account: string | null
  /**
   * Null, like the window's end, for a draft and for a link without a tweet: these are measured
   * over the link's whole life.
   */
  tweetedAt: string | null
  /** Null for a link without a tweet. */
  state: TweetState | null
  window: { from: string; to: string | null; open: boolean }
  interval: [number, number] | null
  /** What the network's analytics say, as entered; null if unknown. */
  impressions: number | null
  /** Shown beside our clicks, and part of no other number. */
  reportedClicks: number | null
  /** Null if the impressions or the followers are unknown or 0. */
  factors: TweetFactors | null
  /** What the impressions say; null if they are unknown. */
  factorsSentence: string | null
  sentence: string
}

/** The same with what is known about the clicks from X. */
export interface TweetInfluence extends LinkInfluence, ThroughX {}

/** Reads rollups only. */
export async function tweetInfluence(
  ctx: Pick<Context, 'now'> & { db: Queryable },
  row: LinkRow,
): Promise<TweetInfluence> {
  const influence = await linkInfluence(ctx, row)
  return {
    ...influence,
    ...(row.tweet === null ? nothingThroughX : await throughX(ctx, row.link.id, influence)),
  }
}

/** Reads rollups only. */
export async function linkInfluence(
  ctx: Pick<Context, 'now'> & { db: Queryable },
  row: LinkRow,
): Promise<LinkInfluence> {
  const tweet = row.tweet === null ? null : await tweetOfLink(ctx.db, row.link.id)
  const measured = tweet && measuredTweet(tweet, ctx.now())
  if (tweet === null || measured === null || measured.window === null) {
    return notTweeted(row, tweet === null ? await followerClickersOfLink(ctx.db, row.link.id) : 0)
  }
  const { followers: f, followerClickers: h } = tweet
  const ofTweet = { slug: row.link.slug, account: row.handle, ...measured, window: measured.window }
  if (!tweet.countedHere) {
    const unknown = { interval: null, factors: null, factorsSentence: null, sentence: notCountedHere }
    return { ...ofTweet, ...reported(row), ...unknown }
  }
  return {
    ...ofTweet,
    interval: tweetInterval(h, f),
    ...reported(row),
    factors: tweetFactors(h, f, row.tweet?.impressions ?? null),
    factorsSentence: factorsSentence({ h, f }, row.tweet?.impressions ?? null),
    sentence: tweetSentence({ h, f }),
  }
}

function reported({ tweet }: LinkRow): Pick<TweetInfluence, 'impressions' | 'reportedClicks'> {
  return { impressions: tweet?.impressions ?? null, reportedClicks: tweet?.reportedClicks ?? null }
}

/** A draft, which a follower's click would have made a tweet, or a link without one. */
function notTweeted(row: LinkRow, h: number): LinkInfluence {
  const { link, tweet, handle, clicks, clickers } = row
  return {
    slug: link.slug,
    account: handle,
    state: tweet === null ? null : 'draft',
    tweetedAt: null,
    window: { from: link.createdAt.toISOString(), to: null, open: tweet === null },
    followers: null,
    followersCountedAt: null,
    clicks,
    clickers,
    followerClickers: h,
    spillover: clickers - h,
    clicksPerFollower: null,
    influence: null,
    interval: null,
    ...reported(row),
    factors: null,
    factorsSentence: null,
    sentence: tweet === null ? `${tweetPeople({ h: clickers, f: null })}; ${noTweet}.` : notTweetedYet,
  }
}

/** Clickers of a link without a tweet whose source is X or unknown, over its whole life. */
async function followerClickersOfLink(db: Queryable, linkId: number): Promise<number> {
  const [row] = await db.execute<{ clickers: number }>(sql`
    select coalesce(sum(clickers), 0)::float8 as clickers from ${countedFacets}
    where link_id = ${linkId} and facet = 'source' and value in ('x', 'unknown')`)
  return row?.clickers ?? 0
}
