import type { Click } from '../steps/classify.js'
import type { Values } from './move-firsts.js'

export interface Counts {
  clicks: number
  clickers: number
  excluded: number
}

export interface HourRow extends Counts {
  linkId: number
  /** Begin of the hour in UTC, in milliseconds since the epoch. */
  hour: number
}

export interface FacetRow extends Counts {
  linkId: number
  /** Begin of the day in UTC, in milliseconds since the epoch. */
  day: number
  facet: string
  value: string
}

export interface SourceRow extends Counts {
  linkId: number
  source: string
}

const hourMs = 3_600_000
const dayMs = 86_400_000

/** What one link has on one day: facet → value → counts. */
type Day = Map<string, Map<string, Counts>>

/** Changes of the rollups, gathered from clicks and clickers, each of which adds 1 or, where it is taken back, −1. */
export class Tally {
  readonly #links = new Map<number, Counts>()
  // By link, then by begin; maps of maps are much faster than one map whose keys are put together.
  readonly #hours = new Map<number, Map<number, Counts>>()
  readonly #days = new Map<number, Map<number, Day>>()
  readonly #sources = new Map<number, Map<string, Counts>>()

  /** A hit: a click, or an excluded one. */
  hit(click: Values & Pick<Click, 'reason'>, by: 1 | -1): void {
    if (click.reason === null) {
      this.#add(click, 'clicks', by)
      return
    }
    this.#total(click).excluded += by
    this.#hour(click).excluded += by
    counts(this.#day(click), 'reason', click.reason).excluded += by
  }

  /** A clicker, at its first click. */
  clicker(first: Values, by: 1 | -1): void {
    this.#add(first, 'clickers', by)
  }

  /** A click or a clicker inside the window of the link's tweet. */
  tweet(count: 'clicks' | 'clickers', { linkId, source }: Values, by: 1 | -1): void {
    obtain(obtain(this.#sources, linkId, newMap<string>), source, noCounts)[count] += by
  }

  // The rows come in one order for all nodes, so that they never wait for each other's in a circle.

  totals(): (Counts & { linkId: number })[] {
    return byKey(this.#links).flatMap(([linkId, found]) => (changed(found) ? { linkId, ...found } : []))
  }

  hours(): HourRow[] {
    return byKey(this.#hours).flatMap(([linkId, hours]) =>
      byKey(hours).flatMap(([hour, found]) => (changed(found) ? { linkId, hour, ...found } : [])),
    )
  }

  facets(): FacetRow[] {
    // Loops, because these are as many as all others together.
    const rows: FacetRow[] = []
    for (const [linkId, days] of byKey(this.#days)) {
      for (const [day, facets] of byKey(days)) {
        for (const [facet, values] of byKey(facets)) {
          for (const [value, found] of byKey(values)) {
            if (changed(found)) rows.push({ linkId, day, facet, value, ...found })
          }
        }
      }
    }
    return rows
  }

  sources(): SourceRow[] {
    return byKey(this.#sources).flatMap(([linkId, sources]) =>
      byKey(sources).flatMap(([source, found]) => (changed(found) ? { linkId, source, ...found } : [])),
    )
  }

  #add(click: Values, count: 'clicks' | 'clickers', by: 1 | -1): void {
    this.#total(click)[count] += by
    this.#hour(click)[count] += by
    const day = this.#day(click)
    counts(day, 'source', click.source)[count] += by
    counts(day, 'referrer', referrerValue(click.referrer))[count] += by
    counts(day, 'country', click.country ?? 'unknown')[count] += by
    counts(day, 'browser', click.browser ?? 'unknown')[count] += by
    counts(day, 'system', click.system ?? 'unknown')[count] += by
    counts(day, 'device', click.device ?? 'unknown')[count] += by
  }

  #total({ linkId }: Values): Counts {
    return obtain(this.#links, linkId, noCounts)
  }

  #hour({ linkId, at }: Values): Counts {
    return obtain(obtain(this.#hours, linkId, newMap<number>), floor(at, hourMs), noCounts)
  }

  #day({ linkId, at }: Values): Day {
    const day = floor(at, dayMs)
    return obtain(obtain(this.#days, linkId, newMap<number, Day>), day, newMap<string, Map<string, Counts>>)
  }
}

function counts(day: Day, facet: string, value: string): Counts {
  return obtain(obtain(day, facet, newMap<string>), value, noCounts)
}

function noCounts(): Counts {
  return { clicks: 0, clickers: 0, excluded: 0 }
}

function newMap<K, V = Counts>(): Map<K, V> {
  return new Map()
}

function changed({ clicks, clickers, excluded }: Counts): boolean {
  return clicks !== 0 || clickers !== 0 || excluded !== 0
}

function byKey<K extends string | number, V>(map: Map<K, V>): [K, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}

/**
 * Value of the `referrer` facet: the referrer without its scheme, 512 characters at most so that it fits an index entry. In
 * SQL: `coalesce(left(regexp_replace(referrer, '^[a-z-]+://', '', 'i'), 512), 'unknown')`.
 */
export function referrerValue(referrer: string | null): string {
  if (referrer === null) return 'unknown'
  const text = referrer.replace(/^[a-z-]+:\/\//i, '')
  // PostgreSQL counts characters, JavaScript UTF-16 units.
  return text.length > 512 ? [...text].slice(0, 512).join('') : text
}

function floor(at: number, unit: number): number {
  return Math.floor(at / unit) * unit
}

function obtain<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const value = make()
  map.set(key, value)
  return value
}
