/** The tweets that a score rests on: those of so many days; all where `days` is null. */
export interface Window {
  name: string
  days: number | null
  label: string
}

const allTweets: Window = { name: 'all', days: null, label: 'All tweets' }

export const windows: readonly Window[] = [
  allTweets,
  { name: '365d', days: 365, label: 'A year' },
  { name: '90d', days: 90, label: '90 days' },
  { name: '30d', days: 30, label: '30 days' },
]

/** The window of this name; all tweets for any other. */
export function chosenWindow(name: string | undefined): Window {
  return windows.find(window => window.name === name) ?? allTweets
}
