import { type StoredWindow, storedWindows } from '../../scores/window.js'

/** The windows to choose from: their names by themselves, and behind "tweets". */
export const windowNames: Record<StoredWindow, { alone: string; ofTweets: string }> = {
  all: { alone: 'All tweets', ofTweets: 'of all time' },
  '365d': { alone: 'A year', ofTweets: 'of the last year' },
  '90d': { alone: '90 days', ofTweets: 'of the last 90 days' },
  '30d': { alone: '30 days', ofTweets: 'of the last 30 days' },
}

/** The window of this name; all tweets for any other. */
export function chosenWindow(name: string | undefined): StoredWindow {
  return storedWindows.find(known => known === name) ?? 'all'
}
