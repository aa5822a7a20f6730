/** What the breakdowns know about a hit. */
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
  /** Also the name of the column in `clicks`. */
  name: keyof Faceted
  /**
   * Which hits have a value for it. Each facet adds up to the clicks, and the reasons to the
   * excluded hits.
   */
  of: 'clicks' | 'excluded'
  /**
   * For text that may be long: the prefix to cut off (ignoring case), and how many characters to
   * keep.
   */
  cut?: { begin: string; most: number }
}

/**
 * The values under which a hit counts in the breakdowns. `facet-values.ts` uses this for what
 * ingest adds, `count-hits.ts` for counting stored hits. A referrer has no scheme, and is short
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

/** The value for unknown. */
export const unknown = 'unknown'
