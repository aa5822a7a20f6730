import t from 'tap'
import { createKey } from '../../../src/auth/keys.js'
import { testApp } from '../../fixtures/app.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'
import { storeScored } from '../../fixtures/scored.js'

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

t.test('a page of many accounts takes as many statements as one of few', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  await storeScored(tested.ctx, '@first', [500, 400])
  const statements = t.capture(tested.ctx.db.$client, 'unsafe', tested.ctx.db.$client.unsafe)
  const countOf = async () => {
    statements()
    t.match((await visitor.get('/app/accounts')).body, '@first')
    return statements().length
  }
  await storeAccount(tested.ctx.db, '@b10')
  const ofFew = await countOf()
  for (let n = 11; n < 29; n++) await storeAccount(tested.ctx.db, `@b${n}`)
  t.equal(await countOf(), ofFew)
})

t.test('accounts are searched, sorted, counted and exported', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  t.notMatch((await visitor.get('/app/accounts')).body, '<search>', 'nothing to search in')
  await storeScored(tested.ctx, '@large', [20_000, 400], { name: '=Big, "and" loud' })
  await storeScored(tested.ctx, '@small', [500, 400], { name: 'Über' })
  for (let n = 10; n < 32; n++) await storeAccount(tested.ctx.db, `@b${n}`)
  const shown = async (address: string) => {
    const { body } = await visitor.get(address)
    const handles = [...body.matchAll(/<th scope="row"[^>]*><a href="[^"]+">([^<]+)</g)].map(
      ([, name]) => name,
    )
    return { body, handles }
  }
  t.match((await shown('/app/accounts')).body, '<h2>24 accounts</h2>')
  t.strictSame((await shown('/app/accounts?q=SMA')).handles, ['@small'], 'by a part of the handle')
  t.strictSame((await shown('/app/accounts?q=%40l')).handles, ['@large'], 'with the @')
  t.strictSame((await shown('/app/accounts?q=%C3%BCb')).handles, ['@small'], 'by the name')
  t.match((await shown('/app/accounts?q=l')).body, '2 accounts found')
  t.match((await shown('/app/accounts?q=nobody')).body, /value="nobody".*No account found/s)
  for (const percent of ['%25', '_']) t.strictSame((await shown(`/app/accounts?q=${percent}`)).handles, [])

  t.strictSame((await shown('/app/accounts?sort=influence')).handles.slice(0, 3), [
    '@small',
    '@large',
    '@b10',
  ])
  t.strictSame((await shown('/app/accounts?sort=followers')).handles.slice(0, 3), [
    '@large',
    '@small',
    '@b10',
  ])
  const { body, handles } = await shown('/app/accounts?sort=tweets')
  t.match(body, '<option value="tweets" selected')
  const [, next = ''] = /href="(\/app\/accounts\?sort=tweets&amp;cursor=[^"]+)"/.exec(body) ?? []
  const rest = (await shown(next.replace('&amp;', '&'))).handles
  t.equal(new Set([...handles, ...rest]).size, 24, 'every account once')

  const csv = await visitor.get('/app/accounts.csv?q=l&sort=followers')
  t.equal(csv.headers['content-type'], 'text/csv; charset=utf-8')
  const [head = '', large = '', small = '', end] = csv.body.split('\r\n')
  t.match(head, 'handle,name,network,public,followers,')
  t.match(large, /^large,"'=Big, ""and"" loud",x,false,20000,2026-05-01T00:00:00\.000Z,0\.01\d+,/)
  t.match(small, /^small,Über,x,false,500,/)
  t.equal(small.split(',').length, head.split(',').length)
  t.equal(end, '')
  t.equal((await visitor.get('/app/accounts.csv')).body.split('\r\n').length, 26)
  t.equal((await browser(tested).get('/app/accounts.csv')).statusCode, 303, 'not without a login')
})

t.test('an account is made by a form', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  t.match((await visitor.get('/app/accounts')).body, /No account yet.*<ol class="steps">/s)
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
  t.equal(posted.headers.location, '/login?next=%2Fapp%2Faccounts')

  const { key } = await createKey(tested.ctx.db, { name: 'member', role: 'member' })
  const member = await loggedIn(tested, key)
  const forged = await member.post('/app/accounts', { handle: '@me', _csrf: 'forged' })
  t.equal(forged.statusCode, 403)
  t.equal((await tested.api('GET', '/accounts/@me')).statusCode, 404)
  t.equal((await member.post('/app/accounts', { handle: '@me' })).statusCode, 303)
})
