import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

t.test('lists are made, and shown in pages', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  t.match((await visitor.get('/app/lists')).body, 'No list yet')
  const made = await visitor.post('/app/lists', {
    name: ' Friends & foes ',
    accounts: '@ann, bob\n@cat.example.com',
  })
  t.equal(made.statusCode, 303)
  t.equal(made.headers.location, '/app/lists/Friends%20%26%20foes')
  for (let n = 10; n < 40; n++) await tested.api('POST', '/lists', { name: `z${n}` })
  const first = (await visitor.get('/app/lists')).body
  t.match(first, /Friends &amp; foes.*href="\/app\/accounts\/@ann".*@bob.*@cat\.example\.com/s)
  t.notMatch(first, 'z39')
  const [, next = ''] = /href="(\/app\/lists\?cursor=[^"]+)"/.exec(first) ?? []
  t.match((await visitor.get(next)).body, 'z39')
  t.equal((await visitor.get('/app/lists?cursor=nonsense')).statusCode, 400)
})

t.test('a form that fails keeps what was typed and says what is wrong', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  const wrong = await visitor.post('/app/lists', { name: 'x', accounts: '@ann "><script>alert(1)</script>' })
  t.equal(wrong.statusCode, 400)
  t.match(
    wrong.body,
    /value="x".*id="accounts-problem">“&quot;>&lt;script>alert\(1\)&lt;\/script>” must be a handle/s,
  )
  t.notMatch(wrong.body, '<script>alert')
  for (const name of ['', 'a\0b', '\u202eevil', 'x'.repeat(10_000), '..']) {
    const refused = await visitor.post('/app/lists', { name })
    t.equal(refused.statusCode, 400, JSON.stringify(name.slice(0, 20)))
    t.match(refused.body, 'id="name-problem"')
  }
  const crowd = Array.from({ length: 1001 }, (_, n) => `@a${n}`).join(' ')
  t.match((await visitor.post('/app/lists', { name: 'crowd', accounts: crowd })).body, 'at most 1000 entries')
  await visitor.post('/app/lists', { name: 'x' })
  const again = await visitor.post('/app/lists', { name: 'X', accounts: '@kept' })
  t.equal(again.statusCode, 409)
  t.match(again.body, /id="name-problem">The list &quot;X&quot; exists already\..*@kept<\/textarea>/s)
})

t.test('without a login or the token of a page nothing is changed', async t => {
  const tested = await testApp(t)
  const { app, api } = tested
  await api('POST', '/lists', { name: 'friends', accounts: ['@ann'] })
  const visitor = await loggedIn(tested)
  for (const path of ['', '/friends', '/friends/accounts', '/friends/accounts/remove', '/friends/delete']) {
    const forged = await visitor.post(`/app/lists${path}`, { _csrf: 'x', account: '@ann' }, '/app/lists')
    t.equal(forged.statusCode, 403, path)
    const stranger = await browser({ app }).post(`/app/lists${path}`, { account: '@ann' }, '/login')
    t.match(stranger.headers.location, /^\/login/, path)
  }
  t.strictSame((await api('GET', '/lists/friends')).json().accounts, ['@ann'])
})
