import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import { everything } from '../../src/auth/access.js'
import { readConfig } from '../../src/config.js'
import { linkTotals, tweets } from '../../src/db/schema.js'
import { readTarget } from '../../src/links/target.js'
import type { TweetSort } from '../../src/stats/account-tweets.js'
import { destination } from '../../src/stats/destination.js'
import { accountTweets, tweetInfluence } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const tweetedAt = '2026-05-01T12:00:00.000Z'
const ctx = {
  access: everything,
  db,
  now: () => new Date('2026-05-03T00:00:00Z'),
  config: { baseUrl: 'https://sho.rt' } as Parameters<typeof accountTweets>[0]['config'],
}
const list = (name: string, sort: TweetSort = 'tweetedAt') => accountTweets(ctx, name, { sort, limit: 50 })

t.test('a tweet has its numbers, its links and its sentence', async t => {
  const accountId = await storeAccount(db, '@large', { '2026-04-30T00:00:00Z': 20_000 })
  await storeTweet(db, 'large', { accountId, tweetedAt, clickers: { x: 390, unknown: 10, google: 25 } })
  const { items: data, ...page } = await list('LARGE')
  t.strictSame(page, {
    handle: '@large',
    tweets: 1,
    drafts: 0,
    next: null,
    sentence: '1 tweet of @large brought 425 clicks.',
  })
  const [tweet] = data
  t.strictSame(
    { ...tweet, interval: tweet?.interval?.map(end => end.toFixed(6)) },
    {
      id: null,
      url: null,
      text: null,
      published: true,
      state: 'open',
      tweetedAt,
      window: { from: tweetedAt, to: '2026-05-08T12:00:00.000Z', open: true },
      followers: 20_000,
      followersCountedAt: '2026-04-30T00:00:00.000Z',
      clicks: 425,
      clickers: 425,
      followerClickers: 400,
      spillover: 25,
      people: { min: 400, max: 400 },
      clicksPerFollower: 0.02125,
      influence: 0.02,
      interval: ['0.018134', '0.022058'],
      links: [
        {
          slug: 'large',
          shortUrl: 'https://sho.rt/large',
          url: 'https://example.com/large',
          deleted: false,
          clicks: 425,
          clickers: 425,
          followerClickers: 400,
        },
      ],
      sentence: '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
    },
  )
})

t.test('with several links, the people are known within bounds', async t => {
  const accountId = await storeAccount(db, '@several', { [tweetedAt]: 10_000 })
  const { tweetId } = await storeTweet(db, 'several-1', {
    accountId,
    tweetedAt,
    clickers: { x: 300, google: 7 },
  })
  const deletedAt = new Date(tweetedAt)
  await storeTweet(db, 'several-2', {
    accountId,
    tweetedAt,
    tweetId,
    clickers: { unknown: 120 },
    link: { deletedAt },
  })
  const { items: data, tweets } = await list('@several')
  t.equal(tweets, 1)
  t.match(data, [
    {
      clickers: 427,
      followerClickers: 420,
      spillover: 7,
      people: { min: 300, max: 420 },
      influence: 0.042,
      links: [
        { slug: 'several-1', followerClickers: 300 },
        { slug: 'several-2', followerClickers: 120, deleted: true },
      ],
      sentence: '300 to 420 of 10,000 followers clicked its 2 links: 3.0 % to 4.2 %.',
    },
  ])
  const [low = 0, high = 0] = data[0]?.interval ?? []
  t.ok(low < 0.03 && high > 0.042, 'the interval covers both bounds')
})

t.test('unknown followers are called unknown', async t => {
  const accountId = await storeAccount(db, '@secret')
  await storeTweet(db, 'secret', { accountId, tweetedAt, clickers: { x: 4 } })
  t.match((await list('@secret')).items, [
    {
      followers: null,
      followersCountedAt: null,
      influence: null,
      interval: null,
      clicksPerFollower: null,
      people: { min: 4, max: 4 },
      sentence: '4 people clicked; how many followed at that time is unknown.',
    },
  ])
})

