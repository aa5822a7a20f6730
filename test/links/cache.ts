import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { connect, type Database } from '../../src/db/connect.js'
import { links } from '../../src/db/schema.js'
import { announceLink } from '../../src/links/announce.js'
import { type LinkCache, openLinkCache } from '../../src/links/cache.js'
import { eventually } from '../fixtures/client.js'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { severable } from '../fixtures/severable.js'

const log = { warn() {} }

/**
 * A cache that reaches its database over a way that the test can cut, and whose clock the test
 * moves.
 */
async function setUp(t: Test, prepare: (db: Database) => Promise<unknown> = async () => {}) {
  const { db, url } = await database(t)
  await prepare(db)
  const way = await severable(t, url)
  const own = connect(way.url, { max: 3, name: 'test cache' })
  const clock = { ms: Date.now() }
  const { hear } = own.channels
  let deafen = () => {}
  own.channels.hear = (channel, hearing) => {
    const stop = hear(channel, hearing)
    deafen = () => {
      stop()
      hearing.lost?.()
    }
    return stop
  }
  const cache = await openLinkCache({ db: own, log, now: () => new Date(clock.ms) })
  t.teardown(async () => {
    way.mend()
    await cache.close()
    await own.$client.end({ timeout: 1 })
  })
  return { db, way, cache, clock, deafen: () => deafen() }
}

async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await done())) await sleep(10)
}

const url = async (cache: LinkCache, slug: string) => (await cache.get(slug))?.url
const isPromise = (value: unknown) => value instanceof Promise

t.test('a link is read once, then served from memory without waiting', async t => {
  const { db, cache } = await setUp(t)
  const stored = await storeLink(db, 'abc', { forwardQuery: true, expiresAt: new Date('2030-01-01') })
  const [first, second] = await Promise.all([cache.get('abc'), cache.get('abc')])
  t.equal(first, second)
  const link = cache.get('abc')
  t.equal(link, first)
  t.match(link, {
    id: stored.id,
    slug: 'abc',
    url: 'https://example.com/abc',
    enabled: true,
    expiresAt: new Date('2030-01-01'),
    deletedAt: null,
    forwardQuery: true,
    visitorSaltEndsAt: stored.visitorSaltEndsAt,
  })
  t.same(first?.visitorSalt, stored.visitorSalt)
})

t.test('the newest links are in memory soon after opening', async t => {
  const { cache } = await setUp(t, db => storeLink(db, 'early'))
  await until(() => !isPromise(cache.get('early')))
  t.match(cache.get('early'), { url: 'https://example.com/early' })
})

t.test('a slug that does not exist is remembered for five seconds', async t => {
  const { db, cache, clock } = await setUp(t)
  t.equal(await cache.get('nobody'), undefined)
  await storeLink(db, 'nobody')
  t.equal(cache.get('nobody'), undefined)
  clock.ms += 5_001
  t.equal(await url(cache, 'nobody'), 'https://example.com/nobody')
})

t.test('an announced link is found at once, also where it was asked for before', async t => {
  const { db, cache } = await setUp(t)
  t.equal(await cache.get('fresh'), undefined)
  await db.transaction(async tx => {
    await storeLink(tx, 'fresh')
    await announceLink(tx, 'fresh')
  })
  await until(async () => (await url(cache, 'fresh')) !== undefined)
  t.equal(await url(cache, 'fresh'), 'https://example.com/fresh')
})

t.test('a change made here is seen by the very next request', async t => {
  const { db, cache } = await setUp(t)
  await storeLink(db, 'here')
  await cache.get('here')
  await db.update(links).set({ enabled: false }).where(eq(links.slug, 'here'))
  cache.changed('here')
  // A visitor waits no more than 100 ms for it, which a busy machine can take.
  await until(async () => (await cache.get('here'))?.enabled === false)
  t.equal(await cache.get('soon'), undefined)
  await storeLink(db, 'soon')
  cache.changed('soon')
  t.equal(await url(cache, 'soon'), 'https://example.com/soon')
})

