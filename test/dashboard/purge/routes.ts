import t from 'tap'
import { createKey } from '../../../src/auth/keys.js'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

t.test('a link and an account are erased once their names are typed', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  await test.api('POST', '/accounts', { handle: '@me' })
  await test.api('POST', '/links', { url: 'https://example.com', slug: 'launch' })
  await test.api('POST', '/links', { url: 'https://example.com', slug: 'mine', account: '@me' })
  t.match((await browser.get('/app/links/launch/delete')).body, 'href="/app/links/launch/purge"')
  t.match((await browser.get('/app/links/launch/purge')).body, 'Type launch to confirm')
  const wrong = await browser.post('/app/links/launch/purge', { typed: 'Launch' })
  t.match(wrong, { statusCode: 400, body: /Must be launch, exactly/ })
  t.equal((await test.api('GET', '/links/launch')).statusCode, 200)
  await test.api('DELETE', '/links/launch')
  t.match((await browser.get('/app/links/launch')).body, 'href="/app/links/launch/purge"')
  const right = await browser.post('/app/links/launch/purge', { typed: ' launch ' })
  t.match(right, { statusCode: 303, headers: { location: '/app' } })
  t.equal((await test.api('GET', '/links/launch')).statusCode, 404)

  const account = '/app/accounts/@me/purge'
  t.match((await browser.get('/app/accounts/@me/delete')).body, `href="${account}"`)
  t.match(await browser.post(account, { typed: '' }), { statusCode: 400, body: /Must be @me, exactly/ })
  const gone = await browser.post(account, { typed: 'me' })
  t.match(gone, { statusCode: 303, headers: { location: '/app/accounts' } })
  t.equal((await test.api('GET', '/links/mine')).statusCode, 404)
})

t.test('a key that may not is not asked', async t => {
  const test = await testApp(t)
  const { key } = await createKey(test.ctx.db, { name: 'author', role: 'author' })
  const browser = await loggedIn(test, key)
  await test.api('POST', '/links', { url: 'https://example.com', slug: 'launch' })
  t.notMatch((await browser.get('/app/links/launch/delete')).body, 'purge')
  t.equal((await browser.get('/app/links/launch/purge')).statusCode, 403)
  await test.api('DELETE', '/links/launch')
  t.notMatch((await browser.get('/app/links/launch')).body, 'purge')
})
