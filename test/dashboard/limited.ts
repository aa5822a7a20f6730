// The pages of a key that is limited to an account show nothing of the others, and change nothing.
import t from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { createList } from '../../src/accounts/lists/create.js'
import { createKey } from '../../src/auth/keys.js'
import { issueLink } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'
import { everyPage } from '../fixtures/every-page.js'
import { handle } from '../fixtures/handles.js'
import { loggedIn } from '../fixtures/pages.js'

const test = await testApp(t)
const { ctx } = test
const target = 'https://example.com/shared'
await createAccount(ctx, { account: handle('@mine'), followers: 500 })
await createAccount(ctx, { account: handle('@other'), name: 'Secret name', followers: 70_707 })
const secret = { title: 'Secret title', text: 'Secret text', account: handle('@other') }
await issueLink(ctx, { url: target, slug: 'other', ...secret })
await issueLink(ctx, { url: target, slug: 'mine', account: handle('@mine') })
await createList(ctx, { name: 'secrets', accounts: [handle('@other')] })
const viewer = await createKey(ctx.db, { name: 'guest', role: 'viewer', accountIds: [1] })

t.test('what is another’s is on no page', async t => {
  const browser = await loggedIn(test, viewer.key)
  const told = /secret (?:name|title|text)|70,707|@other|\/other\b|secrets/i
  t.match((await (await loggedIn(test)).get('/app')).body, told, 'an admin sees it')
  const subjects = { slug: 'mine', handle: '@mine', otherHandle: '@mine', url: target, list: 'none' }
  for (const { path } of everyPage(subjects).filter(({ login }) => login)) {
    const { statusCode, body } = await browser.get(path)
    const expected = path.includes('/lists/') ? 404 : /\/(?:webhooks|purge)$|\/keys\//.test(path) ? 403 : 200
    t.equal(statusCode, expected, path)
    t.notMatch(body, told, path)
  }
  for (const path of [
    ...[
      '/app/links/other',
      '/app/links/other/edit',
      '/app/links/other/clicks.csv',
      '/app/links/other/qr.png',
      '/app/links/other/qr',
    ],
    ...['/app/accounts/@other', '/app/lists/secrets', '/app/accounts.csv', '/app?q=secret'],
    ...['/exchange?from=@other&to=@mine', '/app/badges?of=@other', '/app?made=other', '/app?account=@other'],
  ]) {
    const { statusCode, body } = await browser.get(path)
    t.ok([200, 404].includes(statusCode), `${path} ${statusCode}`)
    t.notMatch(body, /secret (?:name|title|text)|70,707/i, path)
  }
})

t.test('a viewer’s forms are refused', async t => {
  const browser = await loggedIn(test, viewer.key)
  for (const [path, from] of [
    ['/app', '/app'],
    ['/app/links/mine/tweet', '/app/links/mine'],
    ['/app/links/mine/delete', '/app/links/mine/delete'],
    ['/app/accounts', '/app/accounts'],
    ['/app/settings/keys', '/app'],
  ] as const)
    t.equal((await browser.post(path, { url: target }, from)).statusCode, 403, path)
})

t.test('nobody is shown a form that would be refused', async t => {
  const subjects = { slug: 'mine', handle: '@mine', otherHandle: '@mine', url: target, list: 'none' }
  const actionsFor = async (key: string) => {
    const browser = await loggedIn(test, key)
    const actions = new Set<string>()
    for (const { path } of everyPage(subjects).filter(({ login }) => login)) {
      const { body } = await browser.get(path)
      for (const [, action = ''] of body.matchAll(/<form method="post" action="([^"]*)"/g))
        actions.add(action)
    }
    return { browser, actions: [...actions].filter(action => action !== '/logout') }
  }
  t.strictSame((await actionsFor(viewer.key)).actions, [], 'a viewer gets none')
  const everybody = await createKey(ctx.db, { name: 'reader', role: 'viewer' })
  t.strictSame((await actionsFor(everybody.key)).actions, [])
  const author = await createKey(ctx.db, { name: 'writer', role: 'author', accountIds: [1] })
  const { browser, actions } = await actionsFor(author.key)
  t.ok(actions.includes('/app') && !actions.includes('/app/accounts'), String(actions))
  for (const action of actions) {
    if (action.endsWith('/delete')) continue
    t.not((await browser.post(action, {}, '/app')).statusCode, 403, action)
  }
  const admin = await actionsFor(test.key)
  t.ok(admin.actions.length > actions.length && admin.actions.includes('/app/settings/keys'))
})

t.test('the settings make keys that are limited', async t => {
  const admin = await loggedIn(test)
  const wish = { name: 'blog', role: 'author', accounts: '@mine', expiresAt: '2999-12-31' }
  const made = await admin.post('/app/settings/keys', wish, '/app/settings')
  t.equal(made.statusCode, 201)
  const [, key = ''] = /value="(fh_[\w-]{27})"/.exec(made.body) ?? []
  t.match((await test.api('GET', '/me', undefined, { headers: { authorization: `Bearer ${key}` } })).json(), {
    role: 'author',
    accounts: ['@mine'],
    expiresAt: '2999-12-31T23:59:59.000Z',
  })
  t.match(made.body, /of @mine/)
  for (const wrong of [{ accounts: '@nobody' }, { expiresAt: '2020-01-01' }, { role: 'king' }]) {
    const { statusCode } = await admin.post('/app/settings/keys', { ...wish, ...wrong }, '/app/settings')
    t.ok([400, 404].includes(statusCode), JSON.stringify(wrong))
  }
})