t.test('an announced change replaces what is in memory', async t => {
  const { db, cache } = await setUp(t)
  await storeLink(db, 'moved')
  await cache.get('moved')
  await db.transaction(async tx => {
    await tx.update(links).set({ url: 'https://example.com/new' }).where(eq(links.slug, 'moved'))
    await announceLink(tx, 'moved')
  })
  await until(async () => (await url(cache, 'moved')) === 'https://example.com/new')
  t.notOk(isPromise(cache.get('moved')))
})

t.test('a change that nobody announced is seen after a minute', async t => {
  const { db, cache, clock } = await setUp(t)
  await storeLink(db, 'quiet')
  await cache.get('quiet')
  await db.update(links).set({ url: 'https://example.com/new' }).where(eq(links.slug, 'quiet'))
  clock.ms += 59_000
  t.equal(await url(cache, 'quiet'), 'https://example.com/quiet')
  clock.ms += 1_001
  // A database that takes longer than a visitor waits gives the old one once more.
  const found = await eventually(
    () => url(cache, 'quiet'),
    address => address === 'https://example.com/new',
  )
  t.equal(found, 'https://example.com/new')
})

t.test('a clock that is set back does not keep a link for longer', async t => {
  const { db, cache, clock } = await setUp(t)
  await storeLink(db, 'back')
  await cache.get('back')
  clock.ms -= 3_600_000
  t.ok(isPromise(cache.get('back')))
})

t.test('known links are served while the database is gone, and follow it when it is back', async t => {
  const { db, way, cache, clock } = await setUp(t)
  await storeLink(db, 'known')
  await cache.get('known')
  way.cut()
  await storeLink(db, 'other')
  clock.ms += 3_600_000
  t.equal(await url(cache, 'known'), 'https://example.com/known')
  await t.rejects(Promise.resolve(cache.get('other')), { code: 'database-unavailable', status: 503 })
  await db.update(links).set({ url: 'https://example.com/new' }).where(eq(links.slug, 'known'))
  t.equal(await url(cache, 'known'), 'https://example.com/known')
  way.mend()
  await until(async () => (await url(cache, 'known')) === 'https://example.com/new')
  t.equal(await url(cache, 'other'), 'https://example.com/other')
})

t.test('known links are served while the database hangs', async t => {
  const { db, way, cache, clock } = await setUp(t)
  await storeLink(db, 'known')
  await cache.get('known')
  way.hang()
  clock.ms += 3_600_000
  // Asking once and for all: were the database waited for, these would take the load's two seconds
  // each.
  const answers = await Promise.all(Array.from({ length: 100 }, () => url(cache, 'known')))
  t.ok(answers.every(answer => answer === 'https://example.com/known'))
  await t.rejects(Promise.resolve(cache.get('unknown')), { code: 'database-unavailable' })
  t.equal(await url(cache, 'known'), 'https://example.com/known')
})

t.test('what was announced while the connection was broken is caught up with', async t => {
  const { db, way, cache } = await setUp(t)
  await storeLink(db, 'missed')
  await cache.get('missed')
  t.equal(await cache.get('made'), undefined)
  way.cut()
  await db.update(links).set({ url: 'https://example.com/new' }).where(eq(links.slug, 'missed'))
  await announceLink(db, 'missed')
  await storeLink(db, 'made')
  way.mend()
  await until(async () => (await url(cache, 'missed')) === 'https://example.com/new')
  await until(async () => (await url(cache, 'made')) !== undefined)
  await db.transaction(async tx => {
    await tx.update(links).set({ url: 'https://example.com/newer' }).where(eq(links.slug, 'missed'))
    await announceLink(tx, 'missed')
  })
  await until(async () => (await url(cache, 'missed')) === 'https://example.com/newer')
  t.pass('it listens again')
})

t.test('what was announced on a connection that is dead without a word is caught up with', async t => {
  const { db, way, cache } = await setUp(t)
  await storeLink(db, 'public')
  await cache.get('public')
  t.equal(await cache.get('made'), undefined)
  way.forget()
  await db.transaction(async tx => {
    await tx.update(links).set({ enabled: false }).where(eq(links.slug, 'public'))
    await announceLink(tx, 'public')
  })
  await storeLink(db, 'made')
  // The cache's clock stands still, so that nothing is read again for its age.
  await until(async () => (await cache.get('public'))?.enabled === false)
  await until(async () => (await url(cache, 'made')) !== undefined)
  await db.transaction(async tx => {
    await tx.update(links).set({ enabled: true }).where(eq(links.slug, 'public'))
    await announceLink(tx, 'public')
  })
  await until(async () => (await cache.get('public'))?.enabled === true)
  t.pass('it listens again')
})

