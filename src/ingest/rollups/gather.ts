import { isInside } from '../../rollups/window.js'
import type { Links } from '../links.js'
import type { Click } from '../steps/classify.js'
import { type Firsts, FirstsFinder } from './firsts.js'
import { Tally } from './tally.js'

/**
 * What some clicks change, but for the clickers among them: who those are only the database knows.
 */
export interface Gathered {
  /** Those it was gathered with. */
  links: Links
  /** The clicks. Clickers are still to be added. */
  tally: Tally
  firsts: Firsts[]
}

/** Gathers clicks, which come in the order of their key. */
export class Gathering {
  readonly #links: Links
  readonly #tally = new Tally()
  readonly #firsts: FirstsFinder

  constructor(links: Links) {
    this.#links = links
    this.#firsts = new FirstsFinder(links)
  }

  add(click: Click): void {
    this.#tally.hit(click, 1)
    if (click.reason !== null) return
    if (isInside(this.#links.get(click.linkId)?.window, click)) this.#tally.tweet('clicks', click, 1)
    this.#firsts.add(click)
  }

  finish(): Gathered {
    return { links: this.#links, tally: this.#tally, firsts: this.#firsts.found() }
  }
}
