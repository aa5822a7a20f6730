import t from 'tap'
import type { Page } from '../../src/db/pages.js'
import type { Hit, HitKind } from '../../src/stats/hits.js'
import { allHits, linkHits } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'

const { db } = await database(t)
const ctx = { db }
const [mine, others] = [await storeLink(db, 'mine'), await storeLink(db, 'others')]
const from = Date.parse('2026-03-31T23:59:59.950Z')
// A tenth of a second over the end of a month: many hits share a millisecond, and they lie in two
// partitions.
const span = { from, to: from + 100 }
const records = randomRecords(seeded(6), { count: 400, linkIds: [mine.id, others.id], ...span })
await countRecords(db, records)
const ids = records.filter(record => record.linkId === mine.id).map(record => record.id)

async function pages(kind: HitKind, limit: number): Promise<Hit[]> {
  const found: Hit[] = []
  let cursor: string | null = null
  do {
    const page: Page<Hit> = await linkHits(ctx, 'mine', { kind, limit, cursor })
    if (page.items.length > limit) throw new Error('The page is too long.')
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return found
}

t.test('pages show every hit once, newest first', async t => {
  const hits = await pages('all', 17)
  t.strictSame(hits.map(hit => hit.id).sort(), [...ids].sort())
  const places = hits.map(hit => `${hit.at} ${hit.id}`)
  t.strictSame(places, places.toSorted().reverse())
})

t.test('human clicks and excluded hits make up all', async t => {
  const human = await pages('human', 50)
  const excluded = await pages('excluded', 50)
  t.ok(human.length > 0 && excluded.length > 0)
  t.ok(human.every(hit => hit.kind === 'human' && hit.reason === null))
  t.ok(excluded.every(hit => hit.kind === 'excluded' && hit.reason !== null))
  t.equal(human.length + excluded.length, ids.length)
})

t.test('a hit carries what it was judged by', async t => {
  const [hit] = (await linkHits(ctx, 'mine', { kind: 'all', limit: 1 })).items
  const record = records.find(({ id }) => id === hit?.id)
  t.match(hit, {
    at: new Date(record?.at ?? 0).toISOString(),
    userAgent: record?.userAgent,
    referrer: record?.referrer,
    country: record?.country,
    visitor: record?.visitor,
  })
})

t.test('a page that ends with the last hit has no next one', async t => {
  t.equal((await linkHits(ctx, 'mine', { kind: 'all', limit: ids.length })).next, null)
  t.not((await linkHits(ctx, 'mine', { kind: 'all', limit: ids.length - 1 })).next, null)
})

t.test('all of them come page by page', async t => {
  const found: string[] = []
  for await (const page of await allHits(ctx, 'mine', 'all', 50)) found.push(...page.map(hit => hit.id))
  t.strictSame(
    found,
    (await pages('all', 500)).map(hit => hit.id),
  )
})

t.test('an unknown link is refused before the first page', async t => {
  await t.rejects(allHits(ctx, 'nobody', 'all'), { code: 'link-not-found' })
  await t.rejects(linkHits(ctx, 'nobody', { kind: 'all', limit: 1 }), { code: 'link-not-found' })
})
