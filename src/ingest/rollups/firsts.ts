import { isInside } from '../../rollups/window.js'
import type { Links } from '../links.js'
import type { JudgedHit } from '../steps/classify.js'

/** What these clicks say about one visitor of one link. */
export interface Firsts {
  linkId: number
  visitor: string
  /** The earliest click, by time, then id. */
  first: JudgedHit
  /** The earliest inside the attribution window of the link's tweet; null if there is none. */
  inWindow: JudgedHit | null
}

/** Finds first clicks. The clicks are given in key order of `clicks`. */
export class FirstsFinder {
  readonly #links: Links
  /** By link, then visitor. */
  readonly #firsts = new Map<number, Map<string, Firsts>>()

  constructor(links: Links) {
    this.#links = links
  }

  add(click: JudgedHit): void {
    const { linkId, visitor } = click
    const inWindow = isInside(this.#links.get(linkId)?.window, click) ? click : null
    const visitors = this.#firsts.get(linkId) ?? new Map<string, Firsts>()
    const known = visitors.get(visitor)
    if (known !== undefined) {
      known.inWindow ??= inWindow
      return
    }
    visitors.set(visitor, { linkId, visitor, first: click, inWindow })
    if (visitors.size === 1) this.#firsts.set(linkId, visitors)
  }

  /** The result, in key order of `visitors`. */
  found(): Firsts[] {
    return [...this.#firsts.values()].flatMap(visitors =>
      [...visitors.values()].sort((a, b) => (a.visitor < b.visitor ? -1 : 1)),
    )
  }
}
