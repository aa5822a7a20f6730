import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { createList } from '../../src/accounts/lists/create.js'
import { accounts, staleScores } from '../../src/db/schema.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { testApp } from '../fixtures/app.js'
import { accountInfluence, leaderboard } from '../fixtures/by-name.js'
import { handle } from '../fixtures/handles.js'
import { seeded } from '../fixtures/hits.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const now = '2026-06-01T00:00:00Z'
let slugs = 0

async function setUp(t: Test) {
  const { ctx } = await testApp(t, { now: () => new Date(now) })
  /**
   * An account whose tweets, so many days ago each, brought these clickers; its scores are stored.
   */
  const account = async (name: string, followers: number, tweets: [daysAgo: number, x: number][]) => {
    const accountId = await storeAccount(ctx.db, name, { '2020-01-01': followers })
    for (const [daysAgo, x] of tweets) {
      const tweetedAt = new Date(Date.parse(now) - daysAgo * 86_400_000).toISOString()
      await storeTweet(ctx.db, `slug${slugs++}`, { accountId, tweetedAt, clickers: { x } })
    }
    await ctx.db.insert(staleScores).values({ accountId })
    return accountId
  }
  const refresh = () => refreshScoresJob(ctx).run(new AbortController().signal)
  const handles = async (query: Partial<Parameters<typeof leaderboard>[1]> = {}) =>
    (await leaderboard(ctx, { limit: 50, ...query })).items.map(row => row.handle)
  return { ctx, account, refresh, handles }
}

t.test('500 followers who click stand above 20,000 who do not', async t => {
  const { ctx, account, refresh } = await setUp(t)
  await account('@large', 20_000, [[8, 400]])
  await account('@small', 500, [[8, 400]])
  await account('@silent', 500, [])
  await refresh()
  const found = await leaderboard(ctx, { limit: 50 })
  t.match(found, {
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
    computedAt: '2026-06-01T00:00:00.000Z',
    pending: 0,
    next: null,
    sentence:
      "#1: @small's one tweet was clicked by 80 % of the followers. Its 500 followers act like 261 who all click (likely 100–1,077): one tweet, so still rough.",
  })
  t.equal(found.items.length, 2, 'an account without a tweet is not listed')
  for (const [n, row] of found.items.entries()) {
    const own = await accountInfluence(ctx, row.handle)
    const { followers, score, interval, tweets, fewTweets, followersWhoClick } = own
    t.match(row, {
      rank: n + 1,
      name: null,
      followers,
      score,
      interval,
      tweets,
      fewTweets,
      followersWhoClick,
    })
  }
})

t.test('tweets without known followers rank nobody', async t => {
  const { ctx, refresh } = await setUp(t)
  const accountId = await storeAccount(ctx.db, '@unknown')
  await storeTweet(ctx.db, 'unknown', { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: 9 } })
  await ctx.db.insert(staleScores).values({ accountId })
  await refresh()
  t.match(await leaderboard(ctx, { limit: 50 }), {
    items: [],
    computedAt: null,
    sentence: 'None of these accounts has a counted tweet yet.',
  })
})

t.test('windows, least tweets and lists choose among the accounts', async t => {
  const { ctx, account, refresh, handles } = await setUp(t)
  await account('@recent', 1000, [[5, 20]])
  await account('@often', 1000, [
    [5, 10],
    [40, 60],
    [200, 90],
  ])
  await account('@past', 1000, [[500, 300]])
  await refresh()
  t.strictSame(await handles(), ['@past', '@often', '@recent'])
  t.strictSame(await handles({ window: '365d' }), ['@often', '@recent'])
  t.strictSame(await handles({ window: '90d' }), ['@often', '@recent'])
  t.strictSame(await handles({ window: '30d' }), ['@recent', '@often'])
  t.strictSame(await handles({ minTweets: 3 }), ['@often'])
  t.strictSame(await handles({ minTweets: 3, window: '90d' }), [])
  const nobody = async (query: Partial<Parameters<typeof leaderboard>[1]>) =>
    (await leaderboard(ctx, { limit: 50, ...query })).sentence
  t.equal(await nobody({ minTweets: 4 }), 'None of these accounts has 4 counted tweets yet.')
  t.equal(
    await nobody({ minTweets: 3, window: '90d' }),
    'None of these accounts has 3 counted tweets of the last 90 days.',
  )
  await createList(ctx, { name: 'Friends', accounts: [handle('@past'), handle('@recent')] })
  t.strictSame(await handles({ list: 'friends' }), ['@past', '@recent'])
  await createList(ctx, { name: 'Gone', accounts: [handle('@past')] })
  t.equal(
    await nobody({ list: 'gone', window: '365d' }),
    'None of these accounts has a counted tweet of the last 365 days.',
  )
  t.equal(
    (await leaderboard(ctx, { list: 'friends', limit: 50 })).items[1]?.rank,
    2,
    'ranks are those of the list',
  )
  await t.rejects(leaderboard(ctx, { list: 'foes', limit: 50 }), { code: 'list-not-found' })
})