t.test('every sort pages through every tweet once, in order', async t => {
  const accountId = await storeAccount(db, '@busy', {
    '2026-03-01T00:00:00Z': 1000,
    '2026-04-05T00:00:00Z': 100,
  })
  const facts: [string, string, number, number][] = [
    ['b1', '2026-04-01T00:00:00Z', 50, 1],
    ['b2', '2026-04-02T00:00:00Z', 40, 9],
    ['b3', '2026-04-03T00:00:00Z', 50, 2],
    ['b4', '2026-04-09T00:00:00Z', 30, 1],
    ['b5', '2026-04-09T00:00:00Z', 30, 1],
  ]
  for (const [slug, at, x, clicksEach] of facts)
    await storeTweet(db, slug, { accountId, tweetedAt: at, clickers: { x }, clicksEach })
  const expected: Record<TweetSort, string[]> = {
    tweetedAt: ['b5', 'b4', 'b3', 'b2', 'b1'],
    influence: ['b5', 'b4', 'b3', 'b1', 'b2'],
    clickers: ['b3', 'b1', 'b2', 'b5', 'b4'],
    clicks: ['b2', 'b3', 'b1', 'b5', 'b4'],
  }
  for (const [sort, slugs] of Object.entries(expected) as [TweetSort, string[]][]) {
    const found: string[] = []
    let after: string | null = null
    do {
      const page = await accountTweets(ctx, '@busy', { sort, limit: 2, cursor: after })
      t.equal(page.tweets, 5)
      found.push(...page.items.flatMap(({ links }) => links.map(({ slug }) => slug)))
      after = page.next
    } while (after !== null)
    t.strictSame(found, slugs, sort)
  }
})

t.test('tweets of unknown influence come last', async t => {
  const accountId = await storeAccount(db, '@none', { [tweetedAt]: 0 })
  await storeTweet(db, 'none', { accountId, tweetedAt, clickers: { x: 4 } })
  const { items: data } = await list('@none', 'influence')
  t.match(data, [
    { followers: 0, influence: null, sentence: '4 people clicked; the account had no followers.' },
  ])
})

t.test('a deleted draft is gone; a deleted tweet stays', async t => {
  const accountId = await storeAccount(db, '@tidy', { [tweetedAt]: 100 })
  const link = { deletedAt: new Date(tweetedAt) }
  await storeTweet(db, 'tidy-tweet', { accountId, tweetedAt, clickers: { x: 4 }, link })
  for (const [slug, facts] of [
    ['tidy-draft', {}],
    ['tidy-gone', { link }],
  ] as const) {
    const { tweetId } = await storeTweet(db, slug, { accountId, tweetedAt, ...facts })
    await db.update(tweets).set({ published: false }).where(eq(tweets.id, tweetId))
  }
  for (const sort of ['tweetedAt', 'influence', 'clickers', 'clicks'] as const) {
    const { items, drafts, tweets } = await list('@tidy', sort)
    t.strictSame(items.flatMap(({ links }) => links.map(({ slug }) => slug)).sort(), [
      'tidy-draft',
      'tidy-tweet',
    ])
    t.equal(items.length, drafts + tweets)
  }
})

t.test('a draft has the same numbers in the list as on its own', async t => {
  const accountId = await storeAccount(db, '@drafty', { [tweetedAt]: 500 })
  const { tweetId, linkId } = await storeTweet(db, 'drafty', { accountId, tweetedAt })
  await db.update(tweets).set({ published: false }).where(eq(tweets.id, tweetId))
  await db.update(linkTotals).set({ clicks: 3, clickers: 2 }).where(eq(linkTotals.linkId, linkId))
  const counts = { state: 'draft', clicks: 3, clickers: 2, followerClickers: 0, spillover: 2 }
  const links = [{ clicks: 3, clickers: 2, followerClickers: 0 }]
  for (const sort of ['tweetedAt', 'clicks'] as const) {
    t.match((await list('@drafty', sort)).items, [{ ...counts, links }])
  }
  const own = await tweetInfluence(ctx, 'drafty')
  t.match(own, { ...counts, window: { to: null, open: false } })
  const target = readTarget('https://example.com/drafty', readConfig({ BASE_URL: 'https://sho.rt' }))
  t.match(await destination(ctx, target), {
    sentence: '@drafty brought 2 of 2 clickers (100 %); not tweeted yet.',
  })
})

t.test('an account without tweets has none; an unknown one is not found', async t => {
  await storeAccount(db, '@silent')
  t.strictSame(await list('@silent'), {
    handle: '@silent',
    tweets: 0,
    drafts: 0,
    items: [],
    next: null,
    sentence: '@silent has not tweeted a link of this service yet.',
  })
  await t.rejects(list('@nobody'), { code: 'account-not-found' })
})

t.test('a page of an account of many tweets asks for its own links only', async t => {
  const accountId = await storeAccount(db, '@many', { '2026-03-01T00:00:00Z': 1000 })
  await db.execute(sql`
    with made as (
      insert into tweets (account_id, tweeted_at, window_ends_at, published)
      select ${accountId}, '2026-04-01'::timestamptz + n * interval '1 minute', '2026-06-01', true
      from generate_series(1, 1000) n returning id)
    insert into links (slug, url, tweet_id, visitor_salt, visitor_salt_ends_at)
    select 'many-' || id, 'https://example.com/', id, '\\x00'::bytea, '2026-06-01' from made`)
  const page = await accountTweets(ctx, '@many', { sort: 'influence', limit: 10 })
  t.equal(page.items.length, 10)
  t.match(page, { tweets: 1000, items: [{ influence: 0, links: [{ clicks: 0 }] }] })
})
