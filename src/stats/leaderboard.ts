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
import {
  type Among,
  countRanked,
  placeOf,
  type RankedAccount,
  type RankedSort,
  rankedAccounts,
  rankedPlace,
} from './ranked-accounts.js'
import type { ReportedSummary } from './reported.js'
import { onlyReported, type ReportedAccount, reportedOf } from './reported-accounts.js'

export const leaderboardPages = pagesOf('leaderboard', rankedPlace)

export interface LeaderboardQuery extends Omit<Among, 'access'>, PageQuery {
  /** All tweets by default. */
  window?: StoredWindow | undefined
  /** 1 by default. */
  minTweets?: number | undefined
  /** A part of the handle or the name, ignoring case; all by default. */
  q?: string | undefined
  /** By score by default. */
  sort?: RankedSort | undefined
  /** What networks report is added only on request; it changes nothing else. */
  include?: 'reported' | undefined
}

export interface LeaderboardRow {
  /** By score, no matter how the list is ordered and what is searched for. */
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
  /** What the network reports of the same window; null if it reports nothing. */
  reported?: ReportedSummary | null
}

export interface Leaderboard extends Page<LeaderboardRow> {
  prior: Prior
  /** When the newest score on the page was computed, in ISO 8601; null on an empty page. */
  computedAt: string | null
  /** Accounts with changes that their scores do not include yet. */
  pending: number
  sentence: string
  /** Accounts without a rank, of which the network reports something: on the first page. */
  reportedOnly?: ReportedAccount[]
}

/**
 * A page of the accounts with a measurable tweet, by score: 500 followers who click rank above
 * 20,000 who do not. From stored scores only.
 */
export async function leaderboard(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config'>,
  { include, ...query }: LeaderboardQuery,
): Promise<Leaderboard> {
  const { window, minTweets = 1, q = '', sort = 'influence', limit, cursor, ...those } = query
  const prior = plainPrior(await priorInForce(ctx))
  const days = windowDays(window)
  // The cursor does not depend on the login: after logging in, reading continues at the same place.
  const filter = { days, minTweets, q, sort, list: those.list?.id }
  const { after, atMost, cut } = leaderboardPages.open({ limit, cursor }, filter)
  const [rows, pending] = await Promise.all([
    rankedAccounts(ctx.db, {
      windowDays: days,
      minTweets,
      q,
      sort,
      ...those,
      access: ctx.access,
      limit: atMost,
      after,
    }),
    countStale(ctx, prior),
  ])
  const page = cut(rows, placeOf)
  const isFirst = after === undefined
  const [reported, reportedOnly] =
    include === undefined
      ? []
      : await Promise.all([
          reportedOf(
            ctx,
            page.items.map(({ id }) => id),
            days,
          ),
          isFirst ? onlyReported(ctx, { days, q, ...those }) : [],
        ])
  const items = page.items.map(row => ({
    ...show(row),
    ...(reported !== undefined && { reported: reported.get(row.id) ?? null }),
  }))
  return {
    prior,
    computedAt: newest(page.items)?.toISOString() ?? null,
    pending,
    items,
    next: page.next,
    sentence: items[0]?.sentence ?? nobodySentence({ days, minTweets, q, isFirst }),
    ...(reportedOnly !== undefined && { reportedOnly: reportedOnly.map(({ id, ...account }) => account) }),
  }
}

/** How many accounts that leaderboard has on all its pages. */
export function leaderboardTotal(
  { access, db }: Pick<Context, 'access' | 'db'>,
  { window, minTweets = 1, q = '', ...those }: Omit<LeaderboardQuery, keyof PageQuery | 'sort'>,
): Promise<number> {
  return countRanked(db, { windowDays: windowDays(window), minTweets, q, ...those, access })
}

/** All of it, page by page. */
export async function* wholeLeaderboard(
  ctx: Pick<Context, 'access' | 'db' | 'now' | 'config'>,
  query: Omit<LeaderboardQuery, keyof PageQuery>,
): AsyncGenerator<Leaderboard> {
  let cursor: string | null = null
  do {
    const page: Leaderboard = await leaderboard(ctx, { ...query, limit: 500, cursor })
    yield page
    cursor = page.next
  } while (cursor !== null)
}

/** Why a page is empty: what none of the accounts has. */
function nobodySentence(asked: { days: number; minTweets: number; q: string; isFirst: boolean }): string {
  const { days, minTweets, q, isFirst } = asked
  if (!isFirst) return 'No further account.'
  if (q !== '') return 'No account found.'
  const tweets = minTweets === 1 ? 'a counted tweet' : `${countFigure(minTweets)} counted tweets`
  return `None of these accounts has ${tweets} ${days === 0 ? 'yet' : `of the last ${days} days`}.`
}

function show(row: RankedAccount): LeaderboardRow {
  const { rank, handle, name, followers, score, interval, rawRatio, tweets, openTweets, drafts } = row
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
