import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { seesAccount, seesLink } from '../auth/access.js'
import { accounts, links, tweets } from '../db/schema.js'
import { hasLink, isTweet } from '../scores/is-tweet.js'
import { readTweetNumbers, selectTweetNumbers, type TweetNumbersRow } from '../scores/tweet-numbers.js'
import { measuredTweet } from '../stats/measured-tweet.js'
import { linksOfTweets } from '../stats/tweet-links.js'
import { type Export, type ExportContext, pageAfterPage, pageSize, within } from './export.js'

const figures = [
  ...(['state', 'tweetedAt', 'followers', 'clicks', 'clickers', 'followerClickers'] as const),
  ...(['spillover', 'influence'] as const),
]

/** Tweets and drafts, the oldest first, with what their windows brought. */
export const tweetsExport: Export = {
  columns: ['account', 'id', 'url', 'text', ...figures, 'impressions', 'reportedClicks', 'links'],
  async *pages(ctx, span) {
    const { access, db } = ctx
    const isSeen = access.limited
      ? or(
          seesAccount(access, tweets.accountId),
          sql`exists (select from ${links} where ${links.tweetId} = ${tweets.id} and ${seesLink(access, links.keyId, tweets.accountId)})`,
        )
      : undefined
    const isListed = sql`${tweets.id} in (select t.id from tweets t where t.id = ${tweets.id} and (${isTweet} or ${hasLink}))`
    const read = (last: { tweet: { id: number } } | undefined) =>
      db
        .select({ tweet: tweets, handle: accounts.handle })
        .from(tweets)
        .leftJoin(accounts, eq(accounts.id, tweets.accountId))
        .where(and(isSeen, isListed, ...within(tweets.tweetedAt, span), last && gt(tweets.id, last.tweet.id)))
        .orderBy(asc(tweets.id))
        .limit(pageSize)
    for await (const rows of pageAfterPage(read)) {
      const ids = rows.map(({ tweet }) => tweet.id)
      const [numbers, links] = await Promise.all([numbersOf(ctx, ids), linksOfTweets(ctx, ids)])
      yield rows.map(({ tweet, handle }) => ({
        account: handle,
        id: tweet.statusId,
        url: tweet.url,
        text: tweet.text,
        ...numbers(tweet),
        impressions: tweet.impressions,
        reportedClicks: tweet.reportedClicks,
        links: (links.get(tweet.id) ?? []).map(({ slug }) => slug),
      }))
    }
  },
}

/** Those of a tweet without a link are zero. */
async function numbersOf({ db, now }: ExportContext, ids: number[]) {
  const among = sql`t.id = any(${sql.raw(`'{${ids.join(',')}}'`)}::bigint[])`
  const rows = await db.execute<TweetNumbersRow>(selectTweetNumbers(among))
  const found = new Map(rows.map(row => [Number(row.id), readTweetNumbers(row)]))
  return (tweet: typeof tweets.$inferSelect) => {
    const { tweetedAt, windowEndsAt, published, begun } = tweet
    const none = { followers: null, followersCountedAt: null, clicks: 0, clickers: 0, followerClickers: 0 }
    const numbers = found.get(tweet.id) ?? {
      ...none,
      isDraft: !published && !begun,
      countedHere: false,
      tweetedAt,
      windowEndsAt,
    }
    const measured = measuredTweet(numbers, now())
    return Object.fromEntries(figures.map(name => [name, measured[name]]))
  }
}
