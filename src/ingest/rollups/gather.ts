import type { Click } from '../steps/classify.js'
import { isInside, type Windows } from '../windows.js'
import { type Firsts, FirstsFinder } from './firsts.js'
import { Tally } from './tally.js'

/** What some clicks change, but for the clickers among them: who those are only the database knows. */
export interface Gathered {
  /** Those it was gathered with. */
  windows: Windows
  /** The clicks. Clickers are still to be added. */
  tally: Tally
  firsts: Firsts[]
}

/** Gathers clicks, which come in the order of their key. */
export class Gathering {
  readonly #windows: Windows
  readonly #tally = new Tally()
  readonly #firsts: FirstsFinder

  constructor(windows: Windows) {
    this.#windows = windows
    this.#firsts = new FirstsFinder(windows)
  }

  add(click: Click): void {
    this.#tally.hit(click, 1)
    if (click.reason !== null) return
    if (isInside(this.#windows.get(click.linkId), click)) this.#tally.tweet('clicks', click, 1)
    this.#firsts.add(click)
  }

  finish(): Gathered {
    return { windows: this.#windows, tally: this.#tally, firsts: this.#firsts.found() }
  }
}

/** All at once. */
export function gather(clicks: Click[], windows: Windows): Gathered {
  const gathering = new Gathering(windows)
  for (const click of clicks) gathering.add(click)
  return gathering.finish()
}
