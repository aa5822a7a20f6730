import t from 'tap'
import { buildApp } from '../../../src/app.js'
import { createKey, listKeys } from '../../../src/auth/keys.js'
import { priors } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { eventually } from '../../fixtures/client.js'
import { storeAccount } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

t.test('the settings say who is logged in and what is in force', async t => {
  const tested = await testApp(t, { env: { ATTRIBUTION_WINDOW_DAYS: '3', X_DAILY_BUDGET: '50' } })
  const { body } = await (await loggedIn(tested)).get('/app/settings')
  t.match(body, /logged in with the key <bdi>“test”<\/bdi>, as an admin/)
  t.match(body, /first 3 days/)
  t.match(body, 'comes from the configuration')
  t.match(body, 'what is usual here: 1.0 % of the followers click')
  t.notMatch(body, /[μτν]|is being estimated/)
  t.match(
    body,
    />X<.*set <code>X_BEARER_TOKEN<\/code>.*0 of at most 50 accounts.*Bluesky.*Connected.*Mastodon.*Connected/s,
  )
  t.match(body, /href="javascript:void\(open\(&quot;https:\/\/sho\.rt\/app\?url=&quot;\+encodeURIComponent/)
})

t.test('an admin makes a key that is shown once, and revokes it', async t => {
  const tested = await testApp(t)
  const { db } = tested.ctx
  const visitor = await loggedIn(tested)
  const name = '</td><script>alert(1)</script>\u202e🎉'
  const made = await visitor.post('/app/settings/keys', { name, role: 'member' }, '/app/settings')
  t.equal(made.statusCode, 201)
  t.notMatch(made.body, '<script>alert')
  const [, key = ''] = /value="(fh_[\w-]{27})"/.exec(made.body) ?? []
  t.equal(made.headers['cache-control'], 'no-store')
  const settings = (await visitor.get('/app/settings')).body
  t.notMatch(settings, key)
  t.match(settings, /&lt;script>alert\(1\).*member.*never/s)

  const member = await loggedIn(tested, key)
  t.equal((await member.get('/app/settings')).statusCode, 200)
  const { id } = (await listKeys(db)).find(each => each.name === name) ?? { id: 0 }
  const asked = await visitor.get(`/app/settings/keys/${id}/revoke`)
  t.notMatch(asked.body, 'you are logged in with')
  t.match(asked.body, 'It was last used')
  const revoked = await visitor.post(`/app/settings/keys/${id}/revoke`, {})
  t.equal(revoked.headers.location, '/app/settings#keys')
  t.match((await visitor.get('/app/settings')).body, '>revoked<')
  t.equal((await member.get('/app/settings')).statusCode, 303, 'its login ends at once')
  t.equal((await visitor.get(`/app/settings/keys/${id}/revoke`)).statusCode, 404)
  const again = await visitor.post(`/app/settings/keys/${id}/revoke`, {}, '/app/settings')
  t.equal(again.headers.location, '/app/settings#keys', 'it is revoked all the same')
  for (const other of [999, '1e3', '99999999999'])
    t.equal((await visitor.post(`/app/settings/keys/${other}/revoke`, {}, '/app/settings')).statusCode, 404)
})

t.test('a form that is sent twice makes one key', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  const [, _csrf = ''] = /name="_csrf" value="([^"]*)"/.exec((await visitor.get('/app/settings')).body) ?? []
  const send = () => visitor.post('/app/settings/keys', { name: 'laptop', role: 'member', _csrf })
  const keys = (await Promise.all([send(), send()])).map(
    ({ body }) => /value="(fh_[\w-]{27})"/.exec(body)?.[1],
  )
  t.type(keys[0], 'string')
  t.equal(keys[0], keys[1], 'whichever answer the browser shows')
  const elsewhere = await buildApp(tested.ctx)
  t.teardown(() => elsewhere.close())
  const late = await elsewhere.inject({
    method: 'POST',
    url: '/app/settings/keys',
    payload: new URLSearchParams({ name: 'laptop', role: 'member', _csrf }).toString(),
    headers: { cookie: visitor.cookie(), 'content-type': 'application/x-www-form-urlencoded' },
  })
  t.match(late.body, 'It was shown when this form was first sent.')
  t.equal((await listKeys(tested.ctx.db)).length, 2)
})

t.test('people who revoke their own key are told so, and are logged out', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  const [own] = await listKeys(tested.ctx.db)
  const path = `/app/settings/keys/${own?.id}/revoke`
  t.match((await visitor.get(path)).body, 'This is the key that you are logged in with')
  await visitor.post(path, {})
  t.match((await visitor.get('/app/settings')).headers.location, /^\/login/)
})

