import { sql } from 'drizzle-orm'
import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { testApp } from '../fixtures/app.js'

const { ctx, api } = await testApp(t)
const url = 'https://example.com/article'
const { slug } = (await api('POST', '/links', { url, account: '@me' })).json()
await api('POST', '/lists', { name: 'friends', accounts: ['@me'] })

const read = (path: string, headers = {}) => api('GET', path, undefined, { headers })
const tagOf = async (path: string) => String((await read(path)).headers.etag)
const change = (method: string, path: string, tag: string, body?: object) =>
  api(method, path, body, { headers: { 'if-match': tag } })

t.test('what has not changed is not sent again', async t => {
  for (const path of [
    ...[
      '/openapi.json',
      '/links',
      `/links/${slug}`,
      '/accounts',
      '/accounts/@me',
      '/lists/friends',
      '/leaderboard',
    ],
    ...[`/links/${slug}/influence`, `/links/${slug}/clicks`, '/me', `/links/${slug}/qr.png`],
    `/links/${slug}/stats?from=2026-01-01&to=2026-01-02`,
  ]) {
    const first = await read(path)
    t.match(first.headers, {
      etag: /^"[\w.-]+"$/,
      // A picture that only its address decides need not be asked for each time.
      'cache-control': path.endsWith('.png') ? 'private, max-age=3600' : 'private, no-cache',
      vary: /Authorization/,
    })
    const again = await read(path, { 'if-none-match': `"x", W/${first.headers.etag}` })
    t.match(again, { statusCode: 304, body: '', headers: { etag: first.headers.etag } }, path)
    t.equal(again.headers['content-type'], undefined)
    t.equal((await read(path, { 'if-none-match': '"x"' })).statusCode, 200)
  }
  t.match(await read('/links/none', { 'if-none-match': '*' }), {
    statusCode: 404,
    headers: { 'cache-control': 'no-store', etag: undefined },
  })
})

t.test('a click is news for who reads, and no obstacle to who changes', async t => {
  const path = `/links/${slug}`
  const before = await tagOf(path)
  await ctx.db.execute(
    sql`insert into link_totals (link_id, clicks) select id, 1 from links where slug = ${slug}`,
  )
  const after = await read(path, { 'if-none-match': before })
  t.match(after, { statusCode: 200 })
  t.not(after.headers.etag, before)
  const changed = await change('PATCH', path, before, { title: 'New' })
  t.equal(changed.statusCode, 200, changed.body)
  t.equal(changed.headers.etag, await tagOf(path), 'a change tells the new one')
})

t.test('a change that knows only an older version is refused, and says what is there', async t => {
  const path = `/links/${slug}`
  const tag = await tagOf(path)
  await api('PATCH', path, { tags: ['other'] })
  const refused = [
    await change('PATCH', path, tag, { title: 'Lost' }),
    await change('PATCH', path, `W/${await tagOf(path)}`, { title: 'Lost' }),
    await change('PUT', `${path}/tweet`, tag, { tweetedAt: '2026-01-01T00:00:00Z' }),
    await change('DELETE', path, tag),
  ]
  for (const answer of refused)
    t.match(answer.json(), {
      status: 412,
      code: 'precondition-failed',
      present: { tags: ['other'], title: 'New' },
    })
  const { version } = refused[0]?.json() ?? {}
  t.equal((await change('PATCH', path, `"x", "${version}"`, { title: 'Won' })).statusCode, 200)
  t.equal((await change('PATCH', path, '*', { title: 'Any' })).statusCode, 200)
  t.equal((await change('PATCH', '/links/none', '*', { title: 'Any' })).statusCode, 404)
  const now = await tagOf(path)
  await change('PUT', `${path}/tweet`, now, { tweetedAt: '2026-01-01T00:00:00Z' })
  t.equal((await change('DELETE', path, now)).statusCode, 412, 'a tweet is a part of its link')
  t.equal((await change('DELETE', path, await tagOf(path))).statusCode, 204)
})

t.test('so are changes of a key, but not because it was used', async t => {
  const made = (await api('POST', '/keys', { name: 'guest' })).json()
  const path = `/keys/${made.id}`
  const tag = await tagOf(path)
  await api('GET', '/me', undefined, { headers: { authorization: `Bearer ${made.key}` } })
  t.equal((await change('PATCH', path, tag, { role: 'viewer' })).statusCode, 200)
  t.match((await change('PATCH', path, tag, { role: 'admin' })).json(), {
    code: 'precondition-failed',
    present: { role: 'viewer' },
  })
  t.equal((await change('DELETE', path, tag)).statusCode, 412)
})

t.test('so are changes of an account and of a list', async t => {
  const account = await tagOf('/accounts/@me')
  await api('POST', '/accounts/@me/followers', { followers: 7 })
  t.equal((await change('PATCH', '/accounts/@me', account, { name: 'Me' })).statusCode, 200, 'it was counted')
  t.equal((await change('PATCH', '/accounts/@me', account, { name: 'I' })).statusCode, 412)
  const list = await tagOf('/lists/friends')
  t.equal((await change('PUT', '/lists/friends/accounts/@ann', list)).statusCode, 200)
  for (const [method, path] of [
    ['PUT', '/lists/friends/accounts/@bob'],
    ['DELETE', '/lists/friends/accounts/@me'],
    ['DELETE', '/lists/friends'],
  ] as const)
    t.match((await change(method, path, list)).json(), {
      status: 412,
      present: { accounts: ['@ann', '@me'] },
    })
  t.equal((await change('DELETE', '/accounts/@me', account)).statusCode, 412)
})

t.test('of twenty at once that know the same version, one wins', async t => {
  const { slug } = (await api('POST', '/links', { url })).json()
  const tag = await tagOf(`/links/${slug}`)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => change('PATCH', `/links/${slug}`, tag, { text: `Text ${n}` })),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, ...Array(19).fill(412)])
  const members = await tagOf('/lists/friends')
  const joining = await Promise.all(
    Array.from({ length: 5 }, (_, n) => change('PUT', `/lists/friends/accounts/@new${n}`, members)),
  )
  t.equal(joining.filter(({ statusCode }) => statusCode === 200).length, 1)
})

t.test('a viewer learns nothing by it, and changes nothing', async t => {
  const { key } = await createKey(ctx.db, { name: 'viewer', role: 'viewer' })
  const headers = { authorization: `Bearer ${key}`, 'if-match': '*' }
  t.equal((await api('DELETE', '/lists/friends', undefined, { headers })).statusCode, 403)
})
