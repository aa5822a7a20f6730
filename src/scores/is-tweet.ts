import { sql } from 'drizzle-orm'

/** Whether the row `t` of tweets is a tweet: something shows that it was tweeted. */
export const isTweet = sql`(t.published or t.begun)`

/** Whether it is a draft: a link was made for it, and nothing shows yet that it was tweeted. */
export const isDraft = sql`not ${isTweet}`
