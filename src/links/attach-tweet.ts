import { eq } from 'drizzle-orm'
import type { Handle } from '../accounts/handle.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { lockCounting } from '../db/locks.js'
import { accounts, links, tweets } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { InvalidInput } from '../errors.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import { parseTweetAddress, type TweetAddress, unknownTweet } from '../tweets/address.js'
import { requireGivenTweet } from '../tweets/given.js'
import { publishTweet } from '../tweets/publish.js'
import { windowEnd } from '../tweets/window.js'
import { lockLink, type StoredLink } from './find.js'
import { moveWindow } from './move-window.js'
import { type Reported, reportTweet, storeReported } from './report-tweet.js'
import { tellLinks } from './tell.js'
import { touchLinks } from './touch.js'
import { type Link, viewLink } from './view.js'

/**
 * The published tweet: its address (or X status id), its time, or both if the id contains no time.
 */
export interface Published extends Reported {
  url?: string
  tweetedAt?: Date
}

/**
 * Attaches a published tweet to its link: sets the tweet's time and, if the link has none, the
 * account. Clicks so far are recounted under the tweet's window. With nothing but what the
 * analytics say, only that is stored. Throws InvalidInput, LinkNotFound, LinkGone,
 * TweetOfAnotherAccount or AccountNotGiven.
 */
export async function attachTweet(
  ctx: Pick<Context, 'access' | 'db' | 'config' | 'now' | 'links'>,
  slug: string,
  published: Published,
): Promise<Link> {
  if (published.url === undefined && published.tweetedAt === undefined && isReport(published)) {
    return reportTweet(ctx, slug, published)
  }
  const address = published.url === undefined ? null : readTweetAddress(published.url)
  const tweetedAt = readTime(address, published)
  const times = { tweetedAt, windowEndsAt: windowEnd(tweetedAt, ctx.config) }
  const attached = await transact(ctx.db, async tx => {
    await lockCounting(tx, 'exclusive')
    const link = await lockLink(tx, ctx.access, slug)
    await requireGivenTweet(tx, ctx.access, link.tweetId)
    const old = await tweetOf(tx, link.tweetId)
    if (address === null && old?.url) checkTime(old.url)
    let tweetId = link.tweetId
    let carried: Reported = {}
    if (tweetId !== null) await markTweetsStale(tx, [tweetId])
    if (address !== null) {
      const draft = { author: old?.author ?? null, text: old?.text ?? null, ...times }
      const row = await publishTweet(tx, ctx, address, draft)
      tweetId = row.id
      if (row.impressions === null && row.reportedClicks === null) carried = old?.reported ?? {}
    } else if (tweetId !== null) {
      await tx
        .update(tweets)
        .set({ ...times, published: true })
        .where(eq(tweets.id, tweetId))
    } else {
      const [row] = await tx
        .insert(tweets)
        .values({ ...times, published: true })
        .returning()
      tweetId = row?.id ?? null
    }
    if (tweetId !== link.tweetId) await replaceTweet(tx, link, tweetId)
    if (tweetId !== null) {
      await storeReported(tx, tweetId, { ...(tweetId !== link.tweetId && carried), ...published })
      await moveWindow(tx, tweetId, ctx.now())
      await touchLinks(tx, tweetId, ctx.now())
    }
    const shown = await viewLink(tx, eq(links.id, link.id), ctx.config)
    const isAttached = tweetId === link.tweetId && old?.publishedAt?.getTime() === tweetedAt.getTime()
    if (!isAttached) await tellLinks(tx, 'tweet.attached', ctx.now(), [{ id: link.id, link: shown }])
    return shown
  })
  ctx.links.changed(slug)
  return attached
}

function isReport({ impressions, reportedClicks }: Reported): boolean {
  return impressions !== undefined || reportedClicks !== undefined
}

function readTweetAddress(text: string): TweetAddress {
  const address = parseTweetAddress(text)
  if (address !== null) return address
  throw new InvalidInput([{ field: 'url', message: unknownTweet }])
}

function readTime(address: TweetAddress | null, { tweetedAt }: Published): Date {
  if (address?.at && tweetedAt) {
    throw new InvalidInput([
      { field: 'tweetedAt', message: 'must be left out: the address contains the time' },
    ])
  }
  const at = address?.at ?? tweetedAt
  if (at !== undefined) return at
  const message = address
    ? 'is needed: this address does not contain its time'
    : 'or the address of the tweet is needed'
  throw new InvalidInput([{ field: 'tweetedAt', message }])
}

/** The time that an address contains is the tweet's; another one would be wrong. */
function checkTime(url: string): void {
  if (parseTweetAddress(url)?.at == null) return
  const message = `cannot be changed: the attached tweet ${url} contains its time; to attach another tweet, give its address`
  throw new InvalidInput([{ field: 'tweetedAt', message }])
}

async function tweetOf(tx: Queryable, tweetId: number | null) {
  if (tweetId === null) return null
  const [row] = await tx
    .select({ tweet: tweets, account: accounts })
    .from(tweets)
    .leftJoin(accounts, eq(accounts.id, tweets.accountId))
    .where(eq(tweets.id, tweetId))
  const account = row?.account
  const author: Handle | null = account ? { ...account, key: account.handleKey } : null
  // What was reported of a draft, or of a tweet without an address, is of the one it becomes.
  const isUnnamed = row !== undefined && (!row.tweet.published || row.tweet.url === null)
  const { impressions, reportedClicks } = row?.tweet ?? {}
  const reported = {
    ...(isUnnamed && typeof impressions === 'number' && { impressions }),
    ...(isUnnamed && typeof reportedClicks === 'number' && { reportedClicks }),
  }
  return {
    ...{ url: row?.tweet.url ?? null, text: row?.tweet.text ?? null, author, reported },
    publishedAt: row?.tweet.published ? row.tweet.tweetedAt : null,
  }
}

/** A tweet that is no longer attached to any link has no clicks to measure, so it is deleted. */
async function replaceTweet(tx: Queryable, link: StoredLink, newId: number | null) {
  await tx.update(links).set({ tweetId: newId }).where(eq(links.id, link.id))
  if (link.tweetId === null) return
  const [user] = await tx.select({ id: links.id }).from(links).where(eq(links.tweetId, link.tweetId)).limit(1)
  if (user === undefined) await tx.delete(tweets).where(eq(tweets.id, link.tweetId))
}
