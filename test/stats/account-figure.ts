import t from 'tap'
import { readConfig } from '../../src/config.js'
import { metrics } from '../../src/stats/metric.js'
import { accountFigure } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const ctx = { db, config: readConfig({}), now: () => new Date('2026-05-08T00:00:00Z') }
const tweetedAt = '2026-05-01T00:00:00Z'
const figures = (handle: string) => Promise.all(metrics.map(metric => accountFigure(ctx, handle, metric)))

t.test('shows clicks and clickers of all links, influence and followers who click', async t => {
  const accountId = await storeAccount(db, '@large', { [tweetedAt]: 20_000 }, { public: true })
  await storeTweet(db, 'large', { accountId, tweetedAt, clickers: { x: 400 }, clicksEach: 3 })
  t.strictSame(await figures('@LARGE'), ['1,200', '400', '1.7 %', '345'])
  await storeTweet(db, 'large2', { accountId, tweetedAt, clickers: { google: 100 } })
  t.strictSame((await figures('@large')).slice(0, 2), ['1,300', '500'])
})

t.test('does not pass the prior off as a measurement', async t => {
  await storeAccount(db, '@empty', { [tweetedAt]: 500 }, { public: true })
  t.strictSame(await figures('@empty'), ['0', '0', null, null])
})

t.test('a private account is as unknown as one that does not exist', async t => {
  await storeAccount(db, '@private')
  await t.rejects(figures('@private'), { code: 'account-not-found' })
  await t.rejects(figures('@nobody'), { code: 'account-not-found' })
})
