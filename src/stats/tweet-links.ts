import { sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import { isDraft } from '../scores/is-tweet.js'
import { sumOfFollowerClickers } from '../scores/tweet-numbers.js'

/** One link of a tweet, with its numbers inside the attribution window; of a draft, all of them. */
export interface LinkOfTweet {
  slug: string
  shortUrl: string
  url: string
  /** It was deleted since; its clicks still count. */
  deleted: boolean
  clicks: number
  clickers: number
  followerClickers: number
}

/** The links of tweets, by tweet id, the oldest first. */
export async function linksOfTweets(
  ctx: Pick<Context, 'db' | 'config'>,
  tweetIds: number[],
): Promise<Map<number, LinkOfTweet[]>> {
  const links = new Map<number, LinkOfTweet[]>()
  if (tweetIds.length === 0) return links
  const rows = await ctx.db.execute<{
    tweet_id: string
    slug: string
    url: string
    deleted: boolean
    clicks: number
    clickers: number
    follower_clickers: number
  }>(sql`
    select l.tweet_id, l.slug, l.url, l.deleted_at is not null as deleted,
      case when ${isDraft} then coalesce(max(k.clicks), 0) else coalesce(sum(s.clicks), 0) end::float8 as clicks,
      case when ${isDraft} then coalesce(max(k.clickers), 0) else coalesce(sum(s.clickers), 0) end::float8 as clickers,
      ${sumOfFollowerClickers} as follower_clickers
    from links l
    join tweets t on t.id = l.tweet_id
    left join accounts a on a.id = t.account_id
    left join tweet_sources s on s.link_id = l.id
    left join link_totals k on k.link_id = l.id
    where l.tweet_id in (select value::bigint from jsonb_array_elements_text(${JSON.stringify(tweetIds)}::text::jsonb))
    group by l.id, t.id order by l.id`)
  for (const { tweet_id: tweet, follower_clickers: followerClickers, ...link } of rows) {
    const shown = { ...link, shortUrl: `${ctx.config.baseUrl}/${link.slug}`, followerClickers }
    links.set(Number(tweet), [...(links.get(Number(tweet)) ?? []), shown])
  }
  return links
}
