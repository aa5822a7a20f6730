import type { StoredWindow } from '../../scores/window.js'
import { type RankedSort, rankedSorts } from '../../stats/ranked-accounts.js'
import { type Include, readInclude } from '../parts/reported.js'
import { typedSearch } from '../parts/search.js'
import { chosenWindow } from '../parts/windows.js'

/** Which tweets and accounts a leaderboard covers, and in which order. */
export interface Choice {
  window: StoredWindow
  minTweets: number
  list?: string
  /** A part of a handle or name; empty for all. */
  q: string
  sort: RankedSort
  include?: Include
}

/** Reads the choice from a query; anything missing or unknown means the widest choice. */
export function readChoice(
  { window, minTweets = '', list, q, sort, include }: Record<string, string>,
  viewer: unknown = null,
): Choice {
  return {
    window: chosenWindow(window),
    minTweets: /^[1-9]\d{0,5}$/.test(minTweets) ? Number(minTweets) : 1,
    ...(list && { list }),
    q: typedSearch(q),
    sort: rankedSorts.find(known => known === sort) ?? 'influence',
    ...(readInclude(include, viewer) && { include: 'reported' as const }),
  }
}

/** The page's path with this choice, without the defaults. */
export function pathOf(
  { window, minTweets, list, q, sort, include }: Choice,
  { path = '/leaderboard', cursor = null }: { path?: string; cursor?: string | null } = {},
): string {
  const query = new URLSearchParams({
    ...(window !== 'all' && { window }),
    ...(minTweets !== 1 && { minTweets: String(minTweets) }),
    ...(list !== undefined && { list }),
    ...(q !== '' && { q }),
    ...(sort !== 'influence' && { sort }),
    ...(include !== undefined && { include }),
    ...(cursor !== null && { cursor }),
  }).toString()
  return query === '' ? path : `${path}?${query}`
}
