import t from 'tap'
import { readConfig } from '../../src/config.js'
import { exchange } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { db } = await database(t)
const ctx = { db, config: readConfig({}), now: () => new Date('2026-06-01T00:00:00Z') }
const tweetedAt = '2026-05-01T00:00:00Z'
for (const [handle, followers, x] of [
  ['@small', 500, 400],
  ['@large', 20_000, 400],
  ['@silent', 500, 0],
] as const) {
  const accountId = await storeAccount(db, handle, { [tweetedAt]: followers })
  await storeTweet(db, handle.slice(1), { accountId, tweetedAt, clickers: { x } })
}
await storeAccount(db, '@empty')

t.test("gives the article's own pair", async t => {
  const found = await exchange(ctx, 'SMALL', '@large')
  t.match(found, {
    from: '@small',
    to: '@large',
    rawRate: 40,
    sentence:
      "One follower of @small is worth 30 of @large's (likely 6.1–166): one tweet each, so still rough. So far, @small's followers clicked 40 times as often as @large's.",
  })
  t.strictSame(
    [found.rate, ...(found.interval ?? [])].map(value => value?.toPrecision(3)),
    ['30.3', '6.11', '166'],
  )
})

t.test('has no rate where nothing is known of one of the two', async t => {
  const sentence = '@empty has no counted tweet yet, so there is nothing to compare.'
  for (const [from, to] of [
    ['@small', '@empty'],
    ['@empty', '@small'],
  ] as const) {
    t.match(await exchange(ctx, from, to), { rate: null, interval: null, sentence })
  }
})

t.test('has no raw rate where one of the ratios is unknown, or nothing to divide by', async t => {
  t.equal((await exchange(ctx, '@small', '@empty')).rawRate, null)
  t.equal((await exchange(ctx, '@empty', '@small')).rawRate, null)
  t.equal((await exchange(ctx, '@small', '@silent')).rawRate, null)
  t.equal((await exchange(ctx, '@silent', '@small')).rawRate, 0)
})

t.test('an account is worth itself', async t => {
  t.match(await exchange(ctx, '@small', 'SMALL'), {
    rate: 1,
    interval: [1, 1],
    rawRate: 1,
    sentence: 'Both are the same account: one follower of @small is worth exactly 1 of its own.',
  })
  t.match(await exchange(ctx, '@silent', '@silent'), { rate: 1, interval: [1, 1], rawRate: null })
  t.match(await exchange(ctx, '@empty', '@empty'), {
    rate: null,
    interval: null,
    sentence: '@empty has no counted tweet yet, so there is nothing to compare.',
  })
})

t.test('names the account that is unknown', async t => {
  await t.rejects(exchange(ctx, '@small', '@nobody'), {
    code: 'account-not-found',
    facts: { handle: '@nobody' },
  })
})
