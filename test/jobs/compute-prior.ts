import t from 'tap'
import { computePriorJob } from '../../src/jobs/compute-prior.js'
import { priorInForce } from '../../src/scores/prior.js'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

t.test('the prior is computed once a day, from twenty measured accounts on', async t => {
  const clock = { ms: Date.UTC(2026, 5, 1) }
  const { ctx, logged } = await testApp(t, { now: () => new Date(clock.ms) })
  const run = () => computePriorJob(ctx).run(new AbortController().signal)
  const account = async (n: number) => {
    const accountId = await storeAccount(ctx.db, `@a${n}`, { '2026-01-01': 500 })
    await storeTweet(ctx.db, `link${n}`, { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: n } })
  }
  for (let n = 0; n < 19; n++) await account(n)
  await storeAccount(ctx.db, '@silent', { '2026-01-01': 500 })
  await run()
  t.equal((await priorInForce(ctx)).computedAt, null)
  await account(19)
  await run()
  const first = await priorInForce(ctx)
  t.match(first, { accounts: 20, computedAt: '2026-06-01T00:00:00.000Z' })
  t.ok(logged.some(line => line.includes('The prior was estimated from')))
  await account(20)
  clock.ms += 86_399_999
  await run()
  t.strictSame(await priorInForce(ctx), first, 'not again on the same day')
  clock.ms += 1
  await run()
  t.match(await priorInForce(ctx), { accounts: 21, computedAt: '2026-06-02T00:00:00.000Z' })
})

t.test('an account that cannot be read is left out and told, and the prior is of the others', async t => {
  const { ctx } = await testApp(t, { now: () => new Date(Date.UTC(2026, 5, 1)) })
  for (let n = 0; n < 21; n++) {
    const accountId = await storeAccount(ctx.db, `@a${n}`, { '2026-01-01': 500 })
    await storeTweet(ctx.db, `link${n}`, { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: n } })
    if (n !== 8) continue
    await ctx.db.$client`
      insert into account_months (account_id, month, tweets) values (${accountId}, '2026-01-01Z', '{"no": "list"}')`
  }
  const run = computePriorJob(ctx).run(new AbortController().signal)
  await t.rejects(run, { message: /^1 accounts could not be done \(9\)/ })
  t.match(await priorInForce(ctx), { accounts: 20 })
})
