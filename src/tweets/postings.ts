import { and, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/connect.js'
import { announceFigures } from '../db/figures.js'
import { lockCounting } from '../db/locks.js'
import { links, tweets } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { dayMs } from '../durations.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import type { Embed } from './read-embed.js'
import { recountPostings } from './recount-postings.js'

/** A tweet on X whose codes are unknown. */
export interface UnknownPostings {
  id: number
  url: string
}

/** After this many failed tries, a tweet is left alone. The index in the schema says the same. */
export const mostTries = 8
const firstWaitMs = 60_000
const longestWaitMs = dayMs

/** Tweets to ask X about now: those never asked about first, then the newest. */
export async function duePostings(db: Database, now: Date, limit: number): Promise<UnknownPostings[]> {
  // As a parameter, not every plan could use the index.
  const literal = sql.raw(String(mostTries))
  return db.execute<{ id: number; url: string }>(sql`
    select id::float8 as id, url from tweets
    where network = 'x' and posting_codes is null and postings_tries < ${literal} and url is not null
      and (postings_due_at is null or postings_due_at <= ${now.toISOString()}::timestamptz)
    order by postings_tries, tweeted_at desc nulls last limit ${limit}`)
}

/**
 * Stores what X said about a tweet: its codes, which decide who of its clickers are followers, and
 * its text where the owner gave none. Without codes, X is not asked again.
 */
export async function keepPostings(db: Database, id: number, { text, codes }: Embed): Promise<void> {
  await transact(db, async tx => {
    await lockCounting(tx, 'exclusive')
    const known = {
      text: sql`coalesce(${tweets.text}, ${text}::text)`,
      postingCodes: codes,
      postingsTries: mostTries,
    }
    await tx.update(tweets).set(known).where(stillUnknown(id))
    // An older version may have counted them until now.
    const ofTweet = await tx.select({ id: links.id }).from(links).where(eq(links.tweetId, id))
    for (const link of ofTweet) await recountPostings(tx, link.id)
    await markTweetsStale(tx, [id])
    await announceFigures(tx)
  })
}

/**
 * Remembers that X gave no answer about a tweet: it is asked again after a growing wait, or never
 * if it does not show the tweet.
 */
export async function postponePostings(
  db: Database,
  id: number,
  { now, forGood }: { now: Date; forGood: boolean },
): Promise<void> {
  const wait = sql`least(${longestWaitMs}, ${firstWaitMs} * 4 ^ ${tweets.postingsTries}) * interval '1 millisecond'`
  await db
    .update(tweets)
    .set({
      postingsTries: forGood ? mostTries : sql`${tweets.postingsTries} + 1`,
      postingsDueAt: sql`${now.toISOString()}::timestamptz + ${wait}`,
    })
    .where(stillUnknown(id))
}

function stillUnknown(id: number): SQL | undefined {
  return and(eq(tweets.id, id), isNull(tweets.postingCodes), lt(tweets.postingsTries, mostTries))
}
