import t from 'tap'
import { everything } from '../../src/auth/access.js'
import { readConfig } from '../../src/config.js'
import { readTarget } from '../../src/links/target.js'
import { destination } from '../../src/stats/destination.js'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const ctx = {
  access: everything,
  db,
  config: readConfig({ BASE_URL: 'https://sho.rt', DATA_DIR: '/nowhere' }),
}
const tweetedAt = '2026-05-01T12:00:00.000Z'

t.test('whose tweet brought the traffic', async t => {
  const url = 'https://example.com/blog'
  const ann = await storeAccount(db, '@ann', { '2026-04-30T00:00:00Z': 5000 })
  const bob = await storeAccount(db, '@bob', { '2026-05-02T00:00:00Z': 100 })
  const cid = await storeAccount(db, '@cid')
  await storeTweet(db, 'cid', { accountId: cid, tweetedAt, clickers: { x: 10 }, link: { url } })
  await storeTweet(db, 'ann', {
    accountId: ann,
    tweetedAt,
    clickers: { x: 110, unknown: 10, google: 50 },
    clicksEach: 2,
    link: { url: `${url}?utm_source=ann`, deletedAt: new Date(tweetedAt) },
  })
  await storeTweet(db, 'bob', { accountId: bob, tweetedAt, clickers: { x: 120 }, link: { url } })
  await storeLink(db, 'nobodys', { url: `${url}?utm_source=x&utm_medium=y` })
  await storeTweet(db, 'elsewhere', {
    accountId: ann,
    tweetedAt,
    clickers: { x: 999 },
    link: { url: `${url}?page=2` },
  })

  const target = readTarget('HTTPS://Example.com:443/blog?utm_campaign=none', ctx.config)
  const answer = await destination(ctx, target, 'clickers')
  const { data, ...rest } = answer
  const sentence = '@ann brought 170 of 300 clickers (57 %); 120 of 5,000 followers clicked: 2.4 %.'
  t.strictSame(rest, { url, links: 4, clicks: 470, clickers: 300, sentence })
  const { interval, ...first } = data[0] ?? {}
  t.equal(interval?.length, 2)
  t.strictSame(first, {
    account: '@ann',
    slug: 'ann',
    tweetedAt,
    clicks: 340,
    clickers: 170,
    share: 170 / 300,
    followers: 5000,
    followerClickers: 120,
    influence: 0.024,
    sentence,
  })
  t.match(data.slice(1), [
    {
      account: '@bob',
      share: 0.4,
      influence: 1.2,
      sentence:
        /^@bob brought 120 .*; 120 people clicked for 100 followers: 120 %, more people than followers: it travelled\.$/,
    },
    { account: '@cid', followers: null, influence: null, interval: null, sentence: /is unknown\.$/ },
    {
      account: null,
      slug: 'nobodys',
      tweetedAt: null,
      clickers: 0,
      sentence: 'The link nobodys brought nobody yet.',
    },
  ])
  t.equal(
    data.reduce((sum, { share }) => sum + (share ?? 0), 0).toFixed(9),
    '1.000000000',
    'the shares make a whole',
  )
  const byInfluence = await destination(ctx, target)
  t.strictSame(
    byInfluence.data.map(({ account }) => account),
    ['@bob', '@ann', '@cid', null],
    'per follower by default; who has no known followers comes last',
  )
  t.equal(byInfluence.sentence, byInfluence.data[0]?.sentence)
})

t.test('the sentence is about the first of those who brought somebody', async t => {
  const url = 'https://example.com/late'
  const dan = await storeAccount(db, '@dan', { '2026-04-30T00:00:00Z': 100 })
  const eve = await storeAccount(db, '@eve')
  await storeTweet(db, 'dan', { accountId: dan, tweetedAt, link: { url } })
  await storeTweet(db, 'eve', { accountId: eve, tweetedAt, clickers: { x: 3 }, link: { url } })
  const { data, sentence } = await destination(ctx, readTarget(url, ctx.config))
  t.strictSame(
    data.map(({ account }) => account),
    ['@dan', '@eve'],
  )
  t.match(sentence, /^@eve brought 3 of 3 clickers/)
})

t.test('an address that nobody clicked, and one that nobody has a link to', async t => {
  await storeLink(db, 'quiet', { url: 'https://example.com/quiet' })
  t.match(await destination(ctx, readTarget('https://example.com/quiet', ctx.config)), {
    links: 1,
    clickers: 0,
    data: [{ share: null }],
    sentence: 'Nobody has clicked yet.',
  })
  t.strictSame(await destination(ctx, readTarget('https://example.com/none?utm_source=x', ctx.config)), {
    url: 'https://example.com/none',
    links: 0,
    clicks: 0,
    clickers: 0,
    data: [],
    sentence: 'No link of this service leads there yet.',
  })
})
