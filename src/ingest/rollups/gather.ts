import { isInside } from '../../rollups/window.js'
import type { Links } from '../links.js'
import type { JudgedHit } from '../steps/classify.js'
import { type Firsts, FirstsFinder } from './firsts.js'
import { Tally } from './tally.js'

/**
 * What some hits change, but for the clickers among them: who those are only the database knows.
 */
export interface Gathered {
  /** Those it was gathered with. */
  links: Links
  /** The hits. Clickers are still to be added. */
  tally: Tally
  firsts: Firsts[]
}

/** Gathers hits, which come in the order of their key. */
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
