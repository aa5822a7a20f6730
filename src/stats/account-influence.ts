import { findAccount } from '../accounts/find.js'
import type { Context } from '../context.js'
import { accountPosterior } from '../influence/account-posterior.js'
import { accountSentence } from '../influence/account-sentence.js'
import { activeFollowers } from '../influence/active-followers.js'
import { followersWhoClick } from '../influence/followers-who-click.js'
import { medianTweet } from '../influence/median-tweet.js'
import type { Prior } from '../influence/prior.js'
import { rawRatio } from '../influence/raw-ratio.js'
import { monthlyFollowers } from './followers.js'
import { monthlyTrend, type TrendMonth } from './trend.js'
import { tweetsOfAccount } from './tweets.js'
import { windowStart } from './window.js'

const activeWindow = '30d'
/** Below this many tweets the score says more about the prior than about the account. */
const enoughTweets = 3

export interface AccountInfluence {
  handle: string
  /** Of the newest snapshot; null when there is none. */
  followers: number | null
  score: number
  interval: [number, number]
  /** Not rounded. */
  followersWhoClick: number | null
  rawRatio: number | null
  medianTweet: number | null
  /** Tweets that take part: those whose followers are known and not 0. */
  tweets: number
  fewTweets: boolean
  tweetsWithoutFollowers: number
  /** Over the tweets of the last 30 days, whatever the window. */
  activeFollowers: { min: number; max: number }
  prior: Prior
  trend: TrendMonth[]
  sentence: string
}

/**
 * An account's influence over its tweets of a window ("90d"; "all" by default), from rollups only. Throws
 * AccountNotFound, and InvalidInput for a malformed window.
 */
export async function accountInfluence(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  handle: string,
  { window }: { window?: string | undefined } = {},
): Promise<AccountInfluence> {
  const now = ctx.now()
  const since = windowStart(window, now)
  const activeSince = windowStart(activeWindow, now)
  const account = await findAccount(ctx.db, handle)
  const [history, loaded] = await Promise.all([
    monthlyFollowers(ctx.db, account.id),
    tweetsOfAccount(ctx.db, account.id, earlier(since, activeSince)),
  ])
  const active = loaded.filter(tweet => isSince(tweet.tweetedAt, activeSince))
  const inWindow = loaded.filter(tweet => isSince(tweet.tweetedAt, since))
  const measured = inWindow.filter(tweet => (tweet.followers ?? 0) > 0)
  const counts = measured.map(tweet => ({ h: tweet.followerClickers, f: tweet.followers }))
  const followers = history.at(-1)?.followers ?? null
  const { prior } = ctx.config
  const { score, interval } = accountPosterior(counts, prior)
  return {
    handle: account.handle,
    followers,
    score,
    interval,
    followersWhoClick: followersWhoClick(score, followers),
    rawRatio: rawRatio(counts),
    medianTweet: medianTweet(counts),
    tweets: measured.length,
    fewTweets: measured.length < enoughTweets,
    tweetsWithoutFollowers: inWindow.length - measured.length,
    activeFollowers: activeFollowers(active.map(tweet => tweet.followerClickers)),
    prior: { mu: prior.mu, tau: prior.tau, k: prior.k },
    trend: monthlyTrend(measured, history, prior),
    sentence: accountSentence(account.handle, followers, { score, interval }, measured.length),
  }
}

function isSince(time: Date, start: Date | null): boolean {
  return start === null || time >= start
}

function earlier(a: Date | null, b: Date | null): Date | null {
  return a === null || b === null ? null : a < b ? a : b
}
