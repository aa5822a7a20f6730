import { eq } from 'drizzle-orm'
import t from 'tap'
import { createList } from '../../src/accounts/lists/create.js'
import { accounts, staleScores } from '../../src/db/schema.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { testApp } from '../fixtures/app.js'
import { exchange, exchangeTable } from '../fixtures/by-name.js'
import { handle } from '../fixtures/handles.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { ctx } = await testApp(t)
const tweetedAt = '2026-05-01T00:00:00Z'
for (const [name, followers, x] of [
  ['@small', 500, 400],
  ['@large', 20_000, 400],
  ['@silent', 500, 0],
] as const) {
  const accountId = await storeAccount(ctx.db, name, { [tweetedAt]: followers })
  await storeTweet(ctx.db, name.slice(1), { accountId, tweetedAt, clickers: { x } })
  await ctx.db.insert(staleScores).values({ accountId })
}
await storeAccount(ctx.db, '@empty', { [tweetedAt]: 500 })
await refreshScoresJob(ctx).run(new AbortController().signal)

t.test('has the rate against each other account, as the exchange of two has it', async t => {
  const { items: data, ...rest } = await exchangeTable(ctx, { from: 'LARGE', limit: 50 })
  t.strictSame(rest, {
    from: '@large',
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
    pending: 0,
    next: null,
    sentence: "@large's followers click more than those of 1 of the 2 other accounts.",
  })
  t.strictSame(
    data.map(row => row.to),
    ['@small', '@silent'],
    'those whose followers click most come first',
  )
  for (const row of data) {
    const { rate, interval, rawRate, sentence } = await exchange(ctx, '@large', row.to)
    t.match(row, {
      rate,
      interval,
      rawRate,
      sentence,
      name: null,
      followers: 500,
      tweets: 1,
      fewTweets: true,
    })
  }
})

t.test('an account that nobody could measure yet is compared by what is believed of all', async t => {
  const { items: data } = await exchangeTable(ctx, { from: '@empty', limit: 50 })
  t.equal(data.length, 3)
  for (const row of data) t.equal(row.rate, (await exchange(ctx, '@empty', row.to)).rate)
})

t.test('pages follow each other, and a list chooses', async t => {
  const to: string[] = []
  let cursor: string | null = null
  do {
    const page = await exchangeTable(ctx, { from: '@empty', limit: 1, cursor })
    to.push(...page.items.map(row => row.to))
    cursor = page.next
  } while (cursor !== null)
  t.strictSame(to, ['@small', '@large', '@silent'])
  await createList(ctx, { name: 'friends', accounts: ['@silent', '@small', '@empty'].map(handle) })
  const listed = await exchangeTable(ctx, { from: '@small', list: 'friends', limit: 50 })
  t.match(listed, {
    items: [{ to: '@silent' }],
    sentence: "@small's followers click more than those of the only other account.",
  })
  await t.rejects(exchangeTable(ctx, { from: '@small', list: 'foes', limit: 50 }), { code: 'list-not-found' })
  await t.rejects(exchangeTable(ctx, { from: '@nobody', limit: 50 }), { code: 'account-not-found' })
})

t.test('where only public accounts are wanted, the others are not even counted', async t => {
  await ctx.db.update(accounts).set({ public: true }).where(eq(accounts.handle, '@small'))
  const { items: data, sentence } = await exchangeTable(ctx, { from: '@large', publicOnly: true, limit: 50 })
  t.strictSame(
    data.map(row => row.to),
    ['@small'],
  )
  t.equal(sentence, "@large's followers click no more than those of the only other account.")
})
