import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { network } from '../fixtures/network.js'

t.test('the network is asked now, and a failure leaves the last count standing', async t => {
  const found = await network(t)
  const now = () => new Date('2026-06-01T06:00:00Z')
  const { api } = await testApp(t, { now, env: { BLUESKY_API_URL: found.url } })
  await api('POST', '/accounts', { handle: '@me.example.com' })
  found.answer = { body: { profiles: [{ handle: 'me.example.com', followersCount: 500 }] } }
  const refresh = async () => (await api('POST', '/accounts/me.example.com/followers/refresh')).json()
  const snapshot = { followers: 500, countedAt: '2026-06-01T06:00:00.000Z', source: 'bluesky' }
  t.strictSame(await refresh(), snapshot)

  found.answer = { status: 429, headers: { 'retry-after': '600' } }
  t.match(await refresh(), {
    status: 502,
    code: 'provider-unavailable',
    handle: '@me.example.com',
    provider: 'bluesky',
    problem: 'rate-limited',
    retryAfterSeconds: 600,
  })
  found.answer = { body: { profiles: [] } }
  t.match(await refresh(), { status: 409, code: 'account-unavailable', problem: 'not-found' })
  t.match((await api('GET', '/accounts/@me.example.com')).json(), { followers: 500 })
  t.match((await api('GET', '/followers/providers')).json().data, [
    { provider: 'x', configured: false, missing: 'X_BEARER_TOKEN', dailyBudget: 100, askedToday: 0 },
    { provider: 'bluesky', configured: true, askedToday: 2, lastProblem: { problem: 'not-found' } },
    { provider: 'mastodon', configured: true, lastSuccessAt: null, lastProblem: null },
  ])
})

t.test('what cannot be asked says why', async t => {
  const { api } = await testApp(t)
  await api('POST', '/accounts', { handle: '@me' })
  t.match((await api('POST', '/accounts/@me/followers/refresh')).json(), {
    status: 409,
    code: 'provider-not-configured',
    detail: /Set X_BEARER_TOKEN/,
  })
  t.match((await api('POST', '/accounts/@nobody/followers/refresh')).json(), { code: 'account-not-found' })
})
