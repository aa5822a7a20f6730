import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { begin, once } from '../../src/auth/once.js'
import { sentForms } from '../../src/db/schema.js'
import { database } from '../fixtures/database.js'
import { quiet } from '../fixtures/hits.js'

const log = quiet as never

t.test('work is done once, however often and however close together it is asked for', async t => {
  const { db } = await database(t)
  const key = randomBytes(32)
  let done = 0
  const work = async () => {
    done++
    await new Promise(resolve => setTimeout(resolve, 150))
    return `result ${done}`
  }
  const together = await Promise.all([1, 2, 3].map(() => once({ db, log }, key, work)))
  t.strictSame(together, ['result 1', 'result 1', 'result 1'])
  t.equal(await once({ db, log }, key, work), 'result 1')
  t.equal(await once({ db, log }, randomBytes(32), work), 'result 2', 'another key is other work')
})

t.test('work that failed can be done again, by somebody who waits for it as well', async t => {
  const { db } = await database(t)
  const key = randomBytes(32)
  let tries = 0
  const work = async () => {
    tries++
    if (tries === 1) {
      await new Promise(resolve => setTimeout(resolve, 150))
      throw new Error('no luck')
    }
    return 'done'
  }
  // Either may come first to the database.
  const both = await Promise.allSettled([1, 2].map(() => once({ db, log }, key, work)))
  const ends = both.map(end => (end.status === 'fulfilled' ? end.value : end.reason.message))
  t.strictSame(ends.sort(), ['done', 'no luck'])
})

t.test('work of a node that died is taken over, and results are forgotten after a day', async t => {
  const { db } = await database(t)
  const [dead, old] = [randomBytes(32), randomBytes(32)]
  await db.insert(sentForms).values([
    { key: dead, sentAt: sql`now() - interval '91 seconds'` as never },
    { key: old, sentAt: sql`now() - interval '25 hours'` as never, result: 'old' },
  ])
  t.equal(await once({ db, log }, dead, async () => 'taken over'), 'taken over')
  t.strictSame(
    (await db.select().from(sentForms)).map(({ result }) => result),
    ['taken over'],
  )
})

t.test('what cannot be stored is done all the same', async t => {
  const { db } = await database(t)
  const work = async () => {
    await db.execute(sql`alter table sent_forms rename to elsewhere`)
    return 'done'
  }
  t.equal(await once({ db, log }, randomBytes(32), work), 'done')
})

t.test('while work goes on, its key is taken, for another request for good', async t => {
  const { db } = await database(t)
  const [key, request] = [randomBytes(32), randomBytes(32)]
  const claim = { key, request, waitMs: 0 }
  const begun = await begin({ db, log }, claim)
  if ('result' in begun) throw new Error('Nobody has done it yet.')
  await t.rejects(begin({ db, log }, claim), { code: 'request-running', facts: { retryAfterSeconds: 2 } })
  await t.rejects(begin({ db, log }, { ...claim, request: randomBytes(32) }), { code: 'other-request' })
  await begun.keep('done')
  t.same(await begin({ db, log }, claim), { result: 'done' })
  await begun.free()
  t.ok('keep' in (await begin({ db, log }, claim)), 'what was freed is free')
})
