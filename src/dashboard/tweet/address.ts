import { type Filter, filterNames } from '../../stats/filter.js'
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
  return pathOf(shown.slug, query)
}

/** Where a form of the page goes; its query leads back to what is shown. */
export function actionOf(shown: Shown, form: 'tweet' | 'reported'): string {
  return pathOf(`${shown.slug}/${form}`, new URLSearchParams(queryOf(shown)))
}

/** The page as it was shown when a form was sent, by the query of the form's action. */
export function addressAfter(slug: string, sent: Readonly<Record<string, string>>): string {
  const names = ['range', 'from', 'to', 'unit', ...filterNames]
  return pathOf(slug, new URLSearchParams(Object.entries(sent).filter(([name]) => names.includes(name))))
}

function pathOf(below: string, query: URLSearchParams): string {
  return `/app/links/${below}${query.size > 0 ? `?${query}` : ''}`
}

/** The same page for another range, in a unit that suits it. */
export function addressOfRange(shown: Shown, range: string | undefined): string {
  return addressOf(shown, { range, from: undefined, to: undefined, unit: undefined })
}
