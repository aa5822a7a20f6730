import { setImmediate as turn } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { priors } from '../../src/db/schema.js'
import type { PriorRun } from '../../src/scores/prior-progress.js'
import { openPriorRun } from '../../src/scores/prior-run.js'
import { testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

/** Two nodes on one database, with so many measured accounts. */
async function setUp(t: Test, accounts: number) {
  const { ctx, way, logged } = await testApp(t)
  for (let n = 0; n < accounts; n++) {
    const accountId = await storeAccount(ctx.db, `@a${n}`, { '2026-01-01': 500 })
    await storeTweet(ctx.db, `link${n}`, { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: n } })
  }
  const other = openPriorRun({ ...ctx, url: way.url })
  t.teardown(() => other.stop())
  const stored = async () => (await ctx.db.select().from(priors)).length
  /** Does something while no account can be read. */
  const held = (work: () => Promise<void>) =>
    ctx.db.transaction(async tx => {
      await tx.execute('lock table accounts in access exclusive mode')
      await work()
    })
  return { one: ctx.priorRun, other, stored, held, logged }
}

const ended = (run: PriorRun) =>
  eventually(
    () => run.progress(),
    found => found === null,
  )

t.test('one node computes it; the other says so, and leaves it to that one', async t => {
  const { one, other, stored, held } = await setUp(t, 3)
  t.equal(await one.progress(), null)
  const began = Date.now()
  await held(async () => {
    one.begin()
    one.begin()
    t.match(await one.progress(), { accountsDone: 0 })
    const seen = await eventually(
      () => other.progress(),
      found => found !== null,
    )
    t.equal(seen?.accountsDone, null)
    t.ok(Math.abs(Date.parse(seen?.since ?? '') - began) < 5_000, `since ${seen?.since}`)
    await other.compute(0)
    t.match(await other.progress(), { accountsDone: null }, 'still the first one')
  })
  await ended(one)
  t.equal(await other.progress(), null)
  t.equal(await stored(), 1)
  await other.compute(0)
  t.equal(await stored(), 2, 'afterwards it can')
})

t.test('fewer accounts than wanted change nothing, but for somebody who wants them all the same', async t => {
  const { one, stored, held } = await setUp(t, 2)
  await one.compute(3)
  t.equal(await stored(), 0)
  await held(async () => {
    void one.compute(3)
    one.begin()
  })
  await ended(one)
  t.equal(await stored(), 1)
})

t.test('a stop ends it, stores nothing and is no failure', async t => {
  const { one, stored, held, logged } = await setUp(t, 2)
  let stopped: Promise<void> | undefined
  await held(async () => {
    one.begin()
    await turn()
    stopped = one.stop()
  })
  await stopped
  t.equal(await stored(), 0)
  await t.rejects(one.compute(0), 'nor does another begin')
  t.notOk(logged.some(line => line.includes('could not be estimated')))
})

t.test('what keeps it from its end is logged, and the next one begins', async t => {
  const { ctx, logged } = await testApp(t)
  const accountId = await storeAccount(ctx.db, '@bad')
  await ctx.db.$client`
    insert into account_months (account_id, month, tweets) values (${accountId}, '2026-01-01Z', '{"no": "list"}')`
  ctx.priorRun.begin()
  await ended(ctx.priorRun)
  t.ok(logged.some(line => line.includes('could not be estimated') && line.includes('1 accounts')))
  await t.rejects(ctx.priorRun.compute(0), { message: /^1 accounts could not be done/ })
})
