import { findAccount } from '../../accounts/find.js'
import { listSnapshots, type Snapshot } from '../../accounts/followers.js'
import { type Account, viewAccount } from '../../accounts/view.js'
import { isTweetPlace, tweetSorts } from '../../api/account-tweets.js'
import { isTime, readCursor, writeCursor } from '../../api/cursor.js'
import type { Context } from '../../context.js'
import { type AccountInfluence, accountInfluence } from '../../stats/account-influence.js'
import { type AccountTweet, accountTweets, type TweetSort } from '../../stats/account-tweets.js'
import { type FollowerCount, monthlyFollowers } from '../../stats/followers.js'
import type { AccountQuery } from './address.js'
import { chosenWindow, type Window } from './windows.js'

const dayMs = 86_400_000
const tweetsPerPage = 20
const snapshotsPerPage = 10

/** Everything that an account's page shows. */
export interface AccountFacts {
  account: Account
  /** What was asked for. */
  query: AccountQuery
  window: Window
  /** When the window begins; null for all tweets. */
  since: Date | null
  influence: AccountInfluence
  months: FollowerCount[]
  sort: TweetSort
  tweets: { data: AccountTweet[]; all: number; next: string | null; sentence: string }
  followers: { data: Snapshot[]; next: string | null }
}

/** Throws AccountNotFound, and InvalidInput for a cursor that no page has given out. */
export async function accountFacts(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  name: string,
  query: AccountQuery,
): Promise<AccountFacts> {
  const row = await findAccount(ctx.db, name)
  const window = chosenWindow(query.window)
  const since = window.days === null ? null : new Date(ctx.now().getTime() - window.days * dayMs)
  const sort = tweetSorts.find(known => known === query.sort) ?? 'tweetedAt'
  const [account, influence, months, tweets, followers] = await Promise.all([
    viewAccount(ctx.db, row),
    accountInfluence(ctx, row.handle, { window: window.name }),
    monthlyFollowers(ctx.db, row.id),
    pageOfTweets(ctx, row.handle, sort, query.tweets),
    pageOfFollowers(ctx, row.handle, query.followers),
  ])
  return { account, query, window, since, influence, months, sort, tweets, followers }
}

async function pageOfTweets(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  handle: string,
  sort: TweetSort,
  cursor: string | undefined,
) {
  const kind = `tweets ${sort}`
  const after = cursor === undefined ? {} : { after: readCursor(kind, cursor, isTweetPlace) }
  const page = await accountTweets(ctx, handle, { sort, limit: tweetsPerPage, ...after })
  const next = page.next && writeCursor(kind, page.next)
  return { data: page.data, all: page.tweets, next, sentence: page.sentence }
}

async function pageOfFollowers(ctx: Pick<Context, 'db'>, handle: string, cursor: string | undefined) {
  const after = cursor === undefined ? {} : { after: new Date(readCursor('followers', cursor, isTime)) }
  const { snapshots, next } = await listSnapshots(ctx, handle, { limit: snapshotsPerPage, ...after })
  return { data: snapshots, next: next && writeCursor('followers', next) }
}
