import { createAccount } from '../accounts/create.js'
import { type Handle, parseHandle } from '../accounts/handle.js'
import { importHistory } from '../accounts/import-history.js'
import { createList } from '../accounts/lists/create.js'
import { hitId } from '../capture/hit-id.js'
import type { Context } from '../context.js'
import type { HitRecord } from '../journal/record.js'
import { attachTweet } from '../links/attach-tweet.js'
import { issueLink } from '../links/issue.js'
import { chance } from './chance.js'
import { hitsOf } from './hits.js'
import type { Plan, PlannedTweet } from './plan.js'
import { tweetAddress } from './tweet-address.js'

export type FillContext = Pick<
  Context,
  'access' | 'db' | 'config' | 'now' | 'links' | 'reservedSlugs' | 'journal'
>

/** How long before its tweet a link is made. */
const madeBeforeMs = 4 * 60_000

/** The tweets of a plan, with their links. */
export type Tweeted = Map<PlannedTweet, Pick<HitRecord, 'linkId' | 'linkIdentity'>>

/**
 * Makes everything of a planned year except clicks, with the functions of the API: accounts, their
 * histories and lists, links and tweets. A signal stops it between two tweets; `onTweet` receives
 * the number so far.
 */
export async function tweetYear(
  ctx: FillContext,
  plan: Plan,
  { signal, onTweet }: { signal?: AbortSignal; onTweet?: (tweets: number) => void } = {},
): Promise<Tweeted> {
  await addAccounts(ctx, plan)
  const tweeted: Tweeted = new Map()
  for (const [n, tweet] of plan.tweets.entries()) {
    if (signal?.aborted) break
    tweeted.set(tweet, await addTweet(ctx, tweet, n))
    onTweet?.(tweeted.size)
  }
  return tweeted
}

/**
 * Writes the year's hits into the journal, from where ingest counts them. Yields the number so far
 * after each tweet. All tweets must exist before: while clicks are being counted, making one would
 * wait for a batch to end.
 */
export async function* clickYear(ctx: FillContext, tweeted: Tweeted): AsyncGenerator<number> {
  let hits = 0
  for (const [tweet, link] of tweeted) {
    // Each tweet has its own random draws, so that changing one tweet changes no other.
    const found = hitsOf({ ...tweet, network: read(tweet.handle).network }, chance(link.linkId), ctx.now())
    await Promise.all(found.map(hit => ctx.journal.append({ ...hit, ...link, id: hitId(hit.at) })))
    hits += found.length
    yield hits
  }
}

async function addAccounts(ctx: FillContext, { accounts, lists }: Plan): Promise<void> {
  const rows = []
  for (const { handle, name, public: shown, history } of accounts) {
    const account = read(handle)
    const [first] = history
    const then = () => first?.at ?? ctx.now()
    await createAccount({ ...ctx, now: then }, { account, name, public: shown })
    rows.push(...history.map(({ at, followers }) => ({ line: 0, account, countedAt: at, followers })))
  }
  await importHistory(ctx, rows, { dryRun: false })
  for (const { name, handles } of lists) await createList(ctx, { name, accounts: handles.map(read) })
}

/** Makes the link and then, as its author would, the tweet. */
async function addTweet(ctx: FillContext, tweet: PlannedTweet, n: number) {
  const { handle, at, clickers: _, ...wish } = tweet
  const made = new Date(at.getTime() - madeBeforeMs)
  const { link } = await issueLink({ ...ctx, now: () => made }, { ...wish, account: read(handle) })
  await attachTweet({ ...ctx, now: () => at }, link.slug, { url: tweetAddress(handle, at, n) })
  const cached = await ctx.links.get(link.slug)
  if (cached === undefined) throw new Error(`The link ${link.slug} vanished.`)
  return { linkId: cached.id, linkIdentity: cached.identity }
}

function read(handle: string): Handle {
  const account = parseHandle(handle)
  if (account === null) throw new Error(`${handle} is not a handle.`)
  return account
}
