/** What the breakdowns know of a hit. */
export interface Faceted {
  source: string
  referrer: string | null
  country: string | null
  browser: string | null
  system: string | null
  device: string | null
  reason: string | null
}

export interface Facet {
  /** Also the column of `clicks`. */
  name: keyof Faceted
  /**
   * Which hits have a value of it: so each facet adds up to the clicks, and the reasons to the
   * excluded hits.
   */
  of: 'clicks' | 'excluded'
  /**
   * Of a text that may be long: what is cut off its beginning, without regard to case, and how many
   * characters are kept.
   */
  cut?: { begin: string; most: number }
}

/**
 * Under what a hit counts in the breakdowns. `facet-values.ts` and `count-hits.ts` make of this
 * what ingest adds and what a count of the hits finds. A referrer has no scheme, and is short
 * enough for an index entry.
 */
export const facets: readonly Facet[] = [
  { name: 'source', of: 'clicks' },
  { name: 'referrer', of: 'clicks', cut: { begin: '^[a-z-]+://', most: 512 } },
  { name: 'country', of: 'clicks' },
  { name: 'browser', of: 'clicks' },
  { name: 'system', of: 'clicks' },
  { name: 'device', of: 'clicks' },
  { name: 'reason', of: 'excluded' },
]

/** The value of what is not known. */
export const unknown = 'unknown'
