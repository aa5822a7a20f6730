import type { Click } from '../steps/classify.js'
import type { Values } from './move-firsts.js'

export interface Counts {
  clicks: number
  clickers: number
  excluded: number
}

export interface SourceRow extends Counts {
  linkId: number
  source: string
}

/** What is added to a link's hours and facets, as the JSON of `link_changes`. */
export interface LinkChange {
  linkId: number
  hours: string
  facets: string
}

/** What is added to one link. */
interface LinkTally {
  total: Counts
  /** By hour of UTC, counted since the epoch. */
  hours: Map<number, Counts>
  /** By day of UTC, counted since the epoch. */
  days: Map<number, Day>
  sources: Map<string, Counts>
}

/** By value of each facet. */
type Day = Record<Facet, Map<string, Counts>>
type Facet = (typeof facets)[number]
const facets = ['source', 'referrer', 'country', 'browser', 'system', 'device', 'reason'] as const

const hourMs = 3_600_000
const dayMs = 86_400_000

/** Changes of the rollups, gathered from clicks and clickers, each of which adds 1 or, where it is taken back, −1. */
export class Tally {
  readonly #links = new Map<number, LinkTally>()

  /** A hit: a click, or an excluded one. */
  hit(click: Values & Pick<Click, 'reason'>, by: 1 | -1): void {
    if (click.reason === null) {
      this.#add(click, 'clicks', by)
      return
    }
    const link = this.#link(click.linkId)
    link.total.excluded += by
    hour(link, click).excluded += by
    counts(day(link, click).reason, click.reason).excluded += by
  }

  /** A clicker, at its first click. */
  clicker(first: Values, by: 1 | -1): void {
    this.#add(first, 'clickers', by)
  }

  /** A click or a clicker inside the window of the link's tweet. */
  tweet(count: 'clicks' | 'clickers', { linkId, source }: Values, by: 1 | -1): void {
    counts(this.#link(linkId).sources, source)[count] += by
  }

  // The rows come in one order for all nodes, so that they never wait for each other's in a circle.

  totals(): (Counts & { linkId: number })[] {
    return byKey(this.#links).flatMap(([linkId, { total }]) => (changed(total) ? { linkId, ...total } : []))
  }

  sources(): SourceRow[] {
    return byKey(this.#links).flatMap(([linkId, { sources }]) =>
      byKey(sources).flatMap(([source, found]) => (changed(found) ? { linkId, source, ...found } : [])),
    )
  }

  *changes(): Generator<LinkChange> {
    for (const [linkId, { hours, days }] of byKey(this.#links)) {
      const change = { linkId, hours: writeCounts(hours), facets: writeDays(days) }
      if (change.hours !== nothing || change.facets !== nothing) yield change
    }
  }

  #add(click: Values, count: 'clicks' | 'clickers', by: 1 | -1): void {
    const link = this.#link(click.linkId)
    link.total[count] += by
    hour(link, click)[count] += by
    const { source, referrer, country, browser, system, device } = day(link, click)
    counts(source, click.source)[count] += by
    counts(referrer, referrerValue(click.referrer))[count] += by
    counts(country, click.country ?? 'unknown')[count] += by
    counts(browser, click.browser ?? 'unknown')[count] += by
    counts(system, click.system ?? 'unknown')[count] += by
    counts(device, click.device ?? 'unknown')[count] += by
  }

  #link(linkId: number): LinkTally {
    return obtain(this.#links, linkId, newLink)
  }
}

function newLink(): LinkTally {
  return { total: noCounts(), hours: new Map(), days: new Map(), sources: new Map() }
}

function newDay(): Day {
  const [source, referrer, country, browser, system, device, reason] = facets.map(() => new Map())
  return { source, referrer, country, browser, system, device, reason } as Day
}

function hour({ hours }: LinkTally, { at }: Values): Counts {
  return obtain(hours, Math.floor(at / hourMs), noCounts)
}

function day({ days }: LinkTally, { at }: Values): Day {
  return obtain(days, Math.floor(at / dayMs), newDay)
}

function counts<K>(values: Map<K, Counts>, value: K): Counts {
  return obtain(values, value, noCounts)
}

function noCounts(): Counts {
  return { clicks: 0, clickers: 0, excluded: 0 }
}

function changed({ clicks, clickers, excluded }: Counts): boolean {
  return clicks !== 0 || clickers !== 0 || excluded !== 0
}

function byKey<K extends string | number, V>(map: Map<K, V>): [K, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}

function writeDays(days: Map<number, Day>): string {
  return writeObject(days, day =>
    writeObject(
      facets.map(facet => [facet, day[facet]]),
      writeCounts,
    ),
  )
}

function writeCounts(values: Map<string | number, Counts>): string {
  return writeObject(values, found =>
    changed(found) ? `[${found.clicks},${found.clickers},${found.excluded}]` : nothing,
  )
}

const nothing = '{}'

/** JSON without what is empty. */
function writeObject<V>(entries: Iterable<[string | number, V]>, write: (value: V) => string): string {
  let json = ''
  for (const [key, value] of entries) {
    const text = write(value)
    if (text !== nothing) json += `${json === '' ? '' : ','}${JSON.stringify(String(key))}:${text}`
  }
  return `{${json}}`
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

function obtain<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const value = make()
  map.set(key, value)
  return value
}
