import type { Context } from '../context.js'
import { type Page, type PageQuery, pagesOf } from '../db/pages.js'
import { countFigure } from '../influence/figures.js'
import { followersWhoClick } from '../influence/followers-who-click.js'
import type { Prior } from '../influence/prior.js'
import { rankSentence } from '../influence/rank-sentence.js'
import { enoughTweets } from '../influence/roughness.js'
import { plainPrior, priorInForce } from '../scores/prior.js'
import { countStale } from '../scores/stale.js'
import { type StoredWindow, windowDays } from '../scores/window.js'
import { type Among, type RankedAccount, type RankedPlace, rankedAccounts } from './ranked-accounts.js'

/** A place on the leaderboard: score, account and rank. */
type LeaderboardPlace = [...RankedPlace, rank: number]
export const leaderboardPages = pagesOf<LeaderboardPlace>('leaderboard')

export interface LeaderboardQuery extends Among, PageQuery {
  /** All tweets by default. */
  window?: StoredWindow | undefined
  /** 1 by default. */
  minTweets?: number | undefined
}

export interface LeaderboardRow {
  rank: number
  handle: string
  name: string | null
  /** From the newest snapshot; null if there is none. */
  followers: number | null
  score: number
  interval: [number, number]
  tweets: number
  /** Tweets whose attribution window was open when the score was computed. */
  openTweets: number
  /** Links made for tweets that were not tweeted yet. */
  drafts: number
  fewTweets: boolean
  /** Not rounded. */
  followersWhoClick: number | null
  sentence: string
}

export interface Leaderboard extends Page<LeaderboardRow> {
  prior: Prior
  /** When the newest score on the page was computed, in ISO 8601; null on an empty page. */
  computedAt: string | null
  /** Accounts with changes that their scores do not include yet. */
  pending: number
  sentence: string
}

/**
 * A page of the accounts with a measurable tweet, by score: 500 followers who click rank above
 * 20,000 who do not. From stored scores only.
 */
export async function leaderboard(
  ctx: Pick<Context, 'db' | 'now' | 'config'>,
  { window, minTweets = 1, limit, cursor, ...those }: LeaderboardQuery,
): Promise<Leaderboard> {
  const prior = plainPrior(await priorInForce(ctx))
  const days = windowDays(window)
  // The cursor does not depend on the login: after logging in, reading continues at the same place.
  const filter = { days, minTweets, list: those.list?.id }
  const { after, atMost, cut } = leaderboardPages.open({ limit, cursor }, filter)
  const [score, id, before] = after ?? [0, 0, 0]
  const behind: RankedPlace | undefined = after && [score, id]
  const [rows, pending] = await Promise.all([
    rankedAccounts(ctx.db, { windowDays: days, minTweets, ...those, limit: atMost, after: behind }),
    countStale(ctx, prior),
  ])
  const page = cut(rows, (row, n) => [row.score, row.id, before + n + 1])
  const items = page.items.map((row, n) => show(row, before + n + 1))
  return {
    prior,
    computedAt: newest(page.items)?.toISOString() ?? null,
    pending,
    items,
    next: page.next,
    sentence: items[0]?.sentence ?? nobodySentence({ days, minTweets, isFirst: after === undefined }),
  }
}

/** Why a page is empty: what none of the accounts has. */
function nobodySentence(asked: { days: number; minTweets: number; isFirst: boolean }): string {
  const { days, minTweets, isFirst } = asked
  if (!isFirst) return 'No further account.'
  const tweets = minTweets === 1 ? 'a counted tweet' : `${countFigure(minTweets)} counted tweets`
  return `None of these accounts has ${tweets} ${days === 0 ? 'yet' : `of the last ${days} days`}.`
}

function show(
  { handle, name, followers, score, interval, rawRatio, tweets, openTweets, drafts }: RankedAccount,
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
    openTweets,
    drafts,
    fewTweets: tweets < enoughTweets,
    followersWhoClick: followersWhoClick(score, followers),
    sentence: rankSentence(rank, handle, { followers, score, interval, rawRatio, tweets, openTweets }),
  }
}

function newest(rows: RankedAccount[]): Date | null {
  let found: Date | null = null
  for (const { computedAt } of rows) if (found === null || computedAt > found) found = computedAt
  return found
}
