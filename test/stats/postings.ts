import t from 'tap'
import { tweetPostings } from '../../src/db/schema.js'
import { tweetInfluence } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const tweetedAt = '2026-05-01T12:00:00.000Z'
const ctx = { db, now: () => new Date('2026-05-03T00:00:00Z') }

t.test('a hundred postings are listed, the largest first, and the rest is summed', async t => {
  const { linkId } = await storeTweet(db, 'many', {
    accountId: null,
    tweetedAt,
    clickers: { google: 20_000 },
  })
  await db.insert(tweetPostings).values(
    Array.from({ length: 150 }, (_, n) => ({
      ...{ linkId, posting: `c${n}`, xForIphone: n % 2 === 0 },
      ...{ clicks: n + 1, clickers: n },
    })),
  )
  await db
    .insert(tweetPostings)
    .values({ linkId, posting: 'c149', xForIphone: true, clicks: 60, clickers: 50 })
  const { postings, otherPostings } = await tweetInfluence(ctx, 'many')
  t.equal(postings.length, 100)
  const url = 'https://t.co/c149'
  t.strictSame(postings[0], { code: 'c149', url, clicks: 210, clickers: 199, share: 199 / 20_000, own: null })
  t.match(postings.at(-1), { code: 'c50', clickers: 50 })
  t.strictSame(otherPostings, { postings: 50, clicks: 1_275, clickers: 1_225 })
})

t.test('X for iPhone brings no followers to a tweet on another network', async t => {
  const accountId = await storeAccount(db, '@me.bsky.social', { '2026-04-30T00:00:00Z': 100 })
  const { linkId } = await storeTweet(db, 'sky', { accountId, tweetedAt, clickers: { bluesky: 5 } })
  await db.insert(tweetPostings).values({ linkId, posting: '', xForIphone: true, clicks: 3, clickers: 3 })
  const { influence, xForIphone } = await tweetInfluence(ctx, 'sky')
  t.equal(influence, 0.05)
  t.match(xForIphone, { clickers: 3, followerClickers: 0, influenceWithout: 0.05 })
})
