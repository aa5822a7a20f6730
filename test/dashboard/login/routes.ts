import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { buildApp } from '../../../src/app.js'
import { createKey, revokeKey } from '../../../src/auth/keys.js'
import { links } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

t.test('a page asks for a login, and the login leads back to it', async t => {
  const test = await testApp(t)
  const visitor = browser(test)
  const refused = await visitor.get('/app?q=launch')
  t.equal(refused.statusCode, 303)
  t.equal(refused.headers.location, '/login?next=%2Fapp%3Fq%3Dlaunch')
  const answer = await visitor.post('/login', { key: test.key, next: '/app?q=launch' })
  t.equal(answer.statusCode, 303)
  t.equal(answer.headers.location, '/app?q=launch')
  t.equal((await visitor.get('/app')).statusCode, 200)
})

t.test('a wrong key says so beside the field’s form and opens nothing', async t => {
  const visitor = browser(await testApp(t))
  const answer = await visitor.post('/login', { key: '<b>wrong</b>' })
  t.equal(answer.statusCode, 401)
  t.match(answer.body, 'This API key is unknown or revoked.')
  t.notMatch(answer.body, '<b>wrong', 'a key is not shown again')
  t.equal((await visitor.get('/app')).statusCode, 303)
})

t.test('an address with too many wrong keys is refused more of them, and never the right one', async t => {
  const test = await testApp(t, { env: { MISSES_PER_MINUTE: '2' } })
  const visitor = browser(test)
  for (const status of [401, 401, 429]) {
    const answer = await visitor.post('/login', { key: 'wrong-key' })
    t.equal(answer.statusCode, status)
    t.match(answer.headers, { ratelimit: /^"wrong-keys";r=\d;t=\d+$/ })
    if (status === 401) t.match(answer.headers['www-authenticate'], 'error="invalid_token"')
  }
  t.equal((await visitor.post('/login', { key: test.key })).statusCode, 303)
})

t.test('the cookie is signed, out of reach of scripts and of other sites’ forms', async t => {
  const test = await testApp(t)
  const answer = await browser(test).post('/login', { key: test.key })
  const cookie = answer.cookies.find(({ name }) => name === 'fivehundred_session')
  t.match(cookie, { httpOnly: true, sameSite: 'Lax', secure: true, path: '/' })
  const forged = await test.app.inject({
    url: '/app',
    cookies: { fivehundred_session: cookie?.value.replace(/^\d+/, '1000') ?? '' },
  })
  t.equal(forged.statusCode, 303, 'a changed cookie is none')
})

t.test('a login leads nowhere else', async t => {
  const test = await testApp(t)
  for (const next of [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    'javascript:alert(1)',
    '',
    // What only takes forms, what leads back here, what is no page.
    ...[
      '/logout',
      '/login',
      '/logout/',
      '/login?next=/app',
      '//logout',
      '/%6Cogout',
      '/LOGOUT',
      '/app/../logout',
    ],
    ...['/app/%2e%2e/logout', '/app\\..\\logout', '/app/none'],
    ...['/api/v1/links', '/some-link', '/badge/x.svg', 'app'],
  ]) {
    const answer = await browser(test).post('/login', { key: test.key, next })
    t.equal(answer.headers.location, '/app', next)
  }
})

t.test('a login leads to every page that was asked for', async t => {
  const test = await testApp(t)
  for (const next of [
    ...[
      '/app',
      '/',
      '/app/settings',
      '/app/links/launch?range=7d#hits',
      '/app/accounts/@me',
      '/leaderboard?window=90d',
    ],
    ...['/exchange', '/app/lists/best%20friends', '/help', '/app/links/launch/', '/app/links/launch.'],
    ...['/app/links/launch/clicks.csv', '/app/settings/keys/1/revoke', '/app?q=a%20b&cursor=x'],
  ]) {
    const answer = await browser(test).post('/login', { key: test.key, next })
    t.equal(answer.headers.location, next)
  }
})

t.test('a revoked key is out at once', async t => {
  const test = await testApp(t)
  const { id, key } = await createKey(test.ctx.db, { name: 'phone', role: 'member' })
  const visitor = await loggedIn(test, key)
  t.equal((await visitor.get('/app')).statusCode, 200)
  await revokeKey(test.ctx.db, id)
  t.equal((await visitor.get('/app')).statusCode, 303)
})

t.test('logging out ends the session', async t => {
  const test = await testApp(t)
  const visitor = await loggedIn(test)
  t.equal((await visitor.post('/logout', {}, '/app')).statusCode, 303)
  t.equal((await visitor.get('/app')).statusCode, 303)
})

