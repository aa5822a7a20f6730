import { eq, sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import {
  accountMonths,
  accountScores,
  priors,
  staleScores,
  tweetSources,
  tweets,
} from '../../src/db/schema.js'
import { markTweetsStale } from '../../src/scores/mark-stale.js'
import { accountScores as scoresNow } from '../../src/scores/of-account.js'
import { plainPrior, priorInForce } from '../../src/scores/prior.js'
import { refreshScores } from '../../src/scores/refresh.js'
import { scoredTweets } from '../../src/scores/tweets.js'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

/** An account with three kept tweets of two months, and clicks of which nobody is told. */
async function setUp(t: Test) {
  const { ctx } = await testApp(t)
  const accountId = await storeAccount(ctx.db, '@me', { '2026-01-01': 500 })
  const stored = []
  for (const tweetedAt of [
    '2026-02-10T00:00:00.000Z',
    '2026-02-20T00:00:00.001Z',
    '2026-03-20T00:00:00.000Z',
  ]) {
    stored.push(
      await storeTweet(ctx.db, `link${stored.length}`, { accountId, tweetedAt, clickers: { x: 10 } }),
    )
  }
  await refreshScores(ctx, [accountId])
  await ctx.db.update(tweetSources).set({ clickers: 11 })
  const seen = async () => {
    const known = (await scoredTweets(ctx.db, [accountId])).get(accountId)
    return known?.tweets.sort((a, b) => a.tweetedAt - b.tweetedAt).map(({ h }) => h)
  }
  const kept = async () => {
    const rows = await ctx.db.select().from(accountMonths).orderBy(accountMonths.month)
    return rows.map(({ month, tweets }) => [month.toISOString().slice(0, 7), ...tweets.map(([, h]) => h)])
  }
  const tweetIds = stored.map(({ tweetId }) => tweetId)
  return { ctx, accountId, tweetIds, seen, kept }
}

t.test('only the tweets that changes concern are counted again, the bounds included', async t => {
  const { ctx, accountId, seen } = await setUp(t)
  t.strictSame(await seen(), [10, 10, 10])
  const [second, afterSecond] = ['2026-02-20T00:00:00.001Z', '2026-02-20T00:00:00.002Z'].map(
    at => new Date(at),
  )
  const seenAfter = async (...changes: { since?: Date | undefined; until?: Date | undefined }[]) => {
    await ctx.db.delete(staleScores)
    await ctx.db.insert(staleScores).values(changes.map(change => ({ accountId, ...change })))
    return seen()
  }
  t.strictSame(await seenAfter({ since: second, until: second }), [10, 11, 10])
  t.strictSame(await seenAfter({ since: afterSecond, until: afterSecond }), [10, 10, 10])
  t.strictSame(await seenAfter({ since: second }), [10, 11, 11])
  t.strictSame(await seenAfter({ since: afterSecond }), [10, 10, 11])
  t.strictSame(await seenAfter({ until: second }), [11, 11, 10])
  t.strictSame(await seenAfter({ until: second }, { since: second, until: afterSecond }), [11, 11, 10])
  t.strictSame(await seenAfter({}), [11, 11, 11])
})

t.test('what was counted is kept, and its changes are off the list', async t => {
  const { ctx, accountId, tweetIds, seen, kept } = await setUp(t)
  t.strictSame(await kept(), [
    ['2026-02', 10, 10],
    ['2026-03', 10],
  ])
  await markTweetsStale(ctx.db, tweetIds.slice(0, 1))
  await refreshScores(ctx, [accountId])
  t.strictSame(await ctx.db.select().from(staleScores), [])
  t.strictSame(
    (await kept()).map(month => month.sort()),
    [
      [10, 11, '2026-02'],
      [10, '2026-03'],
    ],
  )
  t.strictSame(await seen(), [11, 10, 10])
})

t.test('another prior needs no tweet to be counted', async t => {
  const { ctx, accountId, kept } = await setUp(t)
  await ctx.db
    .insert(priors)
    .values({ mu: -4, tau: 1, k: 2, nu: 7, halfLifeHours: 2.8, accounts: 9, computedAt: new Date() })
  await refreshScores(ctx, [accountId])
  const [score] = await ctx.db.select().from(accountScores).where(eq(accountScores.windowDays, 0))
  t.match(score, { mu: -4, tweets: 3, rawRatio: 30 / 1500 })
  t.strictSame(await kept(), [
    ['2026-02', 10, 10],
    ['2026-03', 10],
  ])
})

t.test('a tweet that moves leaves its month', async t => {
  const { ctx, accountId, tweetIds, seen, kept } = await setUp(t)
  const last = tweetIds.slice(2)
  await markTweetsStale(ctx.db, last)
  await ctx.db
    .update(tweets)
    .set({ tweetedAt: new Date('2026-02-01') })
    .where(eq(tweets.id, last[0] ?? 0))
  await markTweetsStale(ctx.db, last)
  t.strictSame(await seen(), [11, 11, 11], 'between its two places, too, others are counted again')
  await refreshScores(ctx, [accountId])
  t.strictSame(await seen(), [11, 11, 11])
  t.strictSame((await kept()).at(-1), ['2026-03'], 'empty')
})

t.test('months that no change concerns are not computed again, but under another prior', async t => {
  const { ctx, accountId, tweetIds } = await setUp(t)
  const [row] = await ctx.db.select().from(accountScores).where(eq(accountScores.windowDays, 0))
  const months = (row?.months ?? []).map(([from, _score, low, high, tweets]) => [
    from,
    0.5,
    low,
    high,
    tweets,
  ])
  await ctx.db.execute(sql`update account_scores set months = ${JSON.stringify(months)}::text::jsonb`)
  const scores = async () => {
    const prior = plainPrior(await priorInForce(ctx))
    const [found] = await scoresNow(ctx, accountId, prior, [0])
    return found.months.map(({ score }) => score === 0.5)
  }
  await markTweetsStale(ctx.db, tweetIds.slice(2))
  t.strictSame(await scores(), [true, false])
  await refreshScores(ctx, [accountId])
  t.strictSame(await scores(), [true, false])
  await ctx.db
    .insert(priors)
    .values({ mu: -4, tau: 1, k: 2, nu: 7, halfLifeHours: 2.8, accounts: 9, computedAt: new Date() })
  t.strictSame(await scores(), [false, false])
})
