import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { api, ctx, app } = await testApp(t)
const tweetedAt = '2026-05-01T00:00:00.000Z'
for (const [name, followers] of [
  ['small', 500],
  ['large', 20_000],
] as const) {
  const accountId = await storeAccount(ctx.db, `@${name}`, { [tweetedAt]: followers })
  await storeTweet(ctx.db, name, { accountId, tweetedAt, clickers: { x: 400 } })
}

t.test('answers in the documented shape', async t => {
  const { rate, interval, ...rest } = (await api('GET', '/exchange?from=@small&to=%40large')).json()
  t.strictSame(rest, {
    from: '@small',
    to: '@large',
    rawRate: 40,
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
    sentence:
      "One follower of @small is worth 30 of @large's (likely 6.1–166): one tweet each, so still rough. So far, @small's followers clicked 40 times as often as @large's.",
  })
  t.strictSame(
    [rate, ...interval].map(value => value.toPrecision(3)),
    ['30.3', '6.11', '166'],
  )
})

t.test('missing, malformed and unknown accounts are refused by name', async t => {
  const fields = async (query: string) =>
    (await api('GET', `/exchange${query}`)).json().errors.map((problem: { field: string }) => problem.field)
  t.strictSame(await fields(''), ['from', 'to'])
  t.strictSame(await fields('?from=@small&to=not!a!handle'), ['to'])
  t.match((await api('GET', '/exchange?from=@small&to=@nobody')).json(), {
    status: 404,
    code: 'account-not-found',
    handle: '@nobody',
  })
  t.equal((await app.inject('/api/v1/exchange?from=@small&to=@large')).statusCode, 401)
})
