import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/db/connect.js'
import type { HitRecord } from '../../src/journal/record.js'
import { seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { browsers, crawlers } from '../fixtures/user-agent-lists.js'

type LinkOfHit = Pick<HitRecord, 'linkId' | 'linkIdentity'>

/** Makes 500 links, all but every tenth with a tweet and its window. */
export async function storeLinksOfHits(db: Database, from: number, to: number): Promise<LinkOfHit[]> {
  const linkIds: number[] = []
  for (let n = 0; n < 500; n++) {
    linkIds.push(await storeLinkWithTweet(db, `link-${n}`, n % 10 === 0 ? null : from, to))
  }
  const identities = await db.$client<{ id: string; identity: string }[]>`select id, identity from links`
  return linkIds.map(linkId => ({
    linkId,
    linkIdentity: Number(identities.find(({ id }) => Number(id) === linkId)?.identity),
  }))
}

/**
 * Hits as they come, in order of time from `from` to `to`: few links get most of them, 40 % are
 * crawlers, a person clicks 1.25 times.
 */
export function* makeHits(
  links: LinkOfHit[],
  { count, from, to }: { count: number; from: number; to: number },
): Generator<HitRecord> {
  const chance = seeded(1)
  const pick = <T>(list: readonly T[], power = 1) => list[Math.floor(chance() ** power * list.length)] as T
  const referrers = [
    null,
    ...Array.from({ length: 12 }, (_, n) => `https://t.co/aBcDeF${n}`),
    'https://www.google.com/',
  ]
  const countries = ['US', 'DE', 'GB', 'FR', 'JP', 'BR', 'IN', null]
  for (let n = 0; n < count; n++) {
    const person = chance() > 0.4
    yield {
      id: `01980000-${(n >>> 16).toString(16).padStart(4, '0')}-7${randomUUID().slice(15)}`,
      ...pick(links, 5),
      at: Math.floor(from + (n / count) * (to - from)),
      visitor: Math.floor(chance() * count * 0.45)
        .toString(16)
        .padStart(32, '7'),
      country: pick(countries),
      referrer: pick(referrers),
      userAgent: person ? pick(browsers, 3) : pick(crawlers),
      hints: person ? { fetchMode: 'navigate', secure: true } : {},
    }
  }
}