t.test('a copied cookie is worth nothing after logging out, on no node', async t => {
  const test = await testApp(t)
  const other = await buildApp({ ...test.ctx, reservedSlugs: new Set() })
  t.teardown(() => other.close())
  const logIn = async () => {
    const visitor = browser(test)
    const answer = await visitor.post('/login', { key: test.key })
    const cookie = answer.cookies.find(({ name }) => name === 'fivehundred_session')
    return { visitor, headers: { cookie: `fivehundred_session=${encodeURIComponent(cookie?.value ?? '')}` } }
  }
  const [mine, elsewhere] = [await logIn(), await logIn()]
  const status = async (node: FastifyInstance, headers: { cookie: string }) =>
    (await node.inject({ url: '/app', headers })).statusCode
  for (const node of [test.app, other]) t.equal(await status(node, mine.headers), 200)
  t.equal((await mine.visitor.post('/logout', {}, '/app')).statusCode, 303)
  for (const node of [test.app, other]) {
    t.equal(await status(node, mine.headers), 303)
    t.equal(await status(node, elsewhere.headers), 200, 'another login of the same key goes on')
  }
  const live = await test.app.inject({ url: '/app/live?slugs=a', headers: mine.headers })
  t.equal(live.statusCode, 303)
})

t.test('a form without the token of this service changes nothing', async t => {
  const test = await testApp(t)
  const visitor = await loggedIn(test)
  const answer = await visitor.post('/logout', { _csrf: 'guessed' }, '/app')
  t.equal(answer.statusCode, 403)
  t.match(answer.headers['content-type'], 'text/html')
  t.equal((await visitor.get('/app')).statusCode, 200)
})

t.test('only a demo whose key is no secret says what it is', async t => {
  for (const [env, said] of [
    [{ DEMO: 'true', ADMIN_KEY: 'demo-demo' }, true],
    [{ DEMO: 'true', ADMIN_KEY: 'a-secret-key' }, false],
    [{ DEMO: 'true' }, false],
    [{ ADMIN_KEY: 'demo-demo' }, false],
  ] as const) {
    const { app } = await testApp(t, { env })
    const { body } = await app.inject('/login')
    t.equal(body.includes('The key of this demo is'), said, JSON.stringify(env))
    t.notMatch(body, 'a-secret-key')
  }
})

t.test('a form that comes after the session’s end is filled in again after the login', async t => {
  const test = await testApp(t)
  const visitor = await loggedIn(test)
  const typed = {
    ...{ url: 'https://example.com/<b>', text: 'Line 1\nLine "2"', account: '@me', _again: '' },
    _csrf: tokenIn((await visitor.get('/app')).body),
  }
  await visitor.post('/logout', {}, '/app')
  const refused = await visitor.post('/app', typed)
  t.equal(refused.statusCode, 403)
  t.match(refused.body, 'Your session ended.')
  const hidden = fieldsIn(refused.body)
  t.match(hidden, { url: 'https://example.com/<b>', text: 'Line 1\nLine "2"', account: '@me' })
  const wrong = await visitor.post('/app', { ...hidden, loginKey: 'wrong' })
  t.equal(wrong.statusCode, 401)
  t.notMatch(wrong.body, 'value="wrong"')
  t.match(fieldsIn(wrong.body), { url: 'https://example.com/<b>' }, 'nor is it lost by a wrong key')
  const shown = await visitor.post('/app', { ...hidden, loginKey: test.key })
  t.equal(shown.statusCode, 200)
  t.match(shown.body, 'Nothing is sent yet')
  t.match(shown.body, 'value="https://example.com/&lt;b>"')
  t.match(shown.body, 'Line 1\nLine &quot;2&quot;</textarea>')
  t.notMatch(shown.body, test.key)
  t.equal(await test.ctx.db.$count(links), 0, 'and nothing was carried out')
  const sent = await visitor.post('/app', { ...fieldsIn(shown.body), ...typed, _csrf: tokenIn(shown.body) })
  t.match(sent, { statusCode: 303, headers: { location: /^\/app\?made=/ } })
})

t.test('without a valid token nobody is logged in by a form, and nothing is kept', async t => {
  const test = await testApp(t)
  const fields = { url: 'https://example.com/', _again: '', _csrf: 'made-up', loginKey: test.key }
  const answer = await browser(test).post('/app', fields, '/login')
  t.equal(answer.statusCode, 403)
  t.notMatch(answer.body, 'https://example.com/')
  t.notOk(answer.cookies.some(({ name }) => name === 'fivehundred_session'))
})

t.test('a login by a form gives no more rights than the key has', async t => {
  const test = await testApp(t)
  const { key } = await createKey(test.ctx.db, { name: 'a reader', role: 'viewer' })
  const fields = { of: 'launch', _again: '', loginKey: key }
  for (const path of ['/app', '/app/badges/publish']) {
    const answer = await browser(test).post(path, fields, '/login')
    t.equal(answer.statusCode, 403, path)
    t.notMatch(answer.body, 'Your session ended', path)
  }
})

t.test('a form with nothing to type begins again', async t => {
  const visitor = browser(await testApp(t))
  const answer = await visitor.post('/app/links/launch/delete', {}, '/login')
  t.match(answer.headers.location, '/login?next=%2Fapp%2Flinks%2Flaunch%2Fdelete')
})

function tokenIn(page: string): string {
  return /name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? ''
}

/** The hidden fields of a page's forms; of several with one name, the last. */
function fieldsIn(page: string): Record<string, string> {
  const found = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, plain(value)]))
}
