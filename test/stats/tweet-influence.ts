import t from 'tap'
import { linkFacets, linkTotals } from '../../src/db/schema.js'
import { tweetInfluence } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const tweetedAt = '2026-05-01T12:00:00.000Z'
const ctx = { db, now: () => new Date('2026-05-03T00:00:00Z') }

t.test("gives the article's own tweet", async t => {
  const accountId = await storeAccount(db, '@large', { '2026-04-30T00:00:00Z': 20_000 })
  await storeTweet(db, 'large', {
    accountId,
    tweetedAt,
    clickers: { x: 390, unknown: 10, google: 25 },
    clicksEach: 2,
  })
  const { interval, xForIphone: _, ...rest } = await tweetInfluence(ctx, 'large')
  t.strictSame(rest, {
    slug: 'large',
    account: '@large',
    state: 'open',
    tweetedAt,
    window: { from: tweetedAt, to: '2026-05-08T12:00:00.000Z', open: true },
    followers: 20_000,
    followersCountedAt: '2026-04-30T00:00:00.000Z',
    clicks: 850,
    clickers: 425,
    followerClickers: 400,
    spillover: 25,
    clicksPerFollower: 0.0425,
    influence: 0.02,
    impressions: null,
    reportedClicks: null,
    factors: null,
    factorsSentence: null,
    postings: [],
    otherPostings: { postings: 0, clicks: 0, clickers: 0 },
    sentence: '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
  })
  t.strictSame(
    interval?.map(end => end.toFixed(6)),
    ['0.018134', '0.022058'],
  )
})

t.test('the window closes at its end', async t => {
  const open = async (time: string) =>
    (await tweetInfluence({ db, now: () => new Date(time) }, 'large')).window.open
  t.equal(await open('2026-05-08T11:59:59.999Z'), true)
  t.equal(await open('2026-05-08T12:00:00.000Z'), false)
})

t.test('followers are those of the last snapshot at or before the tweet', async t => {
  const snapshots = { '2026-04-01T00:00:00Z': 100, [tweetedAt]: 200, '2026-05-01T12:00:00.001Z': 300 }
  const accountId = await storeAccount(db, '@grows', snapshots)
  await storeTweet(db, 'grows', { accountId, tweetedAt, clickers: { x: 3 } })
  t.match(await tweetInfluence(ctx, 'grows'), {
    followers: 200,
    followersCountedAt: tweetedAt,
    influence: 0.015,
  })
})

t.test('without one, of the first after it', async t => {
  const snapshots = { '2026-05-02T00:00:00Z': 400, '2026-05-03T00:00:00Z': 500 }
  const accountId = await storeAccount(db, '@late', snapshots)
  await storeTweet(db, 'late', { accountId, tweetedAt, clickers: { x: 4 } })
  t.match(await tweetInfluence(ctx, 'late'), { followers: 400, influence: 0.01 })
})

t.test('without any they are unknown, and so is the influence', async t => {
  const accountId = await storeAccount(db, '@secret')
  await storeTweet(db, 'secret', { accountId, tweetedAt, clickers: { x: 4 } })
  t.match(await tweetInfluence(ctx, 'secret'), {
    followers: null,
    followersCountedAt: null,
    followerClickers: 4,
    clicksPerFollower: null,
    influence: null,
    interval: null,
    sentence: '4 people clicked; how many followed at that time is unknown.',
  })
})

t.test('no follower at all makes no ratio', async t => {
  const accountId = await storeAccount(db, '@new', { [tweetedAt]: 0 })
  await storeTweet(db, 'new', { accountId, tweetedAt, clickers: { x: 4 } })
  t.match(await tweetInfluence(ctx, 'new'), {
    followers: 0,
    influence: null,
    interval: null,
    clicksPerFollower: null,
  })
})

t.test('is never capped', async t => {
  const accountId = await storeAccount(db, '@viral', { [tweetedAt]: 1000 })
  await storeTweet(db, 'viral', { accountId, tweetedAt, clickers: { x: 1300 } })
  t.match(await tweetInfluence(ctx, 'viral'), { influence: 1.3, spillover: 0 })
})

t.test("follower clickers are those of the account's own network or of an unknown source", async t => {
  const clickers = { x: 1, bluesky: 20, mastodon: 300, unknown: 4000 }
  const expected = { '@on.x': 4020, '@me@on.mastodon': 4300, '@on_x': 4001 }
  for (const [handle, followerClickers] of Object.entries(expected)) {
    const accountId = await storeAccount(db, handle, { [tweetedAt]: 10_000 })
    const slug = handle.replace(/\W/g, '-')
    await storeTweet(db, slug, { accountId, tweetedAt, clickers })
    t.match(await tweetInfluence(ctx, slug), {
      account: handle,
      followerClickers,
      spillover: 4321 - followerClickers,
    })
  }
  await storeTweet(db, 'nobodys', { accountId: null, tweetedAt, clickers })
  t.match(await tweetInfluence(ctx, 'nobodys'), { account: null, followerClickers: 4001, followers: null })
})

t.test('a tweet that nobody clicked has an influence of 0', async t => {
  const accountId = await storeAccount(db, '@quiet', { [tweetedAt]: 500 })
  await storeTweet(db, 'quiet', { accountId, tweetedAt })
  t.match(await tweetInfluence(ctx, 'quiet'), { clicks: 0, followerClickers: 0, influence: 0 })
})

t.test('a link without a tweet is counted over its life and has no influence', async t => {
  const link = await storeLink(db, 'lonely', { createdAt: new Date(tweetedAt) })
  const day = new Date('2026-05-02T00:00:00Z')
  await db.insert(linkTotals).values({ linkId: link.id, clicks: 9, clickers: 6 })
  await db.insert(linkFacets).values([
    { linkId: link.id, day, facet: 'source', value: 'x', clicks: 3, clickers: 2 },
    { linkId: link.id, day, facet: 'source', value: 'unknown', clicks: 3, clickers: 3 },
    { linkId: link.id, day, facet: 'source', value: 'google', clicks: 3, clickers: 1 },
    { linkId: link.id, day, facet: 'referrer', value: 'unknown', clicks: 3, clickers: 3 },
  ])
  t.match(await tweetInfluence(ctx, 'lonely'), {
    account: null,
    tweetedAt: null,
    window: { from: tweetedAt, to: null, open: true },
    clicks: 9,
    clickers: 6,
    followerClickers: 5,
    spillover: 1,
    followers: null,
    influence: null,
    interval: null,
    sentence: '6 people clicked; the link belongs to no tweet.',
  })
})

t.test('an unknown link is told; the numbers of a deleted one stay', async t => {
  await storeLink(db, 'deleted', { deletedAt: new Date(tweetedAt) })
  await t.rejects(tweetInfluence(ctx, 'nobody'), { code: 'link-not-found' })
  t.match(await tweetInfluence(ctx, 'deleted'), { slug: 'deleted', clicks: 0 })
})
