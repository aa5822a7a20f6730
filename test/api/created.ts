import t from 'tap'
import { testApp } from '../fixtures/app.js'

t.test('what was made is found at the address that the answer tells', async t => {
  const { app, api, key } = await testApp(t)
  const calls: [string, object, string][] = [
    ['/links', { url: 'https://example.com/', slug: 'launch' }, '/links/launch'],
    ['/accounts', { handle: '@me' }, '/accounts/@me'],
    ['/accounts', { handle: '@me@example.social' }, '/accounts/@me@example.social'],
    ['/lists', { name: 'Friends / 友達?' }, '/lists/Friends%20%2F%20%E5%8F%8B%E9%81%94%3F'],
    [
      '/accounts/@me/followers',
      { followers: 500, countedAt: '2026-01-01T01:00:00.5+01:00' },
      '/accounts/@me/followers/2026-01-01T00%3A00%3A00.500Z',
    ],
    ['/accounts/me@example.social/followers', { followers: 7 }, '/accounts/me@example.social/followers/'],
    [
      '/destinations',
      { url: 'https://example.com/?a=b&c', accounts: ['@me'] },
      '/destinations?url=https%3A%2F%2Fexample.com%2F%3Fa%3Db%26c',
    ],
  ]
  for (const [path, body, location] of calls) {
    const made = await api('POST', path, body)
    t.equal(made.statusCode, 201, path)
    t.ok(made.headers.location?.startsWith(`https://sho.rt/api/v1${location}`), `${made.headers.location}`)
    const url = String(made.headers.location).replace('https://sho.rt', '')
    const found = await app.inject({ url, headers: { authorization: `Bearer ${key}` } })
    t.equal(found.statusCode, 200, url)
    if (path === '/destinations') t.match(found.json(), { links: 1 })
    else t.same(found.json(), made.json(), url)
  }
  const existing = await api('POST', '/links', { url: 'https://example.com/', findExisting: true })
  t.equal(existing.statusCode, 200)
  t.notOk(existing.headers.location, 'nothing was made')
})

t.test('a follower count that nobody stored is not found', async t => {
  const { api } = await testApp(t)
  await api('POST', '/accounts', { handle: '@me' })
  const at = '2026-01-01T00:00:00Z'
  t.match((await api('GET', `/accounts/@me/followers/${at}`)).json(), {
    status: 404,
    code: 'snapshot-not-found',
  })
  t.match((await api('GET', `/accounts/@you/followers/${at}`)).json(), {
    status: 404,
    code: 'account-not-found',
  })
  t.match((await api('GET', '/accounts/@me/followers/9999-12-31T24:00:00Z')).json(), {
    status: 400,
    errors: [{ field: 'countedAt' }],
  })
})
