import { sql } from 'drizzle-orm'
import type { AccountRow } from '../accounts/find.js'
import type { Context } from '../context.js'
import { accountSentence } from '../influence/account-sentence.js'
import { followersWhoClick } from '../influence/followers-who-click.js'
import type { Prior } from '../influence/prior.js'
import { enoughTweets } from '../influence/roughness.js'
import { countDrafts } from '../scores/count-drafts.js'
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
  /** Null, like everything made of it, if no tweet counts. */
  score: number | null
  interval: [number, number] | null
  /** Not rounded. */
  followersWhoClick: number | null
  rawRatio: number | null
  medianTweet: number | null
  /** Tweets that count: an hour old, and with known followers, not 0. */
  tweets: number
  /** Tweets whose attribution window is open, whether or not they count yet. */
  openTweets: number
  /** Links made for tweets that were not tweeted yet. */
  drafts: number
  fewTweets: boolean
  tweetsWithoutFollowers: number
  /** Over the tweets of the last 30 days, regardless of the window. */
  activeFollowers: { min: number; max: number }
  /** The moment that the score is of: later clicks and exposure are not in it. */
  computedAt: string
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
  { id, handle }: Pick<AccountRow, 'id' | 'handle'>,
  { window }: { window?: string | undefined } = {},
): Promise<AccountInfluence> {
  const days = windowDays(window)
  const prior = plainPrior(await priorInForce(ctx))
  const [history, [found, recent], [counted]] = await Promise.all([
    monthlyFollowers(ctx.db, id),
    accountScores(ctx, id, prior, [days, activeDays]),
    ctx.db.execute<{ drafts: number }>(sql`select ${countDrafts(sql`${id}::bigint`)} as drafts`),
  ])
  const followers = history.at(-1)?.followers ?? null
  const { posterior, rawRatio, medianTweet, tweets, openTweets, tweetsWithoutFollowers } = found
  const score = posterior?.score ?? null
  const interval = posterior?.interval ?? null
  return {
    handle,
    followers,
    score,
    interval,
    followersWhoClick: followersWhoClick(score, followers),
    rawRatio,
    medianTweet,
    tweets,
    openTweets,
    drafts: counted?.drafts ?? 0,
    fewTweets: tweets < enoughTweets,
    tweetsWithoutFollowers,
    activeFollowers: recent.active,
    computedAt: found.computedAt.toISOString(),
    prior,
    trend: monthlyTrend(found.months, history),
    sentence: accountSentence(handle, {
      ...{ followers, score, interval, rawRatio, tweets, openTweets, tweetsWithoutFollowers },
    }),
  }
}
