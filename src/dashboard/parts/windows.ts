import { type StoredWindow, storedWindows } from '../../scores/window.js'

/** The windows to choose from: their names alone, and after "tweets". */
export const windowNames: Record<StoredWindow, { alone: string; ofTweets: string }> = {
  all: { alone: 'All tweets', ofTweets: 'of all time' },
  '365d': { alone: 'A year', ofTweets: 'of the last year' },
  '90d': { alone: '90 days', ofTweets: 'of the last 90 days' },
  '30d': { alone: '30 days', ofTweets: 'of the last 30 days' },
}

/** The window with this name; any other name means all tweets. */
export function chosenWindow(name: string | undefined): StoredWindow {
  return storedWindows.find(known => known === name) ?? 'all'
}
