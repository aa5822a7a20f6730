import { isInside } from '../../rollups/window.js'
import type { Links } from '../links.js'
import type { JudgedHit } from '../steps/classify.js'
import { type Firsts, FirstsFinder } from './firsts.js'
import { Tally } from './tally.js'

/** What hits change, except for clickers: only the database knows which visitors are new. */
export interface Gathered {
  /** The links it was gathered with. */
  links: Links
  /** The hits; clickers still have to be added. */
  tally: Tally
  firsts: Firsts[]
}

/** Gathers hits, given in key order. */
export class Gathering {
  readonly #links: Links
  readonly #tally = new Tally()
  readonly #firsts: FirstsFinder

  constructor(links: Links) {
    this.#links = links
    this.#firsts = new FirstsFinder(links)
  }

  add(hit: JudgedHit): void {
    this.#tally.hit(hit, 1)
    if (hit.reason !== null) return
    if (isInside(this.#links.get(hit.linkId)?.window, hit)) this.#tally.tweet('clicks', hit, 1)
    this.#firsts.add(hit)
  }

  finish(): Gathered {
    return { links: this.#links, tally: this.#tally, firsts: this.#firsts.found() }
  }
}
