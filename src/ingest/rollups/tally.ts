import { dayMs } from '../../durations.js'
import { readFacets } from '../../rollups/facet-values.js'
import type { Facet } from '../../rollups/facets.js'
import { isThroughXForIphone, postingOf, postingSource } from '../../rollups/posting.js'
import { quarterMs } from '../../rollups/quarter.js'
import type { JudgedHit } from '../steps/classify.js'
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

export interface PostingRow extends Counts {
  linkId: number
  posting: string
  xForIphone: boolean
}

/** What is added to a link's quarters of an hour and facets, as the JSON of `link_changes`. */
export interface LinkChange {
  linkId: number
  quarters: string
  facets: string
}

/** What is added to a link's total, with the newest rules that judged, and how many hits. */
export interface TotalRow extends Counts {
  linkId: number
  rulesVersion: number
  judged: number
}

/** What is added to one link. */
interface LinkTally {
  total: Counts
  /** Hits by the version of the rules that judged them. */
  judged: Map<number, number>
  /** By quarter of an hour, counted since the epoch. */
  quarters: Map<number, Counts>
  /** By day of UTC, counted since the epoch. */
  days: Map<number, Day>
  sources: Map<string, Counts>
  /** What came from X, by posting: in X for iPhone, and otherwise. */
  postings: Map<string, { iphone: Counts; other: Counts }>
}

/** By facet, in the order of the facets, then by value. */
type Day = Record<Facet['of'], Map<string, Counts>[]>

/**
 * Changes of the rollups, collected from hits and clickers. Each adds 1, or −1 if it is taken back.
 */
export class Tally {
  readonly #links = new Map<number, LinkTally>()

  /** A hit: a click, or an excluded one. */
  hit(hit: Values & Pick<JudgedHit, 'reason' | 'rulesVersion'>, by: 1 | -1): void {
    this.#add(hit, hit.reason === null ? 'clicks' : 'excluded', by)
    const { judged } = this.#link(hit.linkId)
    judged.set(hit.rulesVersion, (judged.get(hit.rulesVersion) ?? 0) + by)
  }

  /** A clicker, at its first click. */
  clicker(first: Values, by: 1 | -1): void {
    this.#add(first, 'clickers', by)
  }

  /** A click or a clicker inside the window of the link's tweet. */
  tweet(count: 'clicks' | 'clickers', hit: Values, by: 1 | -1): void {
    const { sources, postings } = this.#link(hit.linkId)
    counts(sources, hit.source)[count] += by
    if (hit.source !== postingSource) return
    const posting = obtain(postings, postingOf(hit), () => ({ iphone: noCounts(), other: noCounts() }))
    posting[isThroughXForIphone(hit) ? 'iphone' : 'other'][count] += by
  }

  // All nodes use the same row order, so that they never deadlock.

  totals(): TotalRow[] {
    return byKey(this.#links).flatMap(([linkId, { total, judged }]) => {
      if (!changed(total)) return []
      const rules = Math.max(0, ...judged.keys())
      return { linkId, ...total, rulesVersion: rules, judged: judged.get(rules) ?? 0 }
    })
  }

  sources(): SourceRow[] {
    return byKey(this.#links).flatMap(([linkId, { sources }]) =>
      byKey(sources).flatMap(([source, found]) => (changed(found) ? { linkId, source, ...found } : [])),
    )
  }

  postings(): PostingRow[] {
    return byKey(this.#links).flatMap(([linkId, { postings }]) =>
      byKey(postings).flatMap(([posting, { iphone, other }]) => [
        ...(changed(other) ? [{ linkId, posting, xForIphone: false, ...other }] : []),
        ...(changed(iphone) ? [{ linkId, posting, xForIphone: true, ...iphone }] : []),
      ]),
    )
  }

  *changes(): Generator<LinkChange> {
    for (const [linkId, { quarters, days }] of byKey(this.#links)) {
      const change = { linkId, quarters: writeCounts(quarters), facets: writeDays(days) }
      if (change.quarters !== nothing || change.facets !== nothing) yield change
    }
  }

  #add(hit: Values, count: keyof Counts, by: 1 | -1): void {
    const link = this.#link(hit.linkId)
    link.total[count] += by
    quarter(link, hit)[count] += by
    const of = count === 'excluded' ? 'excluded' : 'clicks'
    const values = day(link, hit)[of]
    readFacets[of].forEach((facet, n) => {
      counts(values[n] as Map<string, Counts>, facet.valueOf(hit))[count] += by
    })
  }

  #link(linkId: number): LinkTally {
    return obtain(this.#links, linkId, newLink)
  }
}

function newLink(): LinkTally {
  return {
    ...{ total: noCounts(), judged: new Map(), quarters: new Map(), days: new Map() },
    ...{ sources: new Map(), postings: new Map() },
  }
}

function newDay(): Day {
  return {
    clicks: readFacets.clicks.map(() => new Map()),
    excluded: readFacets.excluded.map(() => new Map()),
  }
}

function quarter({ quarters }: LinkTally, { at }: Values): Counts {
  return obtain(quarters, Math.floor(at / quarterMs), noCounts)
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
      (['clicks', 'excluded'] as const).flatMap(of =>
        readFacets[of].map(({ name }, n): [string, Map<string, Counts>] => [name, day[of][n] ?? new Map()]),
      ),
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

/** JSON without empty parts. */
function writeObject<V>(entries: Iterable<[string | number, V]>, write: (value: V) => string): string {
  let json = ''
  for (const [key, value] of entries) {
    const text = write(value)
    if (text !== nothing) json += `${json === '' ? '' : ','}${JSON.stringify(String(key))}:${text}`
  }
  return `{${json}}`
}

function obtain<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const value = make()
  map.set(key, value)
  return value
}
