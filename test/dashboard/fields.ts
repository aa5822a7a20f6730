import t from 'tap'
import { everyPage } from '../fixtures/every-page.js'
import { filledApp } from '../fixtures/filled.js'
import { loggedIn } from '../fixtures/pages.js'

/** Values may contain a ">". */
const tags = /<(?:input|select|textarea)(?: [\w-]+(?:="[^"]*")?)*/g

t.test('on every page each field has an id and a label of its own, and its notes exist', async t => {
  const test = await filledApp(t)
  await test.api('PATCH', '/links/launch', { public: true })
  for (const name of ['@me', '@you']) await test.api('PATCH', `/accounts/${name}`, { public: true })
  const member = await loggedIn(test)
  const pages = everyPage({
    slug: 'launch',
    handle: '@me',
    otherHandle: '@you',
    url: 'https://example.com/a',
    list: 'friends',
  })
  for (const { path, login } of pages) {
    const { body, statusCode } = login ? await member.get(path) : await test.app.inject(path)
    t.equal(statusCode, 200, path)
    const ids = [...body.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    t.strictSame(
      ids.filter((id, n) => ids.indexOf(id) !== n),
      [],
      `${path}: ids are unique`,
    )
    const labels = new Set([...body.matchAll(/<label[^>]* for="([^"]*)"/g)].map(([, id]) => id))
    for (const { 0: field, index } of body.matchAll(tags)) {
      if (field.includes(' type="hidden"')) continue
      const [, id] = / id="([^"]*)"/.exec(field) ?? []
      const before = body.slice(0, index)
      const isInside = before.lastIndexOf('<label') > before.lastIndexOf('</label>')
      const isNamed = field.includes(' aria-label="') || (id !== undefined && labels.has(id))
      t.ok(isInside || isNamed, `${path}: ${field}`)
      for (const note of (/ aria-describedby="([^"]*)"/.exec(field)?.[1] ?? '').split(' ').filter(Boolean)) {
        t.ok(ids.includes(note), `${path}: ${note}`)
      }
    }
  }
})

t.test('the first wrong field has the focus, and its problem belongs to it', async t => {
  const test = await filledApp(t)
  const browser = await loggedIn(test)
  const focused = (body: string) =>
    [...body.matchAll(/<[^>]* autofocus[^>]*>/g)].map(([field]) => {
      const [, id = ''] = / id="([^"]*)"/.exec(field) ?? []
      const [, notes = ''] = / aria-describedby="([^"]*)"/.exec(field) ?? []
      return [id, notes.split(' ').includes(`${id}-problem`), field.includes('aria-invalid="true"')]
    })
  for (const [path, typed, first, from = path] of [
    ['/app', { url: 'https://example.com', account: 'no handle', slug: 'x' }, 'account'],
    ['/app', { url: 'javascript:1', account: 'no handle' }, 'url'],
    ['/app/accounts', { handle: '@new', followers: '1,5' }, 'followers'],
    ['/app/accounts/@me/followers', { followers: '0x10' }, 'new-count', '/app/accounts/@me'],
    ['/app/links/launch/tweet', { url: 'nonsense' }, 'tweet-url', '/app/links/launch'],
    ['/app/links/launch/edit', { url: 'https://example.com', account: '@me', tags: 'x'.repeat(65) }, 'tags'],
    ['/app/lists', { name: 'friends', accounts: '@me' }, 'name'],
    ['/app/settings/keys', { name: '', role: 'member' }, 'name', '/app/settings'],
    ['/app/settings/keys', { name: 'a', role: 'king' }, 'role', '/app/settings'],
  ] as const) {
    const { body, statusCode } = await browser.post(path, typed, from)
    t.ok(statusCode >= 400, `${path}: ${statusCode}`)
    t.strictSame(focused(body), [[first, true, true]], path)
  }
  t.strictSame(focused((await browser.get('/app')).body), [], 'none on a page without problems')
  const wrong = await test.app.inject('/?followersA=1,5&clicksA=x')
  t.strictSame(focused(wrong.body), [['followersA', true, true]])
})
