import { eq } from 'drizzle-orm'
import t from 'tap'
import { tweets } from '../../src/db/schema.js'
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
  t.strictSame(await figures('lonely'), ['0', '0', null, null])
})

t.test('a draft has clicks, and no result', async t => {
  const accountId = await storeAccount(db, '@drafty', { [tweetedAt]: 500 })
  const link = { public: true }
  const { tweetId } = await storeTweet(db, 'drafty', { accountId, tweetedAt, clickers: { google: 2 }, link })
  await db.update(tweets).set({ published: false }).where(eq(tweets.id, tweetId))
  t.strictSame(await figures('drafty'), ['2', '2', null, null])
})

t.test('without followers nobody of them clicked; unknown ones leave the count', async t => {
  const link = { public: true }
  const none = await storeAccount(db, '@none', { [tweetedAt]: 0 })
  await storeTweet(db, 'none', { accountId: none, tweetedAt, clickers: { x: 4 }, link })
  t.strictSame(await figures('none'), ['4', '4', null, null])
  const unknown = await storeAccount(db, '@unknown')
  await storeTweet(db, 'unknown', { accountId: unknown, tweetedAt, clickers: { x: 4 }, link })
  t.strictSame(await figures('unknown'), ['4', '4', null, '4'])
})

t.test('a private link is as unknown as one that does not exist', async t => {
  await storeLink(db, 'private')
  await t.rejects(figures('private'), { code: 'link-not-found' })
  await t.rejects(figures('nobody'), { code: 'link-not-found' })
})
