import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.js'
import type { TweetCount } from '../influence/tweet-count.js'
import { countedHere, isTweet } from '../scores/is-tweet.js'
import { joinFollowersAt, sumOfFollowerClickers } from '../scores/tweet-numbers.js'

/** A link's numbers so far. */
export interface LinkNumbers {
  clicks: number
  clickers: number
  excluded: number
  /**
   * Of its tweet, inside the attribution window and through this link alone; null for a draft and
   * for a link without a tweet.
   */
  tweet: TweetCount | null
}

/** The numbers of many links at once, by slug; unknown and deleted links are left out. */
export async function linkNumbers(
  ctx: Pick<Context, 'db'>,
  slugs: readonly string[],
): Promise<Map<string, LinkNumbers>> {
  if (slugs.length === 0) return new Map()
  const rows = await ctx.db.execute<Row>(selectNumbers(JSON.stringify(slugs)))
  return new Map(
    rows.map(({ slug, tweet_id: tweetId, follower_clickers: h, followers: f, ...counts }) => [
      slug,
      { ...counts, tweet: tweetId === null ? null : { h, f } },
    ]),
  )
}

interface Row extends Record<string, unknown> {
  slug: string
  tweet_id: string | null
  clicks: number
  clickers: number
  excluded: number
  follower_clickers: number
  followers: number | null
}

function selectNumbers(slugs: string): SQL {
  return sql`
    select l.slug, t.id as tweet_id, f.followers, n.follower_clickers,
      coalesce(total.clicks, 0)::float8 as clicks, coalesce(total.clickers, 0)::float8 as clickers,
      coalesce(total.excluded, 0)::float8 as excluded
    from links l
    left join link_totals total on total.link_id = l.id
    left join tweets t on t.id = l.tweet_id and ${isTweet} and ${countedHere}
    left join accounts a on a.id = t.account_id
    cross join lateral (
      select ${sumOfFollowerClickers} as follower_clickers
      from tweet_sources s where s.link_id = l.id
    ) as n
    ${joinFollowersAt(sql`t.account_id`, sql`t.tweeted_at`)}
    where l.slug in (select value from jsonb_array_elements_text(${slugs}::text::jsonb)) and l.deleted_at is null`
}
