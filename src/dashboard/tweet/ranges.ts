const dayMs = 86_400_000

/** What a chart can show. */
export const ranges = {
  '24h': { name: '24 hours', days: 1, units: ['hour'] },
  '7d': { name: '7 days', days: 7, units: ['hour', 'day'] },
  '30d': { name: '30 days', days: 30, units: ['hour', 'day'] },
  all: { name: 'All', days: null, units: ['hour', 'day', 'week', 'month'] },
} as const satisfies Record<string, { name: string; days: number | null; units: readonly string[] }>

export type RangeName = keyof typeof ranges

/** What a page was asked to show; what is missing or unknown is everything, in a unit that suits. */
export function readRangeName(asked: string | undefined): RangeName {
  return asked !== undefined && Object.hasOwn(ranges, asked) ? (asked as RangeName) : 'all'
}

/** The start of a range that ends now; nothing for one that goes back to the beginning. */
export function rangeStart(name: RangeName, now: Date): { from?: string } {
  const { days } = ranges[name]
  return days === null ? {} : { from: new Date(now.getTime() - days * dayMs).toISOString() }
}
