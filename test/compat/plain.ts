import t from 'tap'
import { compatApp } from '../fixtures/compat.js'

const { app, key, ask } = await compatApp(t)
const paste = 'https://paste.example.com/?0123456789abcdef#Key'

t.test('an address in, a short link out, and nothing else', async t => {
  const query = `key=${key}&url=${encodeURIComponent(paste)}`
  const paths = [
    `/api-create.php?${query}`,
    `/api/v2/action/shorten?${query}&is_secret=false`,
    `/api/v2/action/shorten?${query}&is_secret=`,
    `/api-create.php?apikey=${key}&action=shorten&url=${encodeURIComponent(paste)}`,
  ]
  const answers = await Promise.all(paths.map(path => ask('GET', path)))
  for (const { status, text, headers } of answers) {
    t.equal(status, 200)
    t.match(text, /^https:\/\/sho\.rt\/\w{7}$/)
    t.match(headers.get('content-type'), 'text/plain')
  }
  t.equal(new Set(answers.map(({ text }) => text)).size, 1, 'a known address has one link')
  const form = new URLSearchParams({ key, url: paste })
  t.equal((await ask('POST', '/api-create.php', form)).text, answers[0]?.text)
  t.equal((await ask('GET', `/${answers[0]?.text.split('/').at(-1)}`)).headers.get('location'), paste)
})

t.test('what Polr can do more', async t => {
  const shorten = `/api/v2/action/shorten?key=${key}&url=https://example.com/polr&custom_ending=polr-1`
  t.strictSame((await ask('GET', `${shorten}&response_type=json`)).json, {
    action: 'shorten',
    result: 'https://sho.rt/polr-1',
  })
  const lookup = `/api/v2/action/lookup?key=${key}&url_ending=polr-1`
  t.equal((await ask('GET', lookup)).text, 'https://example.com/polr')
  t.match((await ask('GET', `${lookup}&response_type=json`)).json, {
    action: 'lookup',
    result: { long_url: 'https://example.com/polr', clicks: '0' },
  })
  t.match(await ask('GET', shorten.replace('polr&', 'other&')), { status: 409, text: /taken/ })
  t.match(await ask('GET', `${shorten}&is_secret=true`), { status: 400, text: /is_secret/ })
  t.match(await ask('GET', `/api/v2/action/lookup?key=${key}&url_ending=nobody`), { status: 404 })
})

t.test('the page of a PrivateBin asks from another origin', async t => {
  const headers = {
    accept: 'text/html,application/xhtml+xml,application/xml,application/json',
    origin: 'https://paste.example.com',
  }
  const path = `/api-create.php?key=${key}&url=${encodeURIComponent(paste)}`
  const answer = await ask('GET', path, undefined, headers)
  t.equal(answer.headers.get('access-control-allow-origin'), '*')
  t.equal(answer.text.match(/https?:\/\/\S+/g)?.length, 1)
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: path,
    headers: {
      ...headers,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-requested-with',
    },
  })
  t.match(preflight, {
    statusCode: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': /GET/,
      'access-control-allow-headers': 'x-requested-with',
    },
  })
})

t.test('an error is one line without an address in it', async t => {
  const wrong = [
    ['', 401],
    ['key=wrong&url=https://example.com', 401],
    [`key=${key}`, 400],
    [`key=${key}&url=nothing`, 400],
    [`key=${key}&url=https://sho.rt/x`, 400],
    [`key=${key}&url=https://me:pw@example.com`, 400],
    [`key=${key}&url=https://example.com&action=lookup`, 400],
    [`key=${key}&url=https://a.example&url=https://b.example/${'x'.repeat(9000)}`, 400],
  ] as const
  for (const [query, status] of wrong) {
    for (const path of ['/api-create.php', '/api/v2/action/shorten']) {
      const answer = await ask('GET', `${path}?${query}`)
      t.equal(answer.status, status, query)
      t.match(answer.text, /^[^\n]+$/, query)
      t.notMatch(answer.text, /https?:\/\/\w/, query)
      t.match(answer.headers.get('content-type'), 'text/plain')
      t.equal(answer.headers.get('access-control-allow-origin'), '*')
    }
  }
  t.match(await ask('GET', '/api/v2/action/delete'), { status: 404, text: /clients/ })
  t.match(await ask('DELETE', '/api-create.php'), { status: 405, text: /GET/ })
})
