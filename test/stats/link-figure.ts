import t from 'tap'
import { metrics } from '../../src/stats/metric.js'
import { linkFigure } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const ctx = { db, now: () => new Date('2026-05-03T00:00:00Z') }
const tweetedAt = '2026-05-01T00:00:00Z'
const figures = (slug: string) => Promise.all(metrics.map(metric => linkFigure(ctx, slug, metric)))

t.test('shows clicks, clickers, influence and followers who click', async t => {
  const accountId = await storeAccount(db, '@large', { [tweetedAt]: 20_000 })
  const clickers = { x: 400, google: 1200 }
  await storeTweet(db, 'shown', { accountId, tweetedAt, clickers, clicksEach: 2, link: { public: true } })
  t.strictSame(await figures('shown'), ['3,200', '1,600', '2.0 %', '400'])
})

t.test('knows no influence without a tweet', async t => {
  await storeLink(db, 'lonely', { public: true })
  t.strictSame(await figures('lonely'), ['0', '0', null, '0'])
})

t.test('a private link is as unknown as one that does not exist', async t => {
  await storeLink(db, 'private')
  await t.rejects(figures('private'), { code: 'link-not-found' })
  await t.rejects(figures('nobody'), { code: 'link-not-found' })
})
