import t from 'tap'
import { links } from '../../src/db/schema.js'
import { rotateSaltsJob } from '../../src/jobs/rotate-salts.js'
import { database } from '../fixtures/database.js'

t.test('a salt that has ended is destroyed, though nobody clicks', async t => {
  const { db } = await database(t)
  const visitorSalt = Buffer.alloc(32, 1)
  const visitorSaltEndsAt = new Date('2026-05-01T00:00:00Z')
  await db.insert(links).values({ slug: 'abc', url: 'https://example.com/', visitorSalt, visitorSaltEndsAt })
  const told: unknown[] = []
  const log = { info: (facts: unknown) => void told.push(facts) }
  const job = rotateSaltsJob({ db, log, now: () => new Date('2026-06-01T00:00:00Z') })
  await job.run(new AbortController().signal)
  t.equal((await db.select().from(links))[0]?.visitorSalt.equals(visitorSalt), false)
  t.strictSame(told, [{ rotated: 1 }])
})
