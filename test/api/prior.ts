import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { priors } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { api, app, ctx } = await testApp(t, { now: () => new Date('2026-06-01T00:00:00Z') })
const configured = {
  mu: Math.log(0.01),
  tau: 1,
  k: 2,
  nu: 7,
  halfLifeHours: 2.8,
  accounts: 0,
  computedAt: null,
}

t.test('only an admin computes the prior', async t => {
  const { key } = await createKey(ctx.db, { name: 'bot', role: 'member' })
  const as = (method: 'GET' | 'POST') =>
    app.inject({ method, url: '/api/v1/influence/prior', headers: { authorization: `Bearer ${key}` } })
  const refused = await as('POST')
  t.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8')
  t.match(refused.json(), { status: 403, code: 'forbidden', role: 'member' })
  t.strictSame((await as('GET')).json(), { ...configured, running: null }, 'and nothing runs')
})

t.test('what was computed is in force from then on; all who ask meanwhile share it', async t => {
  const accountId = await storeAccount(ctx.db, '@me', { '2026-01-01': 500 })
  await storeTweet(ctx.db, 'one', { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: 400 } })
  const answers = await ctx.db.transaction(async tx => {
    await tx.execute('lock table accounts in access exclusive mode')
    const answers = [await api('POST', '/influence/prior'), await api('POST', '/influence/prior')]
    answers.push(await api('GET', '/influence/prior'))
    return answers
  })
  const running = { since: '2026-06-01T00:00:00.000Z', accountsDone: 0 }
  for (const answer of answers) t.strictSame(answer.json(), { ...configured, running })
  t.strictSame(
    answers.map(answer => [answer.statusCode, answer.headers.location, answer.headers['retry-after']]),
    [
      [202, 'https://sho.rt/api/v1/influence/prior', '1'],
      [202, 'https://sho.rt/api/v1/influence/prior', '1'],
      [200, undefined, undefined],
    ],
  )
  const read = async () => (await api('GET', '/influence/prior')).json()
  const { mu, tau, k, nu, halfLifeHours, ...rest } = await eventually(read, found => found.running === null)
  t.strictSame(rest, { accounts: 1, computedAt: '2026-06-01T00:00:00.000Z', running: null })
  t.ok(mu > configured.mu)
  t.strictSame((await api('GET', '/accounts/@me/influence')).json().prior, { mu, tau, k, nu, halfLifeHours })
  t.equal((await ctx.db.select().from(priors)).length, 1)
})
