import t, { type Test } from 'tap'
import { testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { app, ctx, api } = await testApp(t)
const tweetedAt = '2026-05-01T00:00:00Z'
const accountId = await storeAccount(ctx.db, '@large', { [tweetedAt]: 20_000 }, { public: true })
await storeTweet(ctx.db, 'large', { accountId, tweetedAt, clickers: { x: 400 }, link: { public: true } })

const addresses = [
  ...['/badge/large.svg', '/badge/@large.svg', '/badge/@large.json?metric=clicks', '/badge/nobody.svg'],
  ...['/card/large.png', '/embed/@large', '/@large', '/oembed?url=https%3A%2F%2Fsho.rt%2Flarge%2B'],
]

t.test('what has not changed costs no statement', async t => {
  const ask = () => Promise.all(addresses.map(url => app.inject(url)))
  const before = await ask()
  const { unsafe, begin } = statements(t)
  const after = await ask()
  t.strictSame(
    after.map(({ statusCode }) => statusCode),
    before.map(({ statusCode }) => statusCode),
  )
  await app.inject('/badge/large.svg?style=plastic&label=mine&color=red')
  t.strictSame([unsafe(), begin()], [[], []])
})

t.test('those who ask at the same time share what is read', async t => {
  const { unsafe } = statements(t)
  await app.inject('/badge/@large.svg?metric=followersWhoClick')
  const forOne = unsafe().length
  t.ok(forOne > 0)
  await storeAccount(ctx.db, '@other', { [tweetedAt]: 500 }, { public: true })
  unsafe()
  const ask = () => app.inject('/badge/@other.svg?metric=followersWhoClick')
  await Promise.all(Array.from({ length: 50 }, ask))
  t.ok(unsafe().length <= forOne, 'for fifty no more than for one')
})

t.test('all spellings of a handle are one badge', async t => {
  const one = await app.inject('/badge/@large.svg?metric=clickers')
  const { unsafe } = statements(t)
  for (const handle of ['@LARGE', '@Large', '%40lArGe', '@large']) {
    const other = await app.inject(`/badge/${handle}.svg?metric=clickers`)
    t.equal(other.headers.etag, one.headers.etag, handle)
    t.equal(other.body, one.body, handle)
  }
  t.strictSame(unsafe(), [], 'which is read once')
})

t.test('a change is shown within seconds', async t => {
  await api('PATCH', '/accounts/@large', { public: false })
  const answer = await eventually(
    () => app.inject('/badge/@large.svg'),
    ({ body }) => body.includes('not found'),
  )
  t.match(answer.body, 'not found')
})

/**
 * What the application sends to the database from now on: statements, and begins of transactions.
 */
function statements(t: Test) {
  const { $client } = ctx.db
  return {
    unsafe: t.capture($client, 'unsafe', $client.unsafe),
    begin: t.capture($client, 'begin', $client.begin),
  }
}
