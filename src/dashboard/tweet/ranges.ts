const dayMs = 86_400_000

/** The ranges of a chart. Without a fixed unit, the unit is chosen to suit the range's length. */
export const ranges = {
  window: { name: 'The tweet’s window', days: null, units: ['hour', 'day'], unit: 'hour' },
  '24h': { name: '24 hours', days: 1, units: ['hour'], unit: undefined },
  '7d': { name: '7 days', days: 7, units: ['hour', 'day'], unit: undefined },
  '30d': { name: '30 days', days: 30, units: ['hour', 'day'], unit: undefined },
  all: { name: 'All', days: null, units: ['hour', 'day', 'week', 'month'], unit: undefined },
} as const

export type RangeName = keyof typeof ranges

interface Window {
  from: string
  to: string | null
}

/**
 * The ranges a link has: without a tweet the window has no end, so the tweet's range is left out.
 */
export function rangeNames(window: Window): RangeName[] {
  const names = Object.keys(ranges) as RangeName[]
  return names.filter(name => name !== 'window' || window.to !== null)
}

/** The requested range; if missing or unknown, the tweet's window, or everything. */
export function readRangeName(asked: string | undefined, window: Window): RangeName {
  const names = rangeNames(window)
  return names.find(name => name === asked) ?? (names.includes('window') ? 'window' : 'all')
}

/** Where a range begins and ends; nothing for the link's whole life. */
export function rangeSpan(name: RangeName, window: Window, now: Date): { from?: string; to?: string } {
  const { days } = ranges[name]
  if (days !== null) return { from: new Date(now.getTime() - days * dayMs).toISOString() }
  if (name === 'all' || window.to === null) return {}
  // A tweet's clock may be ahead of ours, and a range must not be empty.
  const end = Math.max(Date.parse(window.from) + 1, Math.min(Date.parse(window.to), now.getTime()))
  return { from: window.from, to: new Date(end).toISOString() }
}
