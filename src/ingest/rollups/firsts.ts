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
  /** By link, then visitor. */
  readonly #firsts = new Map<number, Map<string, Firsts>>()

  /** `inside`: whether it is inside the attribution window of the link's tweet. */
  add(click: JudgedHit, inside: boolean): void {
    const { linkId, visitor } = click
    const inWindow = inside ? click : null
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
