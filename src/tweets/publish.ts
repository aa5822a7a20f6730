import { and, eq, sql } from 'drizzle-orm'
import { ensureAccounts } from '../accounts/ensure.js'
import { type AccountRow, findAccounts } from '../accounts/find.js'
import { type Handle, isSameAccount } from '../accounts/handle.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { accounts, links, tweets } from '../db/schema.js'
import { TweetOfAnotherAccount } from '../errors.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import type { TweetAddress } from './address.js'
import { requireGivenAddress } from './given.js'

export type TweetRow = typeof tweets.$inferSelect

/**
 * The row of a published tweet, made if it does not exist, with the times of `draft`. Its account
 * is the one that the link, the row and the address agree on; an unknown account is made. Throws
 * TweetOfAnotherAccount if they disagree. Call it under the exclusive counting lock.
 */
export async function publishTweet(
  tx: Queryable,
  ctx: Pick<Context, 'access' | 'now'>,
  address: TweetAddress,
  draft: { author: Handle | null; text: string | null; tweetedAt: Date; windowEndsAt: Date },
): Promise<TweetRow> {
  const { network, statusId, url } = address
  const { text, tweetedAt, windowEndsAt } = draft
  await requireGivenAddress(tx, ctx.access, address, draft.author)
  const [known] = await tx
    .select({ tweet: tweets, handle: accounts.handle, key: accounts.handleKey, network: accounts.network })
    .from(tweets)
    .leftJoin(accounts, eq(accounts.id, tweets.accountId))
    .where(and(eq(tweets.network, network), eq(tweets.statusId, statusId)))
  const handles = [address.handle, draft.author].filter(handle => handle !== null)
  const there = await findAccounts(
    tx,
    handles.map(({ key }) => key),
  )
  const named = address.handle && presentHandle(address.handle, there.get(address.handle.key))
  const ofRow = known ? knownAuthor(known) : null
  const author = agreedAuthor({ ...address, handle: named }, draft.author, ofRow)
  if (author !== null && ofRow !== null && !isSameAccount(author, ofRow)) {
    const [holder] = await tx
      .select({ slug: links.slug })
      .from(links)
      .where(eq(links.tweetId, known?.tweet.id ?? 0))
      .limit(1)
    throw new TweetOfAnotherAccount({ account: author.handle, found: ofRow.handle, at: holder?.slug })
  }
  const account =
    author && (there.get(author.key) ?? (await ensureAccounts(tx, ctx, [author])).get(author.key))
  const accountId = account?.id ?? null
  if (known !== undefined) await markTweetsStale(tx, [known.tweet.id])
  const [row] =
    known === undefined
      ? await tx
          .insert(tweets)
          .values({ accountId, network, statusId, url, text, tweetedAt, windowEndsAt, published: true })
          .returning()
      : await tx
          .update(tweets)
          .set({
            ...{ accountId, tweetedAt, windowEndsAt, text: sql`coalesce(${tweets.text}, ${text}::text)` },
            // Attaching it once more asks X once more.
            ...{ postingsTries: 0, postingsDueAt: null },
          })
          .where(eq(tweets.id, known.tweet.id))
          .returning()
  if (row === undefined) throw new Error('The tweet was not stored.')
  return row
}

/** The current handle of the account that formerly had this one. */
function presentHandle(handle: Handle, there: AccountRow | undefined): Handle {
  return there ? { handle: there.handle, key: there.handleKey, network: there.network } : handle
}

function knownAuthor(known: {
  handle: string | null
  key: string | null
  network: Handle['network'] | null
}) {
  const { handle, key, network } = known
  return handle === null || key === null || network === null ? null : { handle, key, network }
}

function agreedAuthor(address: TweetAddress, ofLink: Handle | null, ofRow: Handle | null): Handle | null {
  const author = ofLink ?? address.handle ?? ofRow
  if (author === null) return null
  if (address.handle !== null && !isSameAccount(author, address.handle))
    throw new TweetOfAnotherAccount({ account: author.handle, found: address.handle.handle })
  if (author.network !== address.network) {
    throw new TweetOfAnotherAccount({ account: author.handle, found: address.url })
  }
  return author
}
