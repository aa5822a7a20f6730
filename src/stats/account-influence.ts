import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import { accountSentence } from '../influence/account-sentence.js'
import { followersWhoClick } from '../influence/followers-who-click.js'
import type { Prior } from '../influence/prior.js'
import { enoughTweets } from '../influence/roughness.js'
import { accountScores } from '../scores/of-account.js'
import { plainPrior, priorInForce } from '../scores/prior.js'
import { windowDays } from '../scores/window.js'
import { monthlyFollowers } from './followers.js'
import { monthlyTrend, type TrendMonth } from './trend.js'

const activeDays = 30

export interface AccountInfluence {
  handle: string
  /** From the newest snapshot; null if there is none. */
  followers: number | null
  score: number
  interval: [number, number]
  /** Not rounded. */
  followersWhoClick: number | null
  rawRatio: number | null
  medianTweet: number | null
  /** Tweets that count: those with known followers, not 0. */
  tweets: number
  fewTweets: boolean
  tweetsWithoutFollowers: number
  /** Over the tweets of the last 30 days, regardless of the window. */
  activeFollowers: { min: number; max: number }
  prior: Prior
  trend: TrendMonth[]
  sentence: string
}

/**
 * An account's influence over its tweets in a window ("90d"; "all" by default), from rollups only.
 * Throws InvalidInput for a malformed window.
 */
export async function accountInfluence(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  { id, handle }: AccountRow,
  { window }: { window?: string | undefined } = {},
): Promise<AccountInfluence> {
  const days = windowDays(window)
  const prior = plainPrior(await priorInForce(ctx))
  const [history, [found, recent]] = await Promise.all([
    monthlyFollowers(ctx.db, id),
    accountScores(ctx, id, prior, [days, activeDays]),
  ])
  const followers = history.at(-1)?.followers ?? null
  const { score, interval, rawRatio, medianTweet, tweets, tweetsWithoutFollowers } = found
  return {
    handle,
    followers,
    score,
    interval,
    followersWhoClick: followersWhoClick(score, followers),
    rawRatio,
    medianTweet,
    tweets,
    fewTweets: tweets < enoughTweets,
    tweetsWithoutFollowers,
    activeFollowers: recent.active,
    prior,
    trend: monthlyTrend(found.months, history),
    sentence: accountSentence(handle, { ...found, followers }),
  }
}
