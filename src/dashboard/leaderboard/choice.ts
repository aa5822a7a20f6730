import type { StoredWindow } from '../../scores/window.js'
import { chosenWindow } from '../parts/windows.js'

/** Which tweets and accounts a leaderboard covers. */
export interface Choice {
  window: StoredWindow
  minTweets: number
  list?: string
}

/** Reads the choice from a query; anything missing or unknown means the widest choice. */
export function readChoice({ window, minTweets = '', list }: Record<string, string>): Choice {
  return {
    window: chosenWindow(window),
    minTweets: /^[1-9]\d{0,5}$/.test(minTweets) ? Number(minTweets) : 1,
    ...(list && { list }),
  }
}

/** The page's path with this choice, without the defaults. */
export function pathOf({ window, minTweets, list }: Choice, cursor: string | null = null): string {
  const query = new URLSearchParams({
    ...(window !== 'all' && { window }),
    ...(minTweets !== 1 && { minTweets: String(minTweets) }),
    ...(list !== undefined && { list }),
    ...(cursor !== null && { cursor }),
  }).toString()
  return query === '' ? '/leaderboard' : `/leaderboard?${query}`
}
