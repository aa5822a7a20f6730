import t from 'tap'
import { createKey } from '../../../src/auth/keys.js'
import { testApp } from '../../fixtures/app.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

t.test('accounts are listed with what their followers are worth, in pages', async t => {
  const tested = await testApp(t)
  const { db } = tested.ctx
  const accountId = await storeAccount(db, '@aa', { '2026-01-01T00:00:00Z': 10_000 }, { public: true })
  for (const day of [1, 2, 3]) {
    const tweetedAt = `2026-05-0${day}T12:00:00Z`
    await storeTweet(db, `tweet${day}`, { accountId, tweetedAt, clickers: { x: 200 } })
  }
  for (let n = 10; n < 30; n++) await storeAccount(db, `@b${n}`)
  const visitor = await loggedIn(tested)
  const first = await visitor.get('/app/accounts')
  t.equal(first.statusCode, 200)
  t.match(
    first.body,
    /<a href="\/app\/accounts\/@aa">@aa<\/a>.*public.*1\.\d %.*likely.*10,000.*who all click/s,
  )
  t.match(first.body, /@b28<.*not measured yet.*@b28#add-followers">Add a count/s)
  t.notMatch(first.body, '@b29')
  const [, next = ''] = /href="(\/app\/accounts\?cursor=[^"]+)"/.exec(first.body) ?? []
  const second = await visitor.get(next)
  t.match(second.body, /@b29.*href="\/app\/accounts"/s)
  t.notMatch(second.body, '@b28')
  t.equal((await visitor.get('/app/accounts?cursor=nonsense')).statusCode, 400)
})

t.test('an account is made by a form', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  t.match((await visitor.get('/app/accounts')).body, 'No account yet')
  const typed = { handle: ' @Me ', name: 'It is me', followers: '10,000', public: 'on' }
  const answer = await visitor.post('/app/accounts', typed)
  t.equal(answer.statusCode, 303)
  t.equal(answer.headers.location, '/app/accounts/@Me')
  t.match((await tested.api('GET', '/accounts/@me')).json(), {
    handle: '@Me',
    name: 'It is me',
    followers: 10_000,
    public: true,
  })
  const bare = await visitor.post('/app/accounts', { handle: '@bare', name: '', followers: '' })
  t.equal(bare.statusCode, 303)
  t.match((await tested.api('GET', '/accounts/@bare')).json(), { name: null, followers: null, public: false })
})

t.test('a form that fails keeps what was typed and says what is wrong beside it', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  const hostile = '"><script>alert(1)</script>\u202e🎉'
  const wrong = await visitor.post('/app/accounts', { handle: hostile, followers: 'many', public: 'on' })
  t.equal(wrong.statusCode, 400)
  t.notMatch(wrong.body, '<script>alert')
  t.match(wrong.body, /value="&quot;>&lt;script>alert\(1\)[^"]*🎉".*id="handle-problem">Must be a handle/s)
  t.match(wrong.body, /value="many".*id="followers-problem">Must be a whole number, such as 1200 or 1,200\./s)
  t.match(wrong.body, /name="public" checked/)
  for (const followers of ['0x10', '1e2', '1e400', 'Infinity', '+5', '1.5', '1,5']) {
    const refused = await visitor.post('/app/accounts', { handle: '@me', followers })
    t.equal(refused.statusCode, 400, followers)
    t.match(refused.body, 'id="followers-problem">Must be a whole number, such as 1200 or 1,200.')
  }
  for (const name of ['a\0b', 'x'.repeat(10_000)]) {
    const refused = await visitor.post('/app/accounts', { handle: '@me', name })
    t.equal(refused.statusCode, 400)
    t.match(refused.body, 'id="name-problem"')
  }
  await visitor.post('/app/accounts', { handle: '@me' })
  const again = await visitor.post('/app/accounts', { handle: '@ME' })
  t.equal(again.statusCode, 409)
  t.match(again.body, /id="handle-problem">The account &quot;@ME&quot; exists already\./)
})

t.test('without a login or without the token of a page nothing happens', async t => {
  const tested = await testApp(t)
  const stranger = browser(tested)
  const asked = await stranger.get('/app/accounts')
  t.equal(asked.statusCode, 303)
  t.equal(asked.headers.location, '/login?next=%2Fapp%2Faccounts')
  const posted = await stranger.post('/app/accounts', { handle: '@me' }, '/login')
  t.equal(posted.headers.location, '/login?next=%2Fapp')

  const { key } = await createKey(tested.ctx.db, { name: 'member', role: 'member' })
  const member = await loggedIn(tested, key)
  const forged = await member.post('/app/accounts', { handle: '@me', _csrf: 'forged' })
  t.equal(forged.statusCode, 403)
  t.equal((await tested.api('GET', '/accounts/@me')).statusCode, 404)
  t.equal((await member.post('/app/accounts', { handle: '@me' })).statusCode, 303)
})
