import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { api, ctx } = await testApp(t, { now: () => new Date('2026-05-02T00:00:00Z') })
const accountId = await storeAccount(ctx.db, '@me', { '2026-04-01T00:00:00Z': 1000 })
for (const [slug, x] of [
  ['one', 24],
  ['two', 48],
  ['three', 12],
] as const) {
  await storeTweet(ctx.db, slug, { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x } })
}

t.test('pages through the tweets by a cursor of their sort', async t => {
  const first = (await api('GET', '/accounts/@me/tweets?sort=influence&limit=2')).json()
  t.match(first, {
    handle: '@me',
    tweets: 3,
    data: [{ influence: 0.048 }, { influence: 0.024, links: [{ slug: 'one' }] }],
    sentence: '3 tweets of @me brought 84 clicks.',
  })
  const rest = `/accounts/me/tweets?limit=2&cursor=${first.nextCursor}`
  t.match((await api('GET', `${rest}&sort=influence`)).json(), {
    data: [{ influence: 0.012 }],
    nextCursor: null,
  })
  t.match((await api('GET', `${rest}&sort=clicks`)).json(), { status: 400, errors: [{ field: 'cursor' }] })
})
