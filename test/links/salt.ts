import { eq } from 'drizzle-orm'
import t from 'tap'
import type { Failed } from '../../src/db/around.js'
import { links } from '../../src/db/schema.js'
import { linkChannel } from '../../src/links/announce.js'
import { replaceSalt, rotateSalts } from '../../src/links/salt.js'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'

const now = new Date('2026-02-01T00:00:00Z')
const thirtyDaysLater = new Date('2026-03-03T00:00:00Z')
const past = new Date('2026-01-31T00:00:00Z')
const future = new Date('2026-02-02T00:00:00Z')

t.test('replacing', async t => {
  const { db } = await database(t)
  const ended = await storeLink(db, 'ended', { visitorSaltEndsAt: now })
  const running = await storeLink(db, 'running', { visitorSaltEndsAt: future })

  t.test('an ended salt gives way to a new one for thirty days', async t => {
    const salt = await replaceSalt(db, ended.id, now)
    t.equal(salt?.visitorSalt.length, 32)
    t.notSame(salt?.visitorSalt, ended.visitorSalt)
    t.same(salt?.visitorSaltEndsAt, thirtyDaysLater)
    const [row] = await db.select().from(links).where(eq(links.id, ended.id))
    t.same(row?.visitorSalt, salt?.visitorSalt)
    t.same(await replaceSalt(db, ended.id, now), salt, 'and is not replaced again')
  })

  t.test('one that is in force stays', async t => {
    t.same((await replaceSalt(db, running.id, now))?.visitorSalt, running.visitorSalt)
  })

  t.test('a link that is no more has none', async t => {
    t.equal(await replaceSalt(db, 999_999, now), undefined)
  })
})

t.test('rotating destroys every ended salt, each by a salt of its own, and announces it', async t => {
  const { db } = await database(t)
  const before = new Map<string, string>()
  for (let n = 0; n < 20; n++) {
    const row = await storeLink(db, `old${n}`, { visitorSaltEndsAt: past })
    before.set(row.slug, row.visitorSalt.toString('hex'))
  }
  const kept = await storeLink(db, 'kept', { visitorSaltEndsAt: future })
  const heard = new Set<string>()
  const begun = new Promise<() => void>(resolve => {
    const stop = db.channels.hear(linkChannel, { heard: slug => heard.add(slug), begun: () => resolve(stop) })
  })
  const stop = await begun
  t.equal(await rotateSalts(db, now), 20)
  const rows = await db.select().from(links)
  const salts = rows.map(row => row.visitorSalt.toString('hex'))
  t.equal(new Set(salts).size, 21)
  for (const row of rows) {
    if (row.slug === 'kept') {
      t.same(row.visitorSalt, kept.visitorSalt)
      continue
    }
    t.not(row.visitorSalt.toString('hex'), before.get(row.slug))
    t.equal(row.visitorSalt.length, 32)
    t.same(row.visitorSaltEndsAt, thirtyDaysLater)
  }
  t.equal(await rotateSalts(db, now), 0)
  while (heard.size < 20) await new Promise(resolve => setTimeout(resolve, 5))
  t.notOk(heard.has('kept'))
  stop()
})

t.test('more than one batch is rotated', async t => {
  const { db } = await database(t)
  const row = await storeLink(db, 'first', { visitorSaltEndsAt: past })
  await db.insert(links).values(
    Array.from({ length: 600 }, (_, n) => ({
      slug: `many${n}`,
      url: 'https://example.com/',
      visitorSalt: row.visitorSalt,
      visitorSaltEndsAt: past,
    })),
  )
  t.equal(await rotateSalts(db, now), 601)
})

t.test('a link whose salt cannot be replaced keeps no other salt alive', async t => {
  const { db } = await database(t)
  const ids: number[] = []
  for (let n = 0; n < 30; n++) ids.push((await storeLink(db, `old${n}`, { visitorSaltEndsAt: past })).id)
  await db.$client`alter table links add constraint poison check (slug not in ('old0', 'old7') or visitor_salt_ends_at < now())`
  const failed: Failed<number>[] = []
  t.equal(await rotateSalts(db, new Date(), failed), 28)
  t.strictSame(
    failed.map(({ item }) => item),
    [ids[0], ids[7]],
  )
})
