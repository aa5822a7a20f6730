import { type AccountRow, findAccount } from '../../accounts/find.js'
import { listSnapshots, type Snapshot } from '../../accounts/followers.js'
import { type Account, viewAccount } from '../../accounts/view.js'
import { tweetPages, tweetSorts } from '../../api/account-tweets.js'
import { followerPages } from '../../api/followers.js'
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
    accountInfluence(ctx, row, { window: window.name }),
    monthlyFollowers(ctx.db, row.id),
    pageOfTweets(ctx, row, sort, query.tweets),
    pageOfFollowers(ctx, row, query.followers),
  ])
  return { account, query, window, since, influence, months, sort, tweets, followers }
}

async function pageOfTweets(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  account: AccountRow,
  sort: TweetSort,
  cursor: string | undefined,
) {
  const wish = { sort, limit: tweetsPerPage, ...tweetPages.after({ sort, cursor }) }
  const page = await accountTweets(ctx, account, wish)
  const next = tweetPages.next(page.next, { sort })
  return { data: page.data, all: page.tweets, next, sentence: page.sentence }
}

async function pageOfFollowers(ctx: Pick<Context, 'db'>, account: AccountRow, cursor: string | undefined) {
  const { after } = followerPages.after({ cursor })
  const wish = { limit: snapshotsPerPage, after: after === undefined ? undefined : new Date(after) }
  const { snapshots, next } = await listSnapshots(ctx, account, wish)
  return { data: snapshots, next: followerPages.next(next?.toISOString()) }
}
