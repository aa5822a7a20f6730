import t from 'tap'
import { testApp } from '../fixtures/app.js'

t.test('a key has one limit for all APIs, and each tells it in its own words', async t => {
  const { api, app, key } = await testApp(t, {
    env: { API_REQUESTS_PER_MINUTE: '2', MISSES_PER_MINUTE: '2' },
  })
  const headers = { authorization: key }
  t.equal((await api('GET', '/links')).statusCode, 200)
  const allowed = await app.inject({ url: '/v4/user', headers })
  t.match(allowed, { statusCode: 200, headers: { 'ratelimit-limit': '2', 'ratelimit-remaining': '0' } })
  const url = 'https://example.com/never'
  const bitly = await app.inject({ method: 'POST', url: '/v4/shorten', headers, payload: { long_url: url } })
  t.match(bitly, { statusCode: 429, headers: { 'retry-after': /^\d+$/ } })
  t.equal(bitly.json().message, 'RATE_LIMIT_EXCEEDED')
  const yourls = await app.inject(
    `/yourls-api.php?signature=${key}&action=shorturl&format=json&url=${encodeURIComponent(url)}`,
  )
  t.equal(yourls.statusCode, 429)
  t.match(yourls.json(), { status: 'fail', errorCode: '429', statusCode: '429' })
  const plain = await app.inject(`/api-create.php?key=${key}&url=${encodeURIComponent(url)}`)
  t.match(plain, { statusCode: 429, body: /^Too many requests with this API key\.$/ })
  const shlink = await app.inject({ url: '/rest/v3/short-urls', headers })
  t.match(shlink.json(), { status: 429, type: 'https://shlink.io/api/error/rate-limited' })
  const kutt = await app.inject({ url: '/api/v2/links', headers })
  t.match(kutt.json(), { error: /Too many/ })

  const guess = (n: number) => app.inject(`/api-create.php?key=fh_guess${n}&url=https://example.com`)
  for (const status of [401, 401, 429]) t.equal((await guess(status)).statusCode, status)
  const other = await app.inject({ url: '/rest/v3/tags', headers: { 'x-api-key': 'fh_guess' } })
  t.equal(other.statusCode, 429, 'wrong keys are counted together as well')
})
