import { isInside, type Window } from '../../rollups/window.js'
import type { Beginning } from '../../tweets/begin.js'
import type { Links } from '../links.js'
import type { JudgedHit } from '../steps/classify.js'
import { type Firsts, FirstsFinder } from './firsts.js'
import { Tally } from './tally.js'

/** What hits change, except for clickers: only the database knows which visitors are new. */
export interface Gathered {
  /** The links it was gathered with. */
  links: Links
  /** Tweets that begin with one of the hits; the rest is counted with their new windows. */
  beginnings: Beginning[]
  /** Counts of the hits; clickers still have to be added. */
  tally: Tally
  firsts: Firsts[]
}

/** Gathers hits, given in key order. */
export class Gathering {
  readonly #links: Links
  readonly #beginnings = new Map<number, Beginning>()
  readonly #tally = new Tally()
  readonly #firsts = new FirstsFinder()

  constructor(links: Links) {
    this.#links = links
  }

  add(hit: JudgedHit): void {
    this.#tally.hit(hit, 1)
    if (hit.reason !== null) return
    const inside = isInside(this.#windowAt(hit), hit)
    if (inside) this.#tally.tweet('clicks', hit, 1)
    this.#firsts.add(hit, inside)
  }

  finish(): Gathered {
    const beginnings = [...this.#beginnings.values()]
    return { links: this.#links, beginnings, tally: this.#tally, firsts: this.#firsts.found() }
  }

  /** The window of a click's tweet, which may begin with this click: none before it remains. */
  #windowAt({ linkId, at, source }: JudgedHit): Window | null {
    const link = this.#links.get(linkId)
    const window = this.#beginnings.get(linkId) ?? link?.window ?? null
    const tweet = link?.unpublished ?? null
    const later = window === null || at < window.from
    if (tweet === null || !later || (source !== tweet.network && source !== 'unknown')) return window
    const beginning = { tweetId: tweet.tweetId, linkId, from: at, to: at + tweet.windowMs }
    this.#beginnings.set(linkId, beginning)
    return beginning
  }
}
