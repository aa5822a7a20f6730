import type { Context } from '../context.js'
import { followersWhoClick } from '../influence/followers-who-click.js'
import type { Prior } from '../influence/prior.js'
import { rankSentence } from '../influence/rank-sentence.js'
import { plainPrior, priorInForce } from '../scores/prior.js'
import { enoughTweets } from '../scores/score.js'
import { countStale } from '../scores/stale.js'
import { type StoredWindow, windowDays } from '../scores/window.js'
import { type Among, type RankedAccount, rankedAccounts } from './ranked-accounts.js'

/** A place on the leaderboard: score, account and rank. */
export type LeaderboardPlace = [score: number, id: number, rank: number]

export interface LeaderboardQuery extends Among {
  /** All tweets by default. */
  window?: StoredWindow | undefined
  /** 1 by default. */
  minTweets?: number | undefined
  limit: number
  after?: LeaderboardPlace | undefined
}

export interface LeaderboardRow {
  rank: number
  handle: string
  name: string | null
  /** Of the newest snapshot; null when there is none. */
  followers: number | null
  score: number
  interval: [number, number]
  tweets: number
  fewTweets: boolean
  /** Not rounded. */
  followersWhoClick: number | null
  sentence: string
}

export interface Leaderboard {
  prior: Prior
  /** When the newest score of the page was computed, in ISO 8601; null on an empty one. */
  computedAt: string | null
  /** Accounts with changes that are not in their scores yet. */
  pending: number
  data: LeaderboardRow[]
  next: LeaderboardPlace | null
  sentence: string
}

/**
 * A page of the accounts with a tweet that can be measured, by score: so 500 followers who click stand above 20,000 who do
 * not. From stored scores only.
 */
export async function leaderboard(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  { window, minTweets = 1, limit, after, ...those }: LeaderboardQuery,
): Promise<Leaderboard> {
  const prior = plainPrior(await priorInForce(ctx))
  const page = { limit, ...(after && { after: [after[0], after[1]] as [number, number] }) }
  const [{ rows, next }, pending] = await Promise.all([
    rankedAccounts(ctx.db, 'score', { windowDays: windowDays(window), minTweets, ...those, ...page }),
    countStale(ctx, prior),
  ])
  const before = after?.[2] ?? 0
  const data = rows.map((row, n) => show(row, before + n + 1))
  return {
    prior,
    computedAt: newest(rows)?.toISOString() ?? null,
    pending,
    data,
    next: next && [...next, before + rows.length],
    sentence: data[0]?.sentence ?? 'No tweet of these accounts can be measured yet.',
  }
}

function show(
  { handle, name, followers, score, interval, tweets }: RankedAccount,
  rank: number,
): LeaderboardRow {
  return {
    rank,
    handle,
    name,
    followers,
    score,
    interval,
    tweets,
    fewTweets: tweets < enoughTweets,
    followersWhoClick: followersWhoClick(score, followers),
    sentence: rankSentence(rank, handle, followers, { score, interval }, tweets),
  }
}

function newest(rows: RankedAccount[]): Date | null {
  let found: Date | null = null
  for (const { computedAt } of rows) if (found === null || computedAt > found) found = computedAt
  return found
}
