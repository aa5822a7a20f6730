import type { Filter } from '../../stats/filter.js'
import type { ChosenRange } from './ranges.js'

/** What a link's page shows, as its address asks for it. */
export interface Shown {
  slug: string
  range: ChosenRange
  /** As it was asked for; undefined for one that suits the range. */
  unit: string | undefined
  filter: Filter
}

/** The query of an address, without what is undefined. */
export function queryOf({ range, unit, filter }: Shown): [name: string, value: string][] {
  return Object.entries({ ...range.query, unit, ...filter }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
}

/** The address of the page after a change of what it shows; undefined takes something away. */
export function addressOf(shown: Shown, change: Record<string, string | undefined>): string {
  const query = new URLSearchParams(queryOf(shown))
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  }
  return `/app/links/${shown.slug}${query.size > 0 ? `?${query}` : ''}`
}

/** The same page for another range, in a unit that suits it. */
export function addressOfRange(shown: Shown, range: string | undefined): string {
  return addressOf(shown, { range, from: undefined, to: undefined, unit: undefined })
}
