import { or, sql } from 'drizzle-orm'
import { tweets } from '../db/schema.js'

/** Whether the row `t` of tweets is a tweet: something shows that it was tweeted. */
export const isTweet = sql`(t.published or t.begun)`

/** The same for a row that the query builder reads. */
export const isTweetRow = or(tweets.published, tweets.begun)

/** Whether a link of it is still there: without one a draft is gone. */
export const hasLink = sql`exists (select from links where tweet_id = t.id and deleted_at is null)`

/**
 * Whether the link `l` was here when the tweet `t` was tweeted. Earlier clicks of an imported link
 * were counted elsewhere, so having no clickers here says nothing about the tweet.
 */
export const countedHere = sql`(l.imported_at is null or l.imported_at <= t.tweeted_at)`

/** Whether it is a draft: a link was made for it, and nothing shows yet that it was tweeted. */
export const isDraft = sql`not ${isTweet}`