t.test('a form that fails keeps what was typed and makes no key', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  for (const name of ['', 'a\0b', 'x'.repeat(10_000)]) {
    const wrong = await visitor.post('/app/settings/keys', { name, role: 'admin' }, '/app/settings')
    t.equal(wrong.statusCode, 400)
    t.match(wrong.body, /id="name-problem">.*<option value="admin" selected/s)
  }
  const role = await visitor.post('/app/settings/keys', { name: 'kept', role: 'owner' }, '/app/settings')
  t.match(role.body, /value="kept".*id="role-problem">Must be one of admin, member/s)
  t.equal((await listKeys(tested.ctx.db)).length, 1)
})

t.test('only an admin sees, makes and revokes keys, and only with the token of a page', async t => {
  const tested = await testApp(t)
  const { db } = tested.ctx
  const { key } = await createKey(db, { name: 'member', role: 'member' })
  const member = await loggedIn(tested, key)
  const admin = await loggedIn(tested)
  const { body } = await member.get('/app/settings')
  t.match(body, 'Only admins can see and make keys')
  t.notMatch(body, 'Make a key')
  const [first] = await listKeys(db)
  const revoke = `/app/settings/keys/${first?.id}/revoke`
  const wish = { name: 'more', role: 'admin' }
  t.equal((await member.post('/app/settings/keys', wish, '/app/settings')).statusCode, 403)
  t.equal((await member.get(revoke)).statusCode, 403)
  t.equal((await member.post(revoke, {}, '/app/settings')).statusCode, 403)
  t.equal((await admin.post('/app/settings/keys', { ...wish, _csrf: 'x' }, '/app/settings')).statusCode, 403)
  t.equal((await admin.post(revoke, { _csrf: 'x' }, '/app/settings')).statusCode, 403)
  const stranger = await browser(tested).post('/app/settings/keys', wish, '/login')
  t.match(stranger.headers.location, /^\/login/)
  const keys = await listKeys(db)
  t.strictSame(
    keys.map(({ name, revokedAt }) => [name, revokedAt]),
    [
      ['test', null],
      ['member', null],
    ],
  )
})

t.test('the bookmarklet opens the form with the page filled in', async t => {
  const visitor = await loggedIn(await testApp(t))
  const query = new URLSearchParams({
    url: 'https://example.com/?a=1&b="',
    title: '"><script>alert(1)</script>',
  })
  const { body } = await visitor.get(`/app?${query}`)
  t.match(body, 'value="https://example.com/?a=1&amp;b=&quot;"')
  t.match(body, 'value="&quot;>&lt;script>alert(1)&lt;/script>"')
})

t.test('a prior that was drawn from the data is named as such', async t => {
  const tested = await testApp(t)
  const computedAt = new Date('2026-05-01T12:00:00Z')
  await tested.ctx.db
    .insert(priors)
    .values({ mu: Math.log(0.02), tau: 0.5, k: 3, nu: 7, halfLifeHours: 2.8, accounts: 1234, computedAt })
  const { body } = await (await loggedIn(tested)).get('/app/settings')
  t.match(
    body,
    /usual here: 2\.0 % of the followers click.*estimated from 1,234 accounts.*2026-05-01 12:00 UTC/s,
  )
})

t.test('an estimate of the prior that is running is shown', async t => {
  const tested = await testApp(t)
  await storeAccount(tested.ctx.db, '@me')
  const visitor = await loggedIn(tested)
  const shown = async () => (await visitor.get('/app/settings')).body
  const body = await tested.ctx.db.transaction(async tx => {
    await tx.execute('lock table tweet_sources in access exclusive mode')
    await tested.api('POST', '/influence/prior')
    return shown()
  })
  t.match(body, /estimated again since .*UTC<\/time>; 0 accounts read so far\./)
  t.notMatch(await eventually(shown, page => !page.includes('estimated again')), 'read so far')
})

t.test('the bookmarklet passes any page on, cut to what a link takes', async t => {
  const visitor = await loggedIn(await testApp(t))
  const { body } = await visitor.get('/app/settings')
  const [, script = ''] = /href="javascript:([^"]*)"/.exec(body) ?? []
  const code = script.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'")
  const opened = (title: string): URL => {
    let address = ''
    const open = (at: string) => {
      address = at
    }
    new Function('open', 'location', 'document', code)(open, { href: 'https://example.com/ä?b#c' }, { title })
    return new URL(address)
  }
  t.equal(
    opened('A & b').href,
    'https://sho.rt/app?url=https%3A%2F%2Fexample.com%2F%C3%A4%3Fb%23c&title=A%20%26%20b',
  )
  t.equal(opened('🎉'.repeat(5000)).searchParams.get('title'), '🎉'.repeat(300))
  t.equal(opened('half \ud83c').searchParams.get('title'), 'half ', 'what has no encoding is left out')
})
