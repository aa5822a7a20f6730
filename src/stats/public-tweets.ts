import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/connect.js'
import { tweetRatio } from '../influence/tweet-ratio.js'
import { isTweet } from '../scores/is-tweet.js'
import { readTweetNumbers, selectTweetNumbers, type TweetNumbersRow } from '../scores/tweet-numbers.js'

const mostTweets = 10

/**
 * A tweet with a public link (the first if there are several), and its public links' numbers inside
 * the window.
 */
export interface PublicTweet {
  slug: string
  title: string | null
  text: string | null
  tweetedAt: Date
  clickers: number
  influence: number | null
}

/** The latest tweets of an account that have a public link. */
export async function publicTweets(db: Queryable, accountId: number): Promise<PublicTweet[]> {
  const rows = await db.execute<TweetNumbersRow & Pick<PublicTweet, 'slug' | 'title' | 'text'>>(sql`
    select n.*, tweet.text, link.slug, link.title
    from (${selectTweetNumbers(sql`l.public and l.deleted_at is null and t.id in (
      select t.id from tweets t
      where t.account_id = ${accountId} and ${isTweet} and exists (
        select 1 from links where tweet_id = t.id and public and deleted_at is null)
      order by t.tweeted_at desc, t.id desc limit ${mostTweets})`)}) as n
    join tweets tweet on tweet.id = n.id
    join lateral (
      select slug, title from links
      where tweet_id = n.id and public and deleted_at is null order by links.id limit 1) link on true
    order by n.tweeted_at desc, n.id desc`)
  return rows.map(row => {
    const { tweetedAt, countedHere, clickers, followerClickers, followers } = readTweetNumbers(row)
    const { slug, title, text } = row
    const influence = countedHere ? tweetRatio(followerClickers, followers) : null
    return { slug, title, text, tweetedAt, clickers, influence }
  })
}
