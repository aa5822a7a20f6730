import t from 'tap'
import { accountScores, priors, staleScores } from '../../src/db/schema.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { testApp } from '../fixtures/app.js'
import { storeAccount } from '../fixtures/numbers.js'

t.test('accounts with new clicks have a turn before those that a new prior made stale', async t => {
  let looks = 0
  // Every look at the clock takes a second.
  const { ctx } = await testApp(t, { now: () => new Date(Date.UTC(2026, 5, 1) + 1000 * looks++) })
  const run = () => refreshScoresJob(ctx).run(new AbortController().signal)
  const ids: number[] = []
  for (let n = 0; n < 60; n++) ids.push(await storeAccount(ctx.db, `@a${n}`))
  await ctx.db.insert(staleScores).values(ids.map(accountId => ({ accountId })))
  await run()
  const computedWith = async (mu: number) =>
    (await ctx.db.select().from(accountScores)).flatMap(row =>
      row.mu === mu && row.windowDays === 0 ? row.accountId : [],
    )
  t.equal((await computedWith(Math.log(0.01))).length, 60, 'however long it takes')

  await ctx.db
    .insert(priors)
    .values({ mu: -4, tau: 1, k: 2, nu: 7, halfLifeHours: 2.8, accounts: 9, computedAt: new Date() })
  const clicked = ids.at(-1) ?? 0
  await ctx.db.insert(staleScores).values({ accountId: clicked })
  await run()
  const first = await computedWith(-4)
  t.ok(first.includes(clicked))
  t.ok(first.length > 1 && first.length < 60, `${first.length} of them fit before the next round`)
  for (let round = 0; round < 10; round++) await run()
  t.equal((await computedWith(-4)).length, 60)
})

t.test('an account that cannot be computed stops no other, whichever is first', async t => {
  const { ctx } = await testApp(t, { now: () => new Date(Date.UTC(2026, 5, 1)) })
  const ids: number[] = []
  for (let n = 0; n < 25; n++) ids.push(await storeAccount(ctx.db, `@a${n}`))
  const bad = [ids[0], ids[12], ids[13]]
  for (const id of bad) {
    await ctx.db.$client`
      insert into account_months (account_id, month, tweets) values (${id ?? 0}, '2026-01-01Z', '{"no": "list"}')`
  }
  await ctx.db.insert(staleScores).values(ids.map(accountId => ({ accountId })))
  const job = refreshScoresJob(ctx)
  await t.rejects(job.run(new AbortController().signal), { message: /^3 accounts could not be done/ })
  const scored = async () => new Set((await ctx.db.select().from(accountScores)).map(row => row.accountId))
  t.strictSame(await scored(), new Set(ids.filter(id => !bad.includes(id))))
  await ctx.db
    .insert(priors)
    .values({ mu: -4, tau: 1, k: 2, nu: 7, halfLifeHours: 2.8, accounts: 9, computedAt: new Date() })
  await job.run(new AbortController().signal)
  const stale = (await ctx.db.select().from(accountScores)).filter(({ mu }) => mu !== -4)
  t.strictSame(stale, [], 'nor later, and it is told once')
})
