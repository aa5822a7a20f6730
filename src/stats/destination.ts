import { type SQL, sql } from 'drizzle-orm'
import { seesLink } from '../auth/access.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { destinationSentence } from '../influence/destination-sentence.js'
import { tweetInterval } from '../influence/tweet-interval.js'
import { tweetRatio } from '../influence/tweet-ratio.js'
import { notTweetedYet } from '../influence/tweet-sentence.js'
import { destinationOf, leadsTo } from '../links/destination.js'
import { countedHere, isDraft, isTweet } from '../scores/is-tweet.js'
import { joinFollowersAt, sumOfFollowerClickers } from '../scores/tweet-numbers.js'

/** Who leads: whose followers clicked most, or who brought most people. */
export const favourSorts = ['influence', 'clickers'] as const
export type FavourSort = (typeof favourSorts)[number]

/** An answer lists at most this many links; the totals cover all of them. */
const mostLinks = 1000

/** The numbers of one link to a destination. */
export interface Favour {
  /** Null for a link without an account. */
  account: string | null
  slug: string
  /** ISO 8601; null without a tweet, and for a draft, which was not tweeted yet. */
  tweetedAt: string | null
  /** Over the link's whole life. */
  clicks: number
  clickers: number
  /** Share of all clickers of the destination, 0 to 1; null while there are none. */
  share: number | null
  followers: number | null
  /** Within the tweet's attribution window, like influence and interval. */
  followerClickers: number
  influence: number | null
  interval: [number, number] | null
  sentence: string
}

export interface Destination {
  /** Without utm_ parameters. */
  url: string
  /** How many links lead there. */
  links: number
  clicks: number
  /** The sum over the links: somebody who clicked two of them counts twice. */
  clickers: number
  data: Favour[]
  sentence: string
}

/**
 * Everybody with a link to this target, ignoring utm_ parameters, those who lead first; unknown
 * influence comes last. Deleted links still count, because their clicks happened. From rollups
 * only.
 */
export async function destination(
  ctx: Pick<Context, 'access' | 'db'>,
  target: string,
  sort: FavourSort = 'influence',
): Promise<Destination> {
  const rows = await load(ctx, target, sort)
  const [first] = rows
  const { links = 0, total_clicks: clicks = 0, total_clickers: clickers = 0 } = first ?? {}
  const data = rows.map(row => show(row, clickers))
  const url = first?.destination ?? (await bare(ctx.db, target))
  return { url, links, clicks, clickers, data, sentence: sentence(data) }
}

type Row = {
  handle: string | null
  slug: string
  destination: string
  tweeted_at: number | null
  is_draft: boolean
  clicks: number
  clickers: number
  follower_clickers: number
  followers: number | null
  links: number
  total_clicks: number
  total_clickers: number
}

const places: Record<FavourSort, SQL> = {
  influence: sql`case when c.tweeted_at is not null then c.follower_clickers / nullif(f.followers, 0) end`,
  clickers: sql`c.clickers`,
}

async function load(
  { db, access }: Pick<Context, 'access' | 'db'>,
  target: string,
  sort: FavourSort,
): Promise<Row[]> {
  return db.execute<Row>(sql`
    with found as (
      select a.id as account_id, a.handle, l.slug, ${destinationOf(sql`l.url`)} as destination,
        case when ${isTweet} and ${countedHere} then t.tweeted_at end as tweeted_at, t.id is not null and ${isDraft} as is_draft, s.follower_clickers,
        coalesce(k.clicks, 0)::float8 as clicks, coalesce(k.clickers, 0)::float8 as clickers,
        count(*) over ()::float8 as links,
        coalesce(sum(k.clicks) over (), 0)::float8 as total_clicks,
        coalesce(sum(k.clickers) over (), 0)::float8 as total_clickers
      from links l
      left join tweets t on t.id = l.tweet_id
      left join accounts a on a.id = t.account_id
      left join link_totals k on k.link_id = l.id
      cross join lateral (
        select ${sumOfFollowerClickers} as follower_clickers
        from tweet_sources s where s.link_id = l.id
      ) as s
      where ${leadsTo(sql`l.url`, target)} and ${seesLink(access, sql`l.key_id`, sql`t.account_id`)}
    )
    select c.handle, c.slug, c.destination, c.is_draft, c.clicks, c.clickers, c.follower_clickers, c.links, c.total_clicks,
      c.total_clickers, round(extract(epoch from c.tweeted_at) * 1000)::float8 as tweeted_at,
      case when c.tweeted_at is not null then f.followers end as followers
    from found c ${joinFollowersAt(sql`c.account_id`, sql`c.tweeted_at`)}
    order by ${places[sort]} desc nulls last, c.clickers desc, c.clicks desc, c.slug limit ${mostLinks}`)
}

/** A destination that has no links yet. */
async function bare(db: Queryable, target: string): Promise<string> {
  const [row] = await db.execute<{ url: string }>(sql`select ${destinationOf(sql`${target}::text`)} as url`)
  return row?.url ?? target
}

function show(row: Row, total: number): Favour {
  const { handle: account, slug, clicks, clickers, followers: f, follower_clickers: h } = row
  const state = row.is_draft ? 'draft' : row.tweeted_at === null ? 'no tweet' : undefined
  return {
    account,
    slug,
    tweetedAt: row.tweeted_at === null ? null : new Date(row.tweeted_at).toISOString(),
    clicks,
    clickers,
    share: total === 0 ? null : clickers / total,
    followers: f,
    followerClickers: h,
    influence: tweetRatio(h, f),
    interval: tweetInterval(h, f),
    sentence:
      row.is_draft && clickers === 0
        ? notTweetedYet
        : destinationSentence(account ?? `The link ${slug}`, { clickers, total, h, f, state }),
  }
}

function sentence(data: readonly Favour[]): string {
  if (data.length === 0) return 'No link of this service leads there yet.'
  return data.find(({ clickers }) => clickers > 0)?.sentence ?? 'Nobody has clicked yet.'
}
