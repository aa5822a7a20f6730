import t from 'tap'
import { priors, staleScores } from '../../src/db/schema.js'
import { priorInForce } from '../../src/scores/prior.js'
import { refreshScores } from '../../src/scores/refresh.js'
import { changedAccounts, countStale, outdatedAccounts } from '../../src/scores/stale.js'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

t.test(
  'scores do not hold after a change, under a new prior, and when time takes a tweet out of the window',
  async t => {
    const clock = { ms: Date.UTC(2026, 5, 1) }
    const { ctx } = await testApp(t, { now: () => new Date(clock.ms) })
    const [a = 0, b = 0, c = 0] = await Promise.all(
      ['@a', '@b', '@c'].map(name => storeAccount(ctx.db, name)),
    )
    await storeTweet(ctx.db, 'one', { accountId: b, tweetedAt: '2026-05-20T00:00:00Z' })
    await refreshScores(ctx, [a, b, c])
    const stale = async (limit = 10) => (await outdatedAccounts(ctx, limit)).sort((x, y) => x - y)
    const count = async () => countStale(ctx, await priorInForce(ctx))
    t.strictSame([await stale(), await count()], [[], 0])

    clock.ms = Date.parse('2026-06-19T00:00:00Z')
    t.strictSame([await stale(), await count()], [[], 0], 'thirty days after, to the millisecond')
    clock.ms += 1
    t.strictSame([await stale(), await count()], [[b], 1], 'the tweet has left the window of 30 days')

    await ctx.db
      .insert(priors)
      .values({ mu: -4, tau: 1, k: 2, nu: 7, halfLifeHours: 2.8, accounts: 9, computedAt: new Date() })
    t.strictSame([await stale(), await count()], [[a, b, c].sort((x, y) => x - y), 3])
    t.equal((await stale(2)).length, 2)

    await ctx.db.insert(staleScores).values([c, a, c].map(accountId => ({ accountId })))
    t.strictSame(await changedAccounts(ctx), [c, a], 'the longest waiting first')
    t.equal(await count(), 3, 'nobody counts twice')
    await refreshScores(ctx, [c, a])
    t.strictSame([await changedAccounts(ctx), await stale(), await count()], [[], [b], 1])
    await refreshScores(ctx, [b])
    t.strictSame([await stale(), await count()], [[], 0])
  },
)
