import { eq } from 'drizzle-orm'
import { ensureAccounts } from '../accounts/ensure.js'
import type { AccountRow } from '../accounts/find.js'
import type { Handle } from '../accounts/handle.js'
import type { Context } from '../context.js'
import type { Queryable } from '../db/connect.js'
import { lockCounting } from '../db/locks.js'
import { accounts, links, tweets } from '../db/schema.js'
import { transact } from '../db/transact.js'
import { AccountKept, InvalidInput, TweetOfAnotherAccount } from '../errors.js'
import { markTweetsStale } from '../scores/mark-stale.js'
import { beginAgain } from '../tweets/begin.js'
import { storeDrafts } from '../tweets/draft.js'
import { requireGivenTweet } from '../tweets/given.js'
import { announceLink } from './announce.js'
import { requireFreeId } from './external-id.js'
import { lockLink, type StoredLink } from './find.js'
import { moveWindow } from './move-window.js'
import { searchText } from './search-text.js'
import { readTarget } from './target.js'
import { rememberTarget } from './targets.js'
import { tidyChanges } from './tidy.js'
import { touchLinks } from './touch.js'
import { type Link, viewLink } from './view.js'
import type { LinkChanges } from './wish.js'

/**
 * Changes a link; the next click goes to its new target. Throws InvalidInput, LinkNotFound,
 * LinkGone, TweetOfAnotherAccount if the tweet is published by another account, AccountKept, or
 * AccountNotGiven for a tweet that is not the key's to change.
 */
export async function changeLink(
  ctx: Pick<Context, 'access' | 'db' | 'config' | 'now' | 'links'>,
  slug: string,
  changes: LinkChanges,
): Promise<Link> {
  const { url, text, account, ...plain } = tidyChanges(changes)
  const target = url === undefined ? {} : { url: readTarget(url, ctx.config) }
  const link = await transact(ctx.db, async tx => {
    const touchesTweet = text !== undefined || account !== undefined
    if (touchesTweet) await lockCounting(tx, 'exclusive')
    const link = await lockLink(tx, ctx.access, slug)
    if (touchesTweet) await requireGivenTweet(tx, ctx.access, link.tweetId)
    if (account === null && ctx.access.limited && link.keyId !== ctx.access.id) throw new AccountKept()
    if (plain.externalId) await requireFreeId(tx, plain.externalId, link.id)
    await tx
      .update(links)
      .set({
        ...plain,
        ...target,
        searchText: searchText({ ...link, ...plain, ...target }),
        updatedAt: ctx.now(),
      })
      .where(eq(links.id, link.id))
    const { id: linkId, url: oldUrl } = link
    const change = { linkId, changedAt: ctx.now(), keyId: ctx.access.id, oldUrl }
    await rememberTarget(tx, { ...change, newUrl: target.url ?? oldUrl })
    if (touchesTweet) await changeTweet(ctx, tx, link, { text, account })
    await announceLink(tx, slug)
    return viewLink(tx, eq(links.id, link.id), ctx.config)
  })
  ctx.links.changed(slug)
  return link
}

async function changeTweet(
  ctx: Pick<Context, 'access' | 'config' | 'now'>,
  tx: Queryable,
  link: StoredLink,
  { text, account }: { text: string | null | undefined; account: Handle | null | undefined },
) {
  const owner = account && (await ensureAccounts(tx, ctx, [account])).get(account.key)
  const nobody = account === null ? { accountId: null, network: null } : undefined
  const author = owner ? { accountId: owner.id, network: owner.network } : nobody
  if (link.tweetId === null) {
    if (owner === undefined && (text ?? null) === null) return
    const draft = { accountId: null, network: null, ...author, text: text ?? null, tweetedAt: link.createdAt }
    const [tweetId] = await storeDrafts(tx, [draft], ctx.config)
    if (tweetId === undefined) return
    await tx.update(links).set({ tweetId }).where(eq(links.id, link.id))
    await beginAgain(tx, link.id, ctx.now())
    await moveWindow(tx, tweetId, ctx.now())
    return
  }
  const isDraft = account === undefined || (await checkAuthor(tx, link.tweetId, account, owner)) === 'draft'
  // A published tweet stays on its network, also if its author is not known.
  const of = isDraft || owner ? author : undefined
  if (of !== undefined) await markTweetsStale(tx, [link.tweetId])
  await tx
    .update(tweets)
    .set({ ...of, ...(text !== undefined && { text }) })
    .where(eq(tweets.id, link.tweetId))
  await touchLinks(tx, link.tweetId, ctx.now())
  if (of === undefined) return
  await markTweetsStale(tx, [link.tweetId])
  // From another network, other clicks are spillover.
  await beginAgain(tx, link.id, ctx.now())
  await moveWindow(tx, link.tweetId, ctx.now())
}

/**
 * The author of a published tweet is fixed; only a draft can move to another account. Throws
 * InvalidInput or TweetOfAnotherAccount.
 */
async function checkAuthor(
  tx: Queryable,
  tweetId: number,
  account: Handle | null,
  owner: AccountRow | null | undefined,
): Promise<'draft' | 'published'> {
  const [row] = await tx
    .select({ published: tweets.published, network: tweets.network, author: accounts })
    .from(tweets)
    .leftJoin(accounts, eq(accounts.id, tweets.accountId))
    .where(eq(tweets.id, tweetId))
  if (row === undefined || !row.published) return 'draft'
  if (account === null) {
    if (row.author === null) return 'published'
    const message = `cannot be cleared: the tweet is published by ${row.author.handle}`
    throw new InvalidInput([{ field: 'account', message }])
  }
  const strange = row.author
    ? row.author.id !== owner?.id
    : (row.network ?? account.network) !== account.network
  if (strange) {
    throw new TweetOfAnotherAccount({
      account: account.handle,
      found: row.author?.handle ?? `${row.network}`,
    })
  }
  return 'published'
}
