import { and, eq, type SQL } from 'drizzle-orm'
import { foreignHandles } from '../accounts/ensure.js'
import { findAccountById } from '../accounts/find.js'
import type { Handle } from '../accounts/handle.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { accounts, tweets } from '../db/schema.js'
import { AccountNotGiven, InvalidInput, TweetOfAnotherAccount } from '../errors.js'
import type { TweetAddress } from './address.js'

type Access = Context['access']

/**
 * A tweet is shared by all links that have its address, so a limited key needs the tweet's account
 * to change it, also at a link that it made. Throws AccountNotGiven.
 */
export async function requireGivenTweet(
  tx: Queryable,
  access: Access,
  tweetId: number | null,
): Promise<void> {
  if (!access.limited || tweetId === null) return
  const account = await foreignAuthor(tx, access, eq(tweets.id, tweetId))
  if (account !== null) throw new AccountNotGiven({ account })
}

/**
 * A limited key attaches tweets of its accounts alone: the link or the address says whose it is,
 * since of a bare id nobody knows it, and the tweet is not known to be somebody else's. Throws
 * AccountNotGiven for what it named itself, InvalidInput, or TweetOfAnotherAccount, which does not
 * tell whose.
 */
export async function requireGivenAddress(
  tx: Queryable,
  access: Access,
  { handle, network, statusId }: TweetAddress,
  ofLink: Handle | null,
): Promise<void> {
  if (!access.limited) return
  const author = ofLink ?? handle
  if (author === null) {
    const message =
      'must name its account, such as https://x.com/name/status/1: this key is limited to accounts, and the link has none'
    throw new InvalidInput([{ field: 'url', message }])
  }
  const named = [author, handle ?? author]
  const foreign = await foreignHandles(tx, access, named)
  for (const { key, handle: account } of named) if (foreign.has(key)) throw new AccountNotGiven({ account })
  const known = and(eq(tweets.network, network), eq(tweets.statusId, statusId))
  if ((await foreignAuthor(tx, access, known)) !== null)
    throw new TweetOfAnotherAccount({ account: author.handle, found: 'another account' })
}

/** Whose the tweet is, if that is no account of the key. */
async function foreignAuthor(
  tx: Queryable,
  access: Access,
  isTweet: SQL | undefined,
): Promise<string | null> {
  const [author] = await tx
    .select({ id: accounts.id, handle: accounts.handle })
    .from(tweets)
    .innerJoin(accounts, eq(accounts.id, tweets.accountId))
    .where(isTweet)
  if (author === undefined) return null
  return (await findAccountById({ db: tx, access }, author.id)) === null ? author.handle : null
}
