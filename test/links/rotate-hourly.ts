import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { lockSpace } from '../../src/db/locks.js'
import { links } from '../../src/db/schema.js'
import { rotateHourly } from '../../src/links/rotate-hourly.js'
import { database } from '../fixtures/database.js'

const ended = new Date('2026-05-01T00:00:00Z')
const now = () => new Date('2026-06-01T00:00:00Z')

async function place(t: Test) {
  const { db } = await database(t)
  const salt = Buffer.alloc(32, 1)
  await db
    .insert(links)
    .values({ slug: 'abc', url: 'https://example.com/', visitorSalt: salt, visitorSaltEndsAt: ended })
  const warnings: unknown[] = []
  const log = { warn: (facts: unknown) => void warnings.push(facts), info() {} }
  const isOld = async () => {
    const [link] = await db.select().from(links).where(eq(links.slug, 'abc'))
    return link?.visitorSalt.equals(salt)
  }
  return { db, log, warnings, isOld }
}

t.test('a salt that has ended is destroyed at the start, though nobody clicks', async t => {
  const { db, log, isOld } = await place(t)
  await rotateHourly({ db, log, now })()
  t.equal(await isOld(), false)
})

t.test('one node at a time does it', async t => {
  const { db, log, isOld } = await place(t)
  const session = await db.$client.reserve()
  await session`select pg_advisory_lock(${lockSpace.jobs}::int, 1)`
  await rotateHourly({ db, log, now })()
  t.equal(await isOld(), true)
  await session`select pg_advisory_unlock(${lockSpace.jobs}::int, 1)`
  session.release()
  await rotateHourly({ db, log, now })()
  t.equal(await isOld(), false)
})

t.test('a database that fails is told and waited out', async t => {
  const { db, log, warnings } = await place(t)
  await db.$client`alter table links rename to elsewhere`
  await rotateHourly({ db, log, now })()
  t.equal(warnings.length, 1)
})