t.test('where only public accounts are wanted, they are ranked among themselves', async t => {
  const { ctx, account, refresh } = await setUp(t)
  const hidden = await account('@hidden', 500, [[1, 400]])
  await account('@shown', 500, [[1, 100]])
  await ctx.db.update(accounts).set({ public: true })
  await ctx.db.update(accounts).set({ public: false }).where(eq(accounts.id, hidden))
  await refresh()
  const { items: data } = await leaderboard(ctx, { publicOnly: true, limit: 50 })
  t.match(data, [{ handle: '@shown', rank: 1 }])
  t.equal(data.length, 1)
})

t.test('pages follow each other, also through equal scores', async t => {
  const { ctx, account, refresh, handles } = await setUp(t)
  for (let n = 0; n < 7; n++) await account(`@a${n}`, 1000, [[5, n < 4 ? 10 : 10 * n]])
  await refresh()
  const all = await handles()
  const paged: string[] = []
  const ranks: number[] = []
  let cursor: string | null = null
  do {
    const page = await leaderboard(ctx, { limit: 2, cursor })
    paged.push(...page.items.map(row => row.handle))
    ranks.push(...page.items.map(row => row.rank))
    cursor = page.next
  } while (cursor !== null)
  t.strictSame(paged, all)
  t.strictSame(ranks, [1, 2, 3, 4, 5, 6, 7])
})

t.test('the order does not change when unrelated accounts join and the prior is held', async t => {
  const { account, refresh, handles } = await setUp(t)
  const random = seeded(7)
  const draw = () => Math.floor(random() ** 2 * 300)
  for (let n = 0; n < 12; n++)
    await account(`@first${n}`, 1 + draw() * 20, [
      [5, draw()],
      [9, draw()],
    ])
  await refresh()
  const before = await handles()
  for (let n = 0; n < 12; n++)
    await account(`@later${n}`, 1 + draw() * 20, [
      [5, draw()],
      [9, draw()],
    ])
  await refresh()
  const after = await handles()
  t.equal(after.length, 24)
  t.strictSame(
    after.filter(name => name.startsWith('@first')),
    before,
  )
})

t.test('ten times the followers with the same clicks divides the ratio by ten', async t => {
  const { ctx, account } = await setUp(t)
  const tweets: [number, number][] = [
    [5, 10],
    [9, 20],
  ]
  await account('@small', 500, tweets)
  await account('@large', 5_000, tweets)
  const [small, large] = [await accountInfluence(ctx, '@small'), await accountInfluence(ctx, '@large')]
  t.equal(small.rawRatio, 0.03)
  t.equal(large.rawRatio, 0.003)
  t.strictSame([small.medianTweet, large.medianTweet], [0.03, 0.003])
})

t.test('says how many accounts have changed since their scores were computed', async t => {
  const { ctx, account, refresh } = await setUp(t)
  const accountId = await account('@me', 500, [[5, 12]])
  await refresh()
  await ctx.db.insert(staleScores).values([{ accountId }, { accountId }])
  t.equal((await leaderboard(ctx, { limit: 50 })).pending, 1)
  const later = { ...ctx, now: () => new Date('2026-07-01T00:00:00Z') }
  await refresh()
  t.equal((await leaderboard(ctx, { limit: 50 })).pending, 0)
  t.equal((await leaderboard(later, { limit: 50 })).pending, 1, 'a tweet has left the window of 30 days')
  await refreshScoresJob(later).run(new AbortController().signal)
  t.equal((await leaderboard(later, { limit: 50 })).pending, 0)
  t.strictSame((await leaderboard(later, { window: '30d', limit: 50 })).items, [])
})