t.test('a cache opens while the database is away', async t => {
  const { db, url: address } = await database(t)
  await storeLink(db, 'late')
  const way = await severable(t, address)
  way.cut()
  const own = connect(way.url, { max: 1 })
  const cache = await openLinkCache({ db: own, log, now: () => new Date() })
  t.teardown(async () => {
    await cache.close()
    await own.$client.end({ timeout: 1 })
  })
  await t.rejects(Promise.resolve(cache.get('late')), { code: 'database-unavailable' })
  way.mend()
  await until(async () => {
    try {
      return (await url(cache, 'late')) === 'https://example.com/late'
    } catch {
      return false
    }
  })
  t.equal(await url(cache, 'late'), 'https://example.com/late')
})

t.test('the newest links come into memory, though the database was away at the opening', async t => {
  const { db, url: address } = await database(t)
  await storeLink(db, 'early')
  const way = await severable(t, address)
  way.cut()
  const own = connect(way.url, { max: 1, name: 'late cache' })
  const cache = await openLinkCache({ db: own, log, now: () => new Date() })
  t.teardown(async () => {
    await cache.close()
    await own.$client.end({ timeout: 1 })
  })
  await sleep(1_200)
  way.mend()
  await until(async () => {
    const [row] = await db.$client`select from pg_stat_activity
      where application_name = 'late cache' and query like '%visitor_salt%' and state = 'idle'`
    return row !== undefined
  })
  await sleep(100)
  way.cut()
  t.match(cache.get('early'), { url: 'https://example.com/early' })
})

t.test('while changes are not heard, what is in memory is asked for again within seconds', async t => {
  const { db, cache, clock, deafen } = await setUp(t)
  await storeLink(db, 'secret')
  await cache.get('secret')
  deafen()
  await until(async () => isPromise(cache.get('secret')))
  await until(async () => !isPromise(cache.get('secret')))
  await db.update(links).set({ enabled: false }).where(eq(links.slug, 'secret'))
  clock.ms += 5_001
  await until(async () => (await cache.get('secret'))?.enabled === false)
  t.pass('long before its minute is over')
})

t.test('an ended salt is replaced, once for all nodes', async t => {
  const { db, url: address } = await database(t)
  const endsAt = new Date('2026-02-01T00:00:00Z')
  const stored = await storeLink(db, 'salty', { visitorSaltEndsAt: endsAt })
  const clock = { ms: endsAt.getTime() - 1_000 }
  const nodes = await Promise.all(
    [1, 2].map(async () => {
      const own = connect(address, { max: 2 })
      const cache = await openLinkCache({ db: own, log, now: () => new Date(clock.ms) })
      t.teardown(async () => {
        await cache.close()
        await own.$client.end({ timeout: 1 })
      })
      return cache
    }),
  )
  const salts = () =>
    Promise.all(nodes.map(async cache => (await cache.get('salty'))?.visitorSalt.toString('hex')))
  t.same(await salts(), Array(2).fill(stored.visitorSalt.toString('hex')))
  clock.ms += 1_000
  await until(async () => (await salts()).every(salt => salt !== stored.visitorSalt.toString('hex')))
  const [one, two] = await salts()
  t.equal(one, two)
  const [row] = await db.select().from(links).where(eq(links.slug, 'salty'))
  t.equal(row?.visitorSalt.toString('hex'), one)
  t.same(row?.visitorSaltEndsAt, new Date('2026-03-03T00:00:00Z'))
})

t.test('an ended salt stays in use while the database is gone', async t => {
  const { db, way, cache, clock } = await setUp(t)
  const stored = await storeLink(db, 'salty', { visitorSaltEndsAt: new Date(clock.ms + 1_000) })
  await cache.get('salty')
  way.cut()
  clock.ms += 2_000
  t.same((await cache.get('salty'))?.visitorSalt, stored.visitorSalt)
})
