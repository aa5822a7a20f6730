import t from 'tap'
import { readConfig } from '../../src/config.js'
import { accountInfluence } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const config = readConfig({})
const ctx = { db, config, now: () => new Date('2026-06-01T00:00:00Z') }
const round = (value: number) => Number(value.toFixed(6))

t.test('gives the reference values', async t => {
  const accountId = await storeAccount(db, '@Five', { '2026-01-01T00:00:00Z': 500 })
  for (const [i, x] of [12, 3, 0, 40, 5].entries()) {
    await storeTweet(db, `five${i}`, {
      accountId,
      tweetedAt: `2026-05-0${i + 1}T00:00:00Z`,
      clickers: { x, google: 7 },
    })
  }
  const found = await accountInfluence(ctx, 'five')
  t.match(found, {
    handle: '@Five',
    followers: 500,
    rawRatio: 0.024,
    medianTweet: 0.01,
    tweets: 5,
    fewTweets: false,
    tweetsWithoutFollowers: 0,
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
  })
  t.strictSame([found.score ?? 0, ...(found.interval ?? [])].map(round), [0.022384, 0.012456, 0.044062])
  t.equal(found.followersWhoClick, (found.score ?? 0) * 500)
  t.equal(
    found.sentence,
    "@Five's 5 tweets were clicked by 2.4 % of the followers. Its 500 followers act like 11 who all click (likely 6.2–22).",
  )
})

t.test('an account without a tweet has no score, and says that nothing is measured', async t => {
  await storeAccount(db, '@empty', { '2026-01-01T00:00:00Z': 10_000 })
  const found = await accountInfluence(ctx, '@empty')
  t.match(found, {
    score: null,
    interval: null,
    followersWhoClick: null,
    tweets: 0,
    openTweets: 0,
    drafts: 0,
    fewTweets: true,
    rawRatio: null,
    medianTweet: null,
    activeFollowers: { min: 0, max: 0 },
    trend: [],
    sentence: '@empty has no counted tweet yet.',
  })
})

t.test('tweets without known followers take no part, but are counted', async t => {
  const accountId = await storeAccount(db, '@unknown')
  await storeTweet(db, 'unknown1', { accountId, tweetedAt: '2026-05-30T00:00:00Z', clickers: { x: 9 } })
  t.match(await accountInfluence(ctx, '@unknown'), {
    followers: null,
    followersWhoClick: null,
    tweets: 0,
    tweetsWithoutFollowers: 1,
    activeFollowers: { min: 9, max: 9 },
  })
})

t.test('the prior is the configured one', async t => {
  const own = {
    ...ctx,
    config: readConfig({ PRIOR_MU: '-3', PRIOR_TAU: '0.5', PRIOR_K: '4', PRIOR_NU: '5' }),
  }
  const found = await accountInfluence(own, '@empty')
  t.strictSame(found.prior, { mu: -3, tau: 0.5, k: 4, nu: 5, halfLifeHours: 2.8 })
})

t.test('a window takes the tweets of its days, while active followers are always those of 30', async t => {
  const accountId = await storeAccount(db, '@often', { '2025-01-01T00:00:00Z': 1000 })
  const tweets = { '2025-11-01': 100, '2026-04-15': 30, '2026-05-10': 20, '2026-05-31': 1 }
  for (const [day, x] of Object.entries(tweets)) {
    await storeTweet(db, `often${day}`, { accountId, tweetedAt: `${day}T00:00:00Z`, clickers: { x } })
  }
  const ratio = async (window?: string) => {
    const { rawRatio, tweets, activeFollowers } = await accountInfluence(ctx, '@often', { window })
    t.strictSame(activeFollowers, { min: 20, max: 21 })
    return [rawRatio, tweets]
  }
  t.strictSame(await ratio(), [151 / 4000, 4])
  t.strictSame(await ratio('all'), [151 / 4000, 4])
  t.strictSame(await ratio('90d'), [51 / 3000, 3])
  t.strictSame(await ratio('7d'), [1 / 1000, 1])
  await t.rejects(accountInfluence(ctx, '@often', { window: 'year' }), { code: 'invalid-input' })
})

t.test('the trend has the months with a tweet and their followers', async t => {
  const { trend } = await accountInfluence(ctx, '@often')
  t.match(trend, [
    { from: '2025-11-01T00:00:00.000Z', to: '2025-12-01T00:00:00.000Z', followers: 1000, tweets: 1 },
    { from: '2026-04-01T00:00:00.000Z', tweets: 1 },
    { from: '2026-05-01T00:00:00.000Z', to: '2026-06-01T00:00:00.000Z', tweets: 2 },
  ])
})

t.test('followers are those of the newest snapshot', async t => {
  const snapshots = { '2026-03-01T00:00:00Z': 10, '2026-05-20T00:00:00Z': 30, '2026-05-10T00:00:00Z': 20 }
  await storeAccount(db, '@snap', snapshots)
  t.equal((await accountInfluence(ctx, '@snap')).followers, 30)
})

t.test('a tweet with two links has the sum of theirs, and a deleted link still counts', async t => {
  const accountId = await storeAccount(db, '@twice', { '2026-01-01T00:00:00Z': 100 })
  const tweetedAt = '2026-05-01T00:00:00Z'
  const first = await storeTweet(db, 'twice1', { accountId, tweetedAt, clickers: { x: 3 } })
  await storeTweet(db, 'twice2', {
    accountId,
    tweetedAt,
    tweetId: first.tweetId,
    clickers: { x: 4 },
    link: { deletedAt: new Date() },
  })
  t.match(await accountInfluence(ctx, '@twice'), { tweets: 1, rawRatio: 0.07 })
})

t.test("other accounts' tweets stay out", async t => {
  await storeAccount(db, '@bystander', { '2026-01-01T00:00:00Z': 100 })
  t.equal((await accountInfluence(ctx, '@bystander')).tweets, 0)
})

t.test('an unknown or malformed handle is not found', async t => {
  await t.rejects(accountInfluence(ctx, '@nobody'), { code: 'account-not-found' })
  await t.rejects(accountInfluence(ctx, "@no'body\0"), { code: 'account-not-found' })
})
