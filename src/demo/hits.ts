import type { Network } from '../accounts/handle.js'
import type { HitRecord } from '../journal/record.js'
import type { Chance } from './chance.js'
import { browsers, chrome, countries, crawlers, otherPlaces, xApps } from './crowd.js'
import { crawlersShare, delay, lateShare, othersShare, preview, repeats } from './habits.js'

/** A hit without its link. */
export type InventedHit = Omit<HitRecord, 'id' | 'linkId' | 'linkIdentity'>

interface Tweeted {
  at: Date
  network: Network
  /** Followers who click within the window. */
  clickers: number
}

type Person = Pick<InventedHit, 'visitor' | 'country' | 'referrer' | 'userAgent'>

/** Nobody reads a tweet and taps its link faster. */
const soonestMs = 15_000

/** All hits of a tweet's link before `until`, ordered by time. */
export function hitsOf(tweet: Tweeted, random: Chance, until: Date): InventedHit[] {
  const from = tweet.at.getTime()
  const tweets = Array.from({ length: random.whole(1, 4) }, () => `https://t.co/${word(random)}`)
  const others = random.poisson(tweet.clickers * othersShare)
  const late = random.poisson(tweet.clickers * lateShare)
  const inWindow = () => soonestMs + lomax(random.uniform() * (1 - lateShare), delay.windowMs - soonestMs - 1)
  const afterwards = () => lomax(1 - random.uniform() * lateShare, Number.POSITIVE_INFINITY)
  const hits = [
    ...people(tweet.clickers, () => follower(tweet.network, tweets, random), inWindow),
    ...people(late, () => follower(tweet.network, tweets, random), afterwards),
    ...people(others, () => someone(random, random.weighted(otherPlaces)), inWindow),
  ]
  const clicks = hits.length
  for (let n = random.whole(preview.fewest, preview.most); n > 0; n--) {
    hits.push(program(from + random.uniform() * preview.withinMs, random))
  }
  for (let n = random.poisson(clicks * crawlersShare); n > 0; n--) {
    hits.push(program(from + inWindow(), random))
  }
  return hits.filter(({ at }) => at < until.getTime()).sort((a, b) => a.at - b.at)

  function people(count: number, who: () => Person, after: () => number): InventedHit[] {
    return Array.from({ length: count }, who).flatMap(person => {
      const first = from + after()
      const again = Array.from({ length: random.poisson(repeats) }, () => first + inWindow())
      return [first, ...again].map(at => ({
        ...person,
        at: Math.floor(at),
        hints: { fetchMode: 'navigate', secure: true as const },
      }))
    })
  }
}

/** The delay in milliseconds that the share `part` of all clicks stays below; at most `most`. */
function lomax(part: number, most: number): number {
  return Math.min((delay.scaleMs * part) / (1 - part), most)
}

/** Apps mostly send no referrer, and Mastodon never does. */
function follower(network: Network, tweets: string[], random: Chance): Person {
  if (network === 'mastodon') return someone(random, null)
  if (network === 'bluesky') return someone(random, random.uniform() < 0.6 ? 'https://go.bsky.app/' : null)
  // The first address is the tweet itself; the others belong to people who reposted it.
  const tweet = tweets[Math.floor(random.uniform() ** 2 * 0.999 * tweets.length)] ?? null
  const inApp = random.uniform() < 0.45
  const person = someone(random, random.uniform() < (inApp ? 0.3 : 0.8) ? tweet : null)
  return inApp ? { ...person, userAgent: random.weighted(xApps) } : person
}

function someone(random: Chance, referrer: string | null): Person {
  return {
    visitor: visitor(random),
    country: random.weighted(countries),
    referrer,
    userAgent: random.weighted(browsers),
  }
}

const programs: readonly (readonly [kind: (random: Chance) => Partial<InventedHit>, weight: number])[] = [
  [random => ({ userAgent: random.weighted(crawlers) }), 80],
  [random => ({ userAgent: random.weighted(browsers), hints: { purpose: 'prefetch', secure: true } }), 8],
  [random => ({ userAgent: random.weighted(crawlers), hints: { head: true } }), 5],
  [() => ({ userAgent: null }), 4],
  // It claims to be a browser, but sends none of a browser's headers.
  [() => ({ userAgent: chrome, hints: { noAcceptLanguage: true, secure: true } }), 3],
]

function program(at: number, random: Chance): InventedHit {
  return {
    at: Math.floor(at),
    visitor: visitor(random),
    country: random.weighted(countries),
    referrer: null,
    userAgent: null,
    hints: { noAcceptLanguage: true },
    ...random.weighted(programs)(random),
  }
}

function visitor(random: Chance): string {
  return Array.from({ length: 4 }, () =>
    random
      .whole(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
}

/** The code in a t.co address. */
function word(random: Chance): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  return Array.from({ length: 10 }, () => random.pick([...letters])).join('')
}
