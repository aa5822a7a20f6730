import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { api, ctx, app } = await testApp(t, { now: () => new Date('2026-05-09T00:00:00Z') })
const tweetedAt = '2026-05-01T00:00:00.000Z'
const accountId = await storeAccount(ctx.db, '@large', { [tweetedAt]: 20_000 })
await storeTweet(ctx.db, 'large', { accountId, tweetedAt, clickers: { x: 400, google: 5 } })

t.test("a tweet's influence in the documented shape, whole", async t => {
  const { interval, xForIphone, ...rest } = (await api('GET', '/links/large/influence')).json()
  t.strictSame(rest, {
    slug: 'large',
    account: '@large',
    state: 'closed',
    tweetedAt,
    window: { from: tweetedAt, to: '2026-05-08T00:00:00.000Z', open: false },
    followers: 20_000,
    followersCountedAt: tweetedAt,
    clicks: 405,
    clickers: 405,
    followerClickers: 400,
    spillover: 5,
    clicksPerFollower: 0.02025,
    influence: 0.02,
    impressions: null,
    reportedClicks: null,
    factors: null,
    factorsSentence: null,
    postings: [],
    otherPostings: { postings: 0, clicks: 0, clickers: 0 },
    sentence: '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
  })
  t.equal(interval.length, 2)
  t.match(xForIphone, { clickers: 0, followerClickers: 0, influenceWithout: 0.02, why: /lower bound/ })
  t.strictSame(xForIphone.intervalWithout, interval)
})

t.test('what is unknown is null', async t => {
  await storeLink(ctx.db, 'lonely')
  const answer = await api('GET', '/links/lonely/influence')
  t.match(answer.json(), {
    account: null,
    tweetedAt: null,
    window: { to: null },
    influence: null,
    interval: null,
    postings: [],
    xForIphone: null,
  })
})

t.test("an account's influence in the documented shape, whole", async t => {
  const answer = (await api('GET', '/accounts/@large/influence?window=90d')).json()
  const { score, interval, followersWhoClick, computedAt, trend, ...rest } = answer
  t.ok(Date.parse(computedAt) <= Date.now())
  t.strictSame(rest, {
    handle: '@large',
    followers: 20_000,
    rawRatio: 0.02,
    medianTweet: 0.02,
    tweets: 1,
    openTweets: 0,
    drafts: 0,
    fewTweets: true,
    tweetsWithoutFollowers: 0,
    activeFollowers: { min: 400, max: 400 },
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
    sentence:
      "@large's one tweet was clicked by 2.0 % of the followers. Its 20,000 followers act like 345 who all click (likely 134–1,242): one tweet, so still rough.",
  })
  t.equal(score.toFixed(6), '0.017233')
  t.equal(followersWhoClick, score * 20_000)
  t.strictSame(trend, [
    { from: tweetedAt, to: '2026-06-01T00:00:00.000Z', followers: 20_000, score, interval, tweets: 1 },
  ])
})

t.test('a handle needs no @, no case, and may be encoded', async t => {
  for (const handle of ['large', 'LARGE', '%40Large']) {
    t.match((await api('GET', `/accounts/${handle}/influence`)).json(), {
      handle: '@large',
      followers: 20_000,
    })
  }
})

t.test('unknown things, wrong windows and callers without a key are refused', async t => {
  t.match((await api('GET', '/links/nobody/influence')).json(), { status: 404, code: 'link-not-found' })
  t.match((await api('GET', '/accounts/@nobody/influence')).json(), {
    status: 404,
    code: 'account-not-found',
  })
  t.match((await api('GET', '/accounts/@large/influence?window=week')).json(), {
    status: 400,
    errors: [{ field: 'window' }],
  })
  t.equal((await app.inject('/api/v1/links/large/influence')).statusCode, 401)
  t.equal((await app.inject('/api/v1/accounts/@large/influence')).statusCode, 401)
})
