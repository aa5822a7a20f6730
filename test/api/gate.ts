import t from 'tap'
import { createKey, revokeKey } from '../../src/auth/keys.js'
import { testApp } from '../fixtures/app.js'

const limits = [
  ...['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
  ...['ratelimit-policy', 'ratelimit'],
]

t.test('a key has its number of requests a minute, and every answer says what is left', async t => {
  const { api, ctx } = await testApp(t, { env: { API_REQUESTS_PER_MINUTE: '3' } })
  for (const [n, path] of ['/links', '/links?limit=x', '/links/nobody'].entries()) {
    const { headers } = await api('GET', path)
    t.match(headers, {
      'ratelimit-limit': '3',
      'ratelimit-remaining': `${2 - n}`,
      'ratelimit-reset': /^\d+$/,
      'ratelimit-policy': '"key";q=3;w=60',
      ratelimit: new RegExp(`^"key";r=${2 - n};t=\\d+$`),
    })
  }
  const refused = await api('POST', '/links', { url: 'https://example.com', slug: 'never' })
  t.equal(refused.statusCode, 429)
  t.match(refused.json(), { code: 'rate-limited', status: 429, retryAfterSeconds: Number })
  t.equal(refused.headers['retry-after'], `${refused.json().retryAfterSeconds}`)
  t.ok(limits.every(name => name in refused.headers))

  const other = await createKey(ctx.db, { name: 'other', role: 'member' })
  const headers = { authorization: `Bearer ${other.key}` }
  t.equal(
    (await api('GET', '/links/never', undefined, { headers })).statusCode,
    404,
    'another key has its own',
  )
})

t.test('an address that tries too many wrong keys is refused them, and others are not', async t => {
  const { api } = await testApp(t, { env: { MISSES_PER_MINUTE: '3' } })
  const guess = (n: number, remoteAddress = '192.0.2.1') =>
    api('GET', '/links', undefined, { remoteAddress, headers: { authorization: `Bearer fh_guess${n}` } })
  for (let n = 0; n < 3; n++) t.equal((await guess(n)).statusCode, 401)
  const refused = await guess(3)
  t.match(refused, {
    statusCode: 429,
    headers: {
      'retry-after': /^\d+$/,
      'ratelimit-limit': '3',
      'ratelimit-policy': '"wrong-keys";q=3;w=60',
      ratelimit: /^"wrong-keys";r=0;t=\d+$/,
    },
  })
  t.notOk(refused.headers['www-authenticate'])
  const right = await api('GET', '/links', undefined, { remoteAddress: '192.0.2.1' })
  t.equal(right.statusCode, 200, 'the right key never waits for what others try')
  t.match(right.headers['ratelimit-policy'], /^"key"/)
  t.equal((await guess(5)).statusCode, 429, 'nor does it make room for more guesses')
  t.equal((await api('GET', '/links', undefined, { remoteAddress: '192.0.2.2' })).statusCode, 200)
  t.equal((await guess(4, '192.0.2.2')).statusCode, 401)
})

t.test('requests without a key are not counted as guesses', async t => {
  const { app, api } = await testApp(t, { env: { MISSES_PER_MINUTE: '1' } })
  for (let n = 0; n < 3; n++) t.equal((await app.inject('/api/v1/links')).statusCode, 401)
  t.equal((await api('GET', '/links')).statusCode, 200)
})

t.test('what is wrong with a key is told as RFC 6750 has it', async t => {
  const { app, ctx } = await testApp(t)
  const challenge = async (authorization?: string, method: 'GET' | 'POST' = 'GET', path = '/links') => {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await app.inject({ method, url: `/api/v1${path}`, headers })
    return [answer.statusCode, answer.headers['www-authenticate']]
  }
  const plain = 'Bearer realm="Fivehundred"'
  for (const header of [undefined, '', 'Bearer', 'Bearer ', 'Basic bWU6c2VjcmV0', 'fh_key'])
    t.same(await challenge(header), [401, plain], `${header}: no key was sent`)
  const { id, key } = await createKey(ctx.db, { name: 'old', role: 'admin' })
  await revokeKey(ctx.db, id)
  for (const header of [
    'Bearer fh_wrong',
    `Bearer ${key}`,
    'bearer two words',
    'Bearer "x"',
    'Bearer ключ',
  ]) {
    const [status, value] = await challenge(header)
    t.equal(status, 401, header)
    t.equal(value, `${plain}, error="invalid_token", error_description="This API key is unknown or revoked."`)
  }
  const member = await createKey(ctx.db, { name: 'member', role: 'member' })
  const [status, value] = await challenge(`Bearer ${member.key}`, 'POST', '/influence/prior')
  t.equal(status, 403)
  t.equal(
    value,
    `${plain}, error="insufficient_scope", error_description="This needs an API key of an admin that is not limited to accounts."`,
  )
})

t.test('a revoked key ends with the next request', async t => {
  const { api, ctx } = await testApp(t)
  const { id, key } = await createKey(ctx.db, { name: 'laptop', role: 'member' })
  const ask = () => api('GET', '/links', undefined, { headers: { authorization: `Bearer ${key}` } })
  t.equal((await ask()).statusCode, 200)
  await revokeKey(ctx.db, id)
  t.equal((await ask()).statusCode, 401)
})

t.test('neither keys nor addresses are logged', async t => {
  const { api, key, logged } = await testApp(t)
  await api('GET', '/links', undefined, { remoteAddress: '192.0.2.77' })
  await api('GET', '/links', undefined, {
    remoteAddress: '192.0.2.77',
    headers: { authorization: 'Bearer wrong-key' },
  })
  const log = logged.join('')
  for (const secret of ['192.0.2.77', key, 'wrong-key']) t.notOk(log.includes(secret), secret)
})
