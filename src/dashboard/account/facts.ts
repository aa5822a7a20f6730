import { findAccount } from '../../accounts/find.js'
import { listSnapshots, type Snapshot } from '../../accounts/followers.js'
import { type Account, showAccount } from '../../accounts/view.js'
import { tweetSorts } from '../../api/account-tweets.js'
import type { Context } from '../../context.js'
import { type StoredWindow, windowDays, windowStart } from '../../scores/window.js'
import { type AccountInfluence, accountInfluence } from '../../stats/account-influence.js'
import { type AccountTweets, accountTweets, type TweetSort } from '../../stats/account-tweets.js'
import { type FollowerCount, monthlyFollowers } from '../../stats/followers.js'
import { type ReportedInfluence, reportedInfluence } from '../../stats/reported.js'
import { chosenWindow } from '../parts/windows.js'
import type { AccountQuery } from './address.js'

const tweetsPerPage = 20
const snapshotsPerPage = 10

/** Everything an account's page shows. */
export interface AccountFacts {
  account: Account
  /** What the query asked for. */
  query: AccountQuery
  window: StoredWindow
  /** When the window begins; null for all tweets. */
  since: Date | null
  influence: AccountInfluence
  /** Null if nothing is known of what the network reports. */
  reported: ReportedInfluence | null
  months: FollowerCount[]
  sort: TweetSort
  tweets: AccountTweets
  followers: { items: Snapshot[]; next: string | null }
}

/**
 * Throws AccountNotFound, and InvalidInput for a cursor that did not come from one of our pages.
 */
export async function accountFacts(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config'>,
  name: string,
  query: AccountQuery,
): Promise<AccountFacts> {
  const row = await findAccount(ctx, name)
  const window = chosenWindow(query.window)
  const since = windowStart(windowDays(window), ctx.now())
  const sort = tweetSorts.find(known => known === query.sort) ?? 'tweetedAt'
  const [influence, reported, months, tweets, followers] = await Promise.all([
    accountInfluence(ctx, row, { window }),
    reportedInfluence(ctx, row, { window }),
    monthlyFollowers(ctx.db, row.id),
    accountTweets(ctx, row, { sort, limit: tweetsPerPage, cursor: query.tweets }),
    listSnapshots(ctx, row, { limit: snapshotsPerPage, cursor: query.followers }),
  ])
  const account = showAccount({ account: row, count: months.at(-1) ?? null })
  return { account, query, window, since, influence, reported, months, sort, tweets, followers }
}
