import { sql } from 'drizzle-orm'
import t from 'tap'
import { everything } from '../../src/auth/access.js'
import { createKey } from '../../src/auth/keys.js'
import { connect } from '../../src/db/connect.js'
import { links } from '../../src/db/schema.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import type { HitRecord } from '../../src/journal/record.js'
import { arrivedHits } from '../../src/stats/arrived-hits.js'
import { settledArrival } from '../../src/stats/settled.js'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded, storeLinks } from '../fixtures/hits.js'

const { api, ctx, way } = await testApp(t, { env: { API_REQUESTS_PER_MINUTE: '100000' } })
const { db } = ctx
const own = () => {
  const node = connect(way.url, { max: 3, name: 'test node' })
  t.teardown(() => node.$client.end({ timeout: 1 }))
  return node
}
/** So many that no two nodes count the same one at once, and one of them tries again. */
const people = 2 ** 40
const from = Date.parse('2026-05-01T00:00:00Z')
const hits = (seed: number, count: number, linkIds = [1, 2, 3]) =>
  randomRecords(seeded(seed), { count, linkIds, from, to: from + 86_400_000, people })
const ids = (records: { id: string }[]) => records.map(({ id }) => id).sort()
await storeLinks(db, [1, 2, 3])

/** What a copy elsewhere gets until `done`; `since` where it stands. */
async function sync(since: string | undefined, done: () => boolean, query = 'limit=97') {
  const got: { id: string; slug: string; kind: string }[] = []
  let at = since
  for (;;) {
    const last = done()
    const cursor: string = at === undefined ? '' : `&since=${at}`
    const answer = (await api('GET', `/clicks?${query}${cursor}`)).json()
    got.push(...answer.data)
    at = answer.since
    if (last && !answer.more) return { got, since: at }
  }
}
const once = () => true
let place: string | undefined

t.test('a copy made while several nodes count gets each hit exactly once', async t => {
  const nodes = [own(), own(), own()]
  let running = true
  const written: HitRecord[] = []
  const writers = nodes.map(async (node, n) => {
    for (let batch = 0; batch < 12; batch++) {
      const records = hits(100 * n + batch, 1 + ((batch * 37) % 150))
      await countRecords(node, records)
      written.push(...records)
    }
  })
  let error: unknown
  const counting = Promise.all(writers)
    .catch(thrown => {
      error = thrown
    })
    .finally(() => {
      running = false
    })
  const { got, since } = await sync(undefined, () => !running)
  await counting
  t.equal(error, undefined)
  t.equal(got.length, written.length)
  t.same(ids(got), ids(written))
  t.ok(got.every(({ slug }) => /^link-[123]$/.test(slug)))
  place = since
})

t.test('a batch that began first and ends last is waited for', async t => {
  const slow = own()
  const [early, late] = [hits(900, 1)[0], hits(901, 1)[0]] as [HitRecord, HitRecord]
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  let stored = () => {}
  const isStored = new Promise<void>(resolve => {
    stored = resolve
  })
  const transaction = slow.transaction(async tx => {
    await tx.execute(sql`
      insert into clicks (link_id, clicked_at, id, visitor, rules_version, hints, source)
      values (1, ${new Date(early.at).toISOString()}::text::timestamptz, ${early.id}, ${'\\x00'}::text::bytea, 1, '{}', 'x')`)
    stored()
    await held
  })
  await isStored
  await countRecords(db, [late])
  t.equal(await settledArrival(db), null, 'nobody knows yet what is below')
  const meanwhile = await arrivedHits({ db, access: everything }, { kind: 'all', limit: 10, since: place })
  t.match(meanwhile, { items: [], more: true })
  release()
  await transaction
  const { got, since } = await sync(meanwhile.since, once)
  t.same(
    got.map(({ id }) => id),
    [early.id, late.id],
  )
  place = since
})

t.test('what was rolled back leaves no gap that anybody waits for', async t => {
  await t.rejects(
    db.transaction(async tx => {
      await tx.execute(sql`select nextval('clicks_arrival'), pg_current_xact_id()`)
      throw new Error('no luck')
    }),
  )
  const records = hits(902, 3)
  await countRecords(db, records)
  const { got, since } = await sync(place, once)
  t.same(ids(got), ids(records))
  t.same((await sync(since, once)).got, [])
  place = since
})

t.test('a hit that is judged again with another result comes again', async t => {
  const rows = await db.execute<{ id: string }>(sql`
    update clicks set reason = 'suspect' where reason is null and link_id = 2 and id in (
      select id from clicks where link_id = 2 and reason is null order by id limit 5) returning id`)
  await reclassify(db, { write: true })
  const { got, since } = await sync(place, once)
  const changed = ids([...rows])
  t.same(ids(got.filter(({ id }) => changed.includes(id))), changed)
  t.ok(got.every(({ kind, id }) => kind === 'human' || !changed.includes(id)))
  place = since
})

t.test('by kind, and of what a key sees', async t => {
  const all = (await sync(undefined, once)).got
  const human = (await sync(undefined, once, 'kind=human&limit=1000')).got
  t.same(ids(human), ids(all.filter(({ kind }) => kind === 'human')))
  t.equal((await api('GET', `/clicks?kind=human&since=${place}`)).statusCode, 400, 'a cursor is of its kind')
  t.equal((await api('GET', '/clicks?since=xyz')).statusCode, 400)
  const { id, key } = await createKey(db, { name: 'one', role: 'author' })
  await db.execute(sql`update ${links} set key_id = ${id} where slug = 'link-3'`)
  const headers = { authorization: `Bearer ${key}` }
  const mine = (await api('GET', '/clicks?limit=1000', undefined, { headers })).json()
  t.same(ids(mine.data), ids(all.filter(({ slug }) => slug === 'link-3').slice(0, 1000)))
  t.ok(mine.data.length > 0)
})
