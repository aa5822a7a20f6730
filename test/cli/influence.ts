import t from 'tap'
import { whoseXForIphone } from '../../src/influence/x-for-iphone.js'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const tweet = {
  slug: 'k3x9wqz',
  account: '@large',
  tweetedAt: '2025-07-03T14:02:00.000Z',
  window: { from: '2025-07-03T14:02:00.000Z', to: '2025-07-10T14:02:00.000Z', open: true },
  followers: 20000,
  followersCountedAt: '2025-07-01T00:00:00.000Z',
  clicks: 440,
  clickers: 405,
  followerClickers: 400,
  spillover: 5,
  clicksPerFollower: 0.022,
  influence: 0.02,
  interval: [0.018134, 0.022058],
  postings: [
    { code: 'Own1', url: 'https://t.co/Own1', clicks: 300, clickers: 270, share: 270 / 405, own: true },
    { code: 'Other', url: 'https://t.co/Other', clicks: 6, clickers: 5, share: 5 / 405, own: false },
  ],
  otherPostings: { postings: 3, clicks: 4, clickers: 3 },
  xForIphone: {
    clickers: 100,
    followerClickers: 100,
    influenceWithout: 0.015,
    intervalWithout: [0.0134, 0.0168],
    why: 'It loads links ahead.',
  },
  impressions: null,
  reportedClicks: null,
  factors: null,
  sentence: '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
}

const account = {
  handle: '@large',
  followers: 20000,
  score: 0.017233,
  interval: [0.006711, 0.062099],
  followersWhoClick: 344.65,
  rawRatio: 0.02,
  medianTweet: 0.02,
  tweets: 1,
  fewTweets: true,
  tweetsWithoutFollowers: 2,
  activeFollowers: { min: 400, max: 400 },
  prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
  trend: [
    {
      from: '2025-06-01T00:00:00.000Z',
      to: '2025-07-01T00:00:00.000Z',
      followers: null,
      score: null,
      interval: null,
      tweets: 0,
    },
    {
      from: '2025-07-01T00:00:00.000Z',
      to: '2025-08-01T00:00:00.000Z',
      followers: 20000,
      score: 0.017233,
      interval: [0.006711, 0.062099],
      tweets: 1,
    },
  ],
  sentence: "@large's 20,000 followers act like 345 who all click (134–1,242).",
}

const key = { FIVEHUNDRED_KEY: 'fh_test' }

t.test("a tweet's influence, the sentence first", async t => {
  const { url } = await stubApi(t, { 'GET /api/v1/links/k3x9wqz/influence': { body: tweet } })
  const { status, out } = await commandLine(['influence', 'k3x9wqz'], { ...key, FIVEHUNDRED_URL: url })
  t.equal(status, 0)
  const lines = out.split('\n')
  t.equal(lines[0], tweet.sentence)
  t.ok(lines.includes('  influence            2.0 % (likely 1.8–2.2 %)'))
  t.ok(lines.includes('  followers            20,000, counted 2025-07-01 00:00 UTC'))
  t.ok(lines.includes('  counted until        2025-07-10 14:02 UTC, still open'))
  t.ok(lines.includes('   300       270   67 %  this tweet  https://t.co/Own1'))
  t.ok(lines.includes('     6         5  1.2 %  another     https://t.co/Other'))
  t.ok(lines.includes('and 3 more'))
  t.ok(lines.includes('  influence without  1.5 % (likely 1.3–1.7 %)'))
  t.ok(lines.includes('It loads links ahead.'))
  t.ok(lines.includes(whoseXForIphone))
})

t.test('a service of an older version tells nothing about the clicks from X', async t => {
  const { postings: _, otherPostings: __, xForIphone: ___, ...older } = tweet
  const { url } = await stubApi(t, { 'GET /api/v1/links/k3x9wqz/influence': { body: older } })
  const { status, out } = await commandLine(['influence', 'k3x9wqz'], { ...key, FIVEHUNDRED_URL: url })
  t.equal(status, 0)
  t.notMatch(out, /Through/)
})

t.test('unknown followers are called unknown', async t => {
  const unknown = {
    followers: null,
    followersCountedAt: null,
    influence: null,
    interval: null,
    clicksPerFollower: null,
  }
  const { url } = await stubApi(t, {
    'GET /api/v1/links/k3x9wqz/influence': { body: { ...tweet, ...unknown } },
  })
  const { out } = await commandLine(['influence', 'k3x9wqz'], { ...key, FIVEHUNDRED_URL: url })
  for (const name of ['influence', 'followers', 'clicks per follower']) {
    t.match(out, new RegExp(`^ {2}${name} +unknown$`, 'm'))
  }
})

