import t from 'tap'
import { cookieTrouble } from '../../../src/dashboard/login/cookie-trouble.js'
import { testApp } from '../../fixtures/app.js'
import { browser } from '../../fixtures/pages.js'

const https = { baseUrl: 'https://sho.rt' }

t.test(
  'over HTTP with HTTPS in BASE_URL there is trouble, unless something says that the way is safe',
  async t => {
    const over = (headers: Record<string, string>, protocol: 'http' | 'https' = 'http', config = https) =>
      cookieTrouble({ protocol, headers }, config)
    t.match(over({}), /over HTTP.*Log in at https:\/\/sho\.rt\/login\..*set BASE_URL/)
    t.match(over({ 'x-forwarded-proto': 'http', forwarded: 'for=192.0.2.1;proto=http' }), /over HTTP/)
    t.equal(over({}, 'https'), null)
    t.equal(over({ 'x-forwarded-proto': 'https' }), null, 'a proxy that is not trusted')
    t.equal(over({ 'x-forwarded-proto': 'HTTPS, http' }), null)
    t.equal(over({ forwarded: 'for=192.0.2.1;proto=https;by=203.0.113.43' }), null)
    t.equal(over({ 'sec-fetch-site': 'none' }), null, 'localhost, or a proxy that tells nothing')
    t.equal(over({}, 'http', { baseUrl: 'http://sho.rt' }), null)
  },
)

t.test('the login page says so, and so does the answer to its form', async t => {
  const { app, key } = await testApp(t)
  const send = (method: 'GET' | 'POST', headers = {}) =>
    app.inject({
      method,
      url: '/login?next=/app/lists',
      headers: { accept: 'text/html', ...headers },
      ...(method === 'POST' && { payload: { key, _csrf: 'of a page whose cookie did not come back' } }),
    })
  t.match(await send('GET'), { statusCode: 200, body: /over HTTP.*Log in at https:\/\/sho\.rt\/login\./s })
  t.notMatch((await send('GET', { 'x-forwarded-proto': 'https' })).body, 'over HTTP')
  const refused = await send('POST')
  t.match(refused, { statusCode: 403, body: /over HTTP.*Log in at https:\/\/sho\.rt\/login\./s })
  t.equal(
    refused.cookies.some(({ name }) => name === 'fivehundred_session'),
    false,
  )
  const blocked = await send('POST', { 'sec-fetch-site': 'same-origin' })
  t.match(blocked, { statusCode: 403, body: /sent no cookie with this form\. Allow cookies/ })
})

t.test('with HTTP in BASE_URL a login over HTTP lasts', async t => {
  const tested = await testApp(t, { env: { BASE_URL: 'http://sho.rt' } })
  const visitor = browser(tested)
  t.notMatch((await visitor.get('/login')).body, 'over HTTP')
  const answer = await visitor.post('/login', { key: tested.key })
  t.match(answer, { statusCode: 303 })
  t.notOk(answer.cookies.find(({ name }) => name === 'fivehundred_session')?.secure)
})
