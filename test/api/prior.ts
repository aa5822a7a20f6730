import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { api, app, ctx } = await testApp(t, { now: () => new Date('2026-06-01T00:00:00Z') })
const configured = { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, accounts: 0, computedAt: null }

t.test('only an admin computes the prior', async t => {
  const { key } = await createKey(ctx.db, { name: 'bot', role: 'member' })
  const as = (method: 'GET' | 'POST') =>
    app.inject({ method, url: '/api/v1/influence/prior', headers: { authorization: `Bearer ${key}` } })
  const refused = await as('POST')
  t.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8')
  t.match(refused.json(), { status: 403, code: 'forbidden', role: 'member' })
  t.strictSame((await as('GET')).json(), configured, 'and nothing was computed')
})

t.test('what was computed is in force from then on', async t => {
  const accountId = await storeAccount(ctx.db, '@me', { '2026-01-01': 500 })
  await storeTweet(ctx.db, 'one', { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: 400 } })
  const answer = await api('POST', '/influence/prior')
  t.equal(answer.statusCode, 200)
  const { mu, tau, k, nu, ...rest } = answer.json()
  t.strictSame(rest, { accounts: 1, computedAt: '2026-06-01T00:00:00.000Z' })
  t.ok(mu > configured.mu)
  t.strictSame((await api('GET', '/influence/prior')).json(), answer.json())
  t.strictSame((await api('GET', '/accounts/@me/influence')).json().prior, { mu, tau, k, nu })
})
