import type { Click } from '../steps/classify.js'
import type { Window } from '../windows.js'

/** What some clicks tell of one visitor of one link. */
export interface Firsts {
  linkId: number
  visitor: string
  /** The earliest click, by time, then id. */
  first: Click
  /** The earliest inside the attribution window of the link's tweet; null where none is. */
  inWindow: Click | null
}

/** The firsts among human clicks, which may come in any order; in the order of the key of `visitors`. */
export function findFirsts(clicks: Click[], windows: Map<number, Window>): Firsts[] {
  const links = new Map<number, Map<string, Firsts>>()
  for (const click of clicks) {
    const { linkId, visitor } = click
    const visitors = links.get(linkId) ?? new Map<string, Firsts>()
    links.set(linkId, visitors)
    const inside = isInside(windows.get(linkId), click)
    const known = visitors.get(visitor)
    if (known === undefined) {
      visitors.set(visitor, { linkId, visitor, first: click, inWindow: inside ? click : null })
      continue
    }
    if (precedes(click, known.first)) known.first = click
    if (inside && precedes(click, known.inWindow)) known.inWindow = click
  }
  return [...links]
    .sort(([a], [b]) => a - b)
    .flatMap(([, visitors]) => [...visitors.values()].sort((a, b) => (a.visitor < b.visitor ? -1 : 1)))
}

/** Whether a click lies inside the window of its link's tweet. */
export function isInside(window: Window | undefined, { at }: Click): boolean {
  return window !== undefined && at >= window.from && at < window.to
}

/** Of a click, what orders it among others. */
export type Place = Pick<Click, 'at' | 'id'>

/** Whether a click is the earlier one, by time, then id; anything is where there was none. */
export function precedes(click: Place, other: Place | null): boolean {
  return other === null || click.at < other.at || (click.at === other.at && click.id < other.id)
}