t.test('a link without a tweet is measured until now', async t => {
  const none = { account: null, tweetedAt: null, window: { from: tweet.window.from, to: null, open: true } }
  const { url } = await stubApi(t, { 'GET /api/v1/links/k3x9wqz/influence': { body: { ...tweet, ...none } } })
  const { out } = await commandLine(['influence', 'k3x9wqz'], { ...key, FIVEHUNDRED_URL: url })
  t.match(out, /^ {2}account +none\n {2}tweeted +not yet\n {2}counted until +now$/m)
})

t.test('an account with nothing but drafts has no rough number', async t => {
  const body = { ...account, tweets: 0, openTweets: 0, drafts: 2, followersWhoClick: 0.02 }
  const { url } = await stubApi(t, { 'GET /api/v1/accounts/%40large/influence': { body } })
  const { out } = await commandLine(['influence', '@large'], { ...key, FIVEHUNDRED_URL: url })
  t.match(out, /^ {2}tweets +0, 2 not tweeted yet/m)
  t.match(out, /^ {2}followers who click +under 0\.1$/m)
})

t.test("an account's influence, with or without its @ where the form is clear", async t => {
  const { url, requests } = await stubApi(t, {
    'GET /api/v1/accounts/%40large/influence': { body: account },
    'GET /api/v1/accounts/%40me.bsky.social/influence?window=90d': { body: account },
  })
  const env = { ...key, FIVEHUNDRED_URL: url }
  const { status, out } = await commandLine(['influence', '@large'], env)
  t.equal(status, 0)
  const lines = out.split('\n')
  t.equal(lines[0], account.sentence)
  t.ok(lines.includes('  influence            1.7 % (likely 0.67–6.2 %)'))
  t.ok(
    lines.includes(
      '  tweets               1, so still rough, 2 more of which the followers are unknown or 0',
    ),
  )
  t.match(out, /^2025-06 +0 +unknown +unknown$/m)
  t.match(out, /^2025-07 +1 +20,000 +1\.7 % \(likely 0\.67–6\.2 %\) +█{24}$/m)
  t.match(await commandLine(['influence', 'me.bsky.social', '--window', '90d'], env), { status: 0 })
  t.equal(requests.length, 2)
})

t.test('with --json the answer of the API comes as it is', async t => {
  const { url } = await stubApi(t, {
    'GET /api/v1/links/k3x9wqz/influence': { body: tweet },
    'GET /api/v1/accounts/%40large/influence': { body: account },
  })
  const env = { ...key, FIVEHUNDRED_URL: url }
  t.strictSame(JSON.parse((await commandLine(['influence', 'k3x9wqz', '--json'], env)).out), tweet)
  t.strictSame(JSON.parse((await commandLine(['influence', '--json', '@large'], env)).out), account)
})

t.test('of an account by the address of its profile', async t => {
  const { url } = await stubApi(t, {
    'GET /api/v1/accounts/%40large/influence': { body: account },
    [`GET /api/v1/accounts/${encodeURIComponent('@me@münchen.social')}/influence`]: { body: account },
  })
  const env = { ...key, FIVEHUNDRED_URL: url }
  for (const name of [
    'https://x.com/large',
    'twitter.com/large',
    'münchen.social/@me',
    'me@xn--mnchen-3ya.social',
  ]) {
    t.match(await commandLine(['influence', name], env), { status: 0 }, name)
  }
  t.match(await commandLine(['influence', 'no@handle'], env), { status: 2, err: /is not a handle/ })
})

t.test("what X's analytics say is shown as factors, and its clicks beside ours", async t => {
  const told = { ...tweet, impressions: 60_000, reportedClicks: 512 }
  const { url } = await stubApi(t, { 'GET /api/v1/links/k3x9wqz/influence': { body: told } })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const { out } = await commandLine(['influence', 'k3x9wqz'], env)
  t.match(
    out,
    'Seen 60,000 times: 3 for each of 20,000 followers × 0.67 % clicked when seen = 2.0 % per follower.',
  )
  t.match(out, /reported clicks +512/)
})
