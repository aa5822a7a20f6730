import t, { type Test } from 'tap'
import { estimatePrior } from '../../src/influence/estimate-prior.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { computePrior, measuredAccounts } from '../../src/scores/estimate-prior.js'
import { priorInForce } from '../../src/scores/prior.js'
import { testApp } from '../fixtures/app.js'
import { accountInfluence, exchange, leaderboard } from '../fixtures/by-name.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const now = () => new Date('2026-06-01T00:00:00Z')
const tweetedAt = '2026-05-01T00:00:00Z'
const run = (ctx: Parameters<typeof refreshScoresJob>[0]) =>
  refreshScoresJob(ctx).run(new AbortController().signal)

/** Accounts with known followers, and two that measure nothing. */
async function setUp(t: Test, env: Record<string, string> = {}) {
  const { ctx } = await testApp(t, { now, env })
  const counts = [
    [{ h: 400, f: 500 }],
    [
      { h: 12, f: 700 },
      { h: 3, f: 700 },
    ],
    [{ h: 0, f: 10_000 }],
  ]
  for (const [n, tweets] of counts.entries()) {
    const accountId = await storeAccount(ctx.db, `@a${n}`, { '2026-01-01': tweets[0]?.f ?? 0 })
    for (const [m, { h: x }] of tweets.entries()) {
      await storeTweet(ctx.db, `link${n}${m}`, { accountId, tweetedAt, clickers: { x, google: 5 } })
    }
  }
  const unknown = await storeAccount(ctx.db, '@unknown')
  await storeTweet(ctx.db, 'unknown', { accountId: unknown, tweetedAt, clickers: { x: 9 } })
  await storeAccount(ctx.db, '@silent', { '2026-01-01': 10 })
  return { ctx, counts }
}

t.test('until one is computed, the configured prior is in force', async t => {
  const { ctx } = await setUp(t, { PRIOR_MU: '-3', PRIOR_TAU: '0.5', PRIOR_K: '4', PRIOR_NU: '5' })
  t.strictSame(await priorInForce(ctx), {
    mu: -3,
    tau: 0.5,
    k: 4,
    nu: 5,
    halfLifeHours: 2.8,
    accounts: 0,
    computedAt: null,
  })
})

t.test('is estimated from all accounts with known followers, around the configured one', async t => {
  for (const env of [{}, { PRIOR_MU: '-3', PRIOR_TAU: '0.5', PRIOR_K: '4', PRIOR_NU: '5' }]) {
    const { ctx, counts } = await setUp(t, env)
    const found = await computePrior(ctx, await measuredAccounts(ctx))
    t.strictSame(found, {
      ...(await estimatePrior(counts.toReversed(), ctx.config.prior)),
      accounts: 3,
      computedAt: '2026-06-01T00:00:00.000Z',
    })
    t.strictSame(await priorInForce(ctx), found)
  }
})

t.test('the newest is used and named by every answer, stored scores or not', async t => {
  const { ctx } = await setUp(t)
  await ctx.db.execute('insert into stale_scores (account_id) select id from accounts')
  await run(ctx)
  const before = await accountInfluence(ctx, '@a0')
  const { mu, tau, k, nu, halfLifeHours } = await computePrior(ctx, await measuredAccounts(ctx))
  const answers = async () => {
    const influence = await accountInfluence(ctx, '@a0')
    const rate = await exchange(ctx, '@a0', '@a1')
    for (const answer of [influence, rate]) t.strictSame(answer.prior, { mu, tau, k, nu, halfLifeHours })
    return { influence, rate }
  }
  const computed = await answers()
  t.not(computed.influence.score, before.score)
  t.match(await leaderboard(ctx, { limit: 9 }), { prior: { mu, tau, k, nu, halfLifeHours }, pending: 5 })
  await run(ctx)
  t.strictSame(await answers(), computed, 'the stored scores are those that were computed meanwhile')
  const board = await leaderboard(ctx, { limit: 9 })
  t.match(board, { prior: { mu, tau, k, nu, halfLifeHours }, pending: 0 })
  t.equal(board.items.find(row => row.handle === '@a0')?.score, computed.influence.score)
})

t.test('a second one takes the place of the first', async t => {
  const { ctx } = await setUp(t)
  const first = await computePrior(ctx, await measuredAccounts(ctx))
  const second = await computePrior(ctx, [])
  t.strictSame(await priorInForce(ctx), second)
  t.match(second, { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, accounts: 0 })
  t.not(first.mu, second.mu)
})
