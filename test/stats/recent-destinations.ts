import t from 'tap'
import { everything } from '../../src/auth/access.js'
import { recentDestinations } from '../../src/stats/recent-destinations.js'
import { database } from '../fixtures/database.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const tweetedAt = '2026-05-01T12:00:00.000Z'

t.test('where the links of several accounts lead, the last made first', async t => {
  const ann = await storeAccount(db, '@ann')
  const bob = await storeAccount(db, '@bob')
  const store = (slug: string, accountId: number | null, url: string, deletedAt: Date | null = null) =>
    storeTweet(db, slug, { accountId, tweetedAt, clickers: { x: 10 }, link: { url, deletedAt } })
  await store('a1', ann, 'https://example.com/old')
  await store('b1', bob, 'https://example.com/old?utm_source=bob')
  await store('a2', ann, 'https://example.com/alone')
  await store('a3', ann, 'https://example.com/alone')
  await store('n1', null, 'https://example.com/alone')
  await store('a4', ann, 'https://example.com/new')
  await store('b4', bob, 'https://example.com/new')
  await store('a5', ann, 'https://example.com/taken-back')
  await store('b5', bob, 'https://example.com/taken-back', new Date(tweetedAt))
  t.strictSame(await recentDestinations({ access: everything, db }, 10), [
    { url: 'https://example.com/new', accounts: 2, clickers: 20 },
    { url: 'https://example.com/old', accounts: 2, clickers: 20 },
  ])
  t.equal((await recentDestinations({ access: everything, db }, 1)).length, 1)
})
