// Every route and field: bad input gets the documented error, names every field, and changes
// nothing.
import { sql } from 'drizzle-orm'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { createKey, revokeKey } from '../../src/auth/keys.js'
import { badBodies, badQueries, repeatable } from '../fixtures/bad-values.js'
import { filledApp } from '../fixtures/filled.js'

interface Expected {
  status: number
  code: string
  fields?: string[]
}

function refused(t: Test, answer: LightMyRequestResponse, { status, code, fields }: Expected, name: string) {
  const problem = answer.json()
  const found = {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    body: {
      status: problem.status,
      code: problem.code,
      title: typeof problem.title,
      detail: typeof problem.detail,
    },
    ...(fields && { fields: problem.errors?.map((error: { field: string }) => error.field) }),
  }
  const wanted = {
    status,
    type: 'application/problem+json; charset=utf-8',
    body: { status, code, title: 'string', detail: 'string' },
    ...(fields && { fields }),
  }
  const words = (problem.errors ?? []).every((error: { message: string }) => error.message.length > 5)
  t.ok(words, `${name}: every field is explained`)
  t.same({ ...found, ...(fields && { fields: [...new Set(found.fields)] }) }, wanted, name)
}

const shown = (value: unknown) => (JSON.stringify(value) ?? 'undefined').slice(0, 60)
const split = (route: string): [string, string] => {
  const [method = '', path = ''] = route.split(' ')
  return [method, path]
}

const { app, api, ctx, unchanged } = await filledApp(t)

t.test('every field of every body', async t => {
  for (const [route, { good, required, fields }] of Object.entries(badBodies)) {
    const [method, path] = split(route)
    for (const { field, values, wrap } of fields) {
      for (const value of values) {
        const body = { ...good, ...(wrap ? wrap(value) : { [field]: value }) }
        const invalid = { status: 400, code: 'invalid-input', fields: [field] }
        refused(t, await api(method, path, body), invalid, `${route} ${field} = ${shown(value)}`)
      }
    }
    for (const field of required) {
      const { [field]: _, ...rest } = good
      const missing = { status: 400, code: 'invalid-input', fields: [field] }
      refused(t, await api(method, path, rest), missing, `${route} without ${field}`)
    }
    const unknown = { status: 400, code: 'invalid-input', fields: ['nonsense'] }
    refused(t, await api(method, path, { ...good, nonsense: 1 }), unknown, `${route} with an unknown field`)
  }
  await unchanged(t)
})

t.test('all wrong fields are named in one answer', async t => {
  const body = {
    url: 'javascript:alert(1)',
    slug: 'a',
    account: 'no handle',
    expiresAt: '2020-01-01T00:00:00Z',
    tags: ['fine', 7],
    utm: { source: 1, other: 'x' },
    public: 'yes',
    nonsense: true,
  }
  const fields = [
    'nonsense',
    'url',
    'slug',
    'account',
    'tags[1]',
    'expiresAt',
    'utm.other',
    'utm.source',
    'public',
  ]
  const answer = await api('POST', '/links', body)
  const named = answer.json().errors.map((error: { field: string }) => error.field)
  t.same(named.toSorted(), fields.toSorted())
  await unchanged(t)
})

t.test('a slug that names a part of the service stands beside what else is wrong', async t => {
  const body = { url: 'javascript:alert(1)', slug: 'docs', expiresAt: '2020-01-01T00:00:00Z' }
  const all = { status: 400, code: 'invalid-input', fields: ['url', 'slug', 'expiresAt'] }
  refused(t, await api('POST', '/links', body), all, 'in a body')
  const { results } = (await api('POST', '/links/bulk', { links: [body, { ...body, slug: 'API' }] })).json()
  for (const { error } of results) {
    const fields = error.errors.map(({ field }: { field: string }) => field)
    t.same([error.code, fields], [all.code, all.fields])
  }
  for (const slug of ['docs', ' DOCS ', 'logout', 'health']) {
    const alone = await api('POST', '/links', { url: 'https://example.com/', slug })
    refused(t, alone, { status: 400, code: 'slug-reserved' }, slug)
  }
  await unchanged(t)
})

t.test('a cursor of another list stands beside what else is wrong', async t => {
  const foreign = Buffer.from('["accounts","@me"]').toString('base64url')
  for (const path of [
    '/links',
    '/lists',
    '/tags',
    '/leaderboard',
    '/exchange/@me',
    '/accounts/@me/tweets',
    '/accounts/@me/followers',
    '/links/launch/clicks',
  ]) {
    const both = { status: 400, code: 'invalid-input', fields: ['limit', 'cursor'] }
    refused(t, await api('GET', `${path}?limit=x&cursor=${foreign}`), both, path)
  }
  await unchanged(t)
})

t.test('every parameter of every query', async t => {
  for (const [route, { good, fields }] of Object.entries(badQueries)) {
    const [method, path] = split(route)
    for (const [field, values] of Object.entries(fields)) {
      const named = repeatable.has(`${route} ${field}`) ? `${field}[0]` : field
      for (const value of values) {
        const query = new URLSearchParams({ ...good, [field]: value })
        const invalid = { status: 400, code: 'invalid-input', fields: [named] }
        refused(t, await api(method, `${path}?${query}`), invalid, `${route} ${field} = ${shown(value)}`)
      }
    }
    const query = new URLSearchParams({ ...good, nonsense: '1' })
    const unknown = { status: 400, code: 'invalid-input', fields: ['nonsense'] }
    refused(t, await api(method, `${path}?${query}`), unknown, `${route} with an unknown parameter`)
  }
  refused(
    t,
    await api('GET', '/links?limit=5&limit=6'),
    { status: 400, code: 'invalid-input', fields: ['limit'] },
    'a parameter twice',
  )
  await unchanged(t)
})

t.test('every route refuses a parameter that it does not know, and one in the form of a list', async t => {
  const document = (await app.inject('/api/v1/openapi.json')).json()
  let routes = 0
  for (const [path, methods] of Object.entries<object>(document.paths)) {
    if (!path.startsWith('/api/v1/')) continue
    const own = path
      .replace('/api/v1', '')
      .replace('{slug}', 'launch')
      .replace('{handle}', '@me')
      .replace('{name}', 'friends')
      .replace('{id}', '1')
      .replace('{what}', 'links')
      .replace('{tag}', 'a')
      .replace('{countedAt}', '2026-01-01T00:00:00Z')
    for (const method of Object.keys(methods)) {
      for (const name of ['nonsense', 'limit[]', 'Limit', '__proto__', 'constructor']) {
        const body = badBodies[`${method.toUpperCase()} ${own}`]?.good
        const answer = await api(method.toUpperCase(), `${own}?${encodeURIComponent(name)}=1`, body)
        const fields: string[] = answer.json().errors?.map(({ field }: { field: string }) => field) ?? []
        t.ok(
          answer.statusCode === 400 && fields.includes(name),
          `${method} ${path} with ${name}: ${answer.body}`,
        )
      }
      routes++
    }
  }
  t.ok(routes > 25)
  await unchanged(t)
})

t.test('routes without a body refuse fields, and a wrong type is told with its remedy', async t => {
  for (const [method, path] of [
    ['POST', '/influence/prior'],
    ['POST', '/accounts/@me/followers/refresh'],
    ['PUT', '/lists/friends/accounts/@you'],
    ['DELETE', '/links/launch'],
    ['DELETE', '/lists/friends'],
  ] as const) {
    const invalid = { status: 400, code: 'invalid-input', fields: ['dryRun', 'x'] }
    refused(t, await api(method, path, { dryRun: true, x: 1 }), invalid, `${method} ${path}`)
    for (const other of ['null', '[]', '"x"', '7']) {
      const answer = await api(method, path, other, { headers: { 'content-type': 'application/json' } })
      refused(t, answer, { ...invalid, fields: ['body'] }, `${method} ${path} ${other}`)
    }
  }
  const poisoned = await api('PATCH', '/links/launch', '{"utm":{"__proto__":{"x":1}}}', {
    headers: { 'content-type': 'application/json' },
  })
  t.match(poisoned.json().detail, '__proto__', 'valid JSON is not called invalid')
  for (const [path, body, detail] of [
    ['/lists', { name: 'x'.repeat(500) }, 'name: must have 1 to 64 characters'],
    [
      '/links',
      { url: 'https://example.com', notes: 'x'.repeat(10_001) },
      'notes: must have at most 4000 characters',
    ],
    [
      '/links',
      { url: 'https://example.com', notes: 'x'.repeat(4_001) },
      'notes: must have at most 4000 characters',
    ],
  ] as const)
    t.equal((await api('POST', path, body)).json().detail, detail)
  const types: [object, string][] = [
    [{ tags: 'a, b' }, 'tags: must be array (in brackets), not string'],
    [{ public: 'True' }, 'public: must be boolean (without quotes), not string'],
    [{ public: 1 }, 'public: must be boolean, not number'],
    [{ title: 7 }, 'title: must be string or null, not number'],
  ]
  for (const [body, detail] of types)
    t.equal((await api('PATCH', '/links/launch', body)).json().detail, detail)
  for (const [followers, words] of [
    ['5', 'integer (without quotes), not string'],
    [5.5, 'a whole number'],
  ]) {
    const answer = await api('POST', '/accounts/@me/followers', { followers })
    t.equal(answer.json().detail, `followers: must be ${words}`)
  }
  await unchanged(t)
})

t.test('the table knows every field and parameter that the API has', async t => {
  const document = (await app.inject('/api/v1/openapi.json')).json()
  const known = new Map<string, string[]>()
  const template = (path: string) =>
    `/api/v1${path
      .replace(/^\/links\/launch/, '/links/{slug}')
      .replace(/^\/accounts\/@me/, '/accounts/{handle}')
      .replace(/^\/keys\/1/, '/keys/{id}')
      .replace(/^\/webhooks\/1/, '/webhooks/{id}')
      .replace(/^\/exchange\/@me/, '/exchange/{handle}')
      .replace(/^\/exports\/links/, '/exports/{what}')
      .replace(/^\/tags\/a$/, '/tags/{tag}')
      .replace(/^\/lists\/friends/, '/lists/{name}')}`
  for (const [route, { fields }] of Object.entries(badBodies)) {
    const [method, path] = split(route)
    known.set(
      `${method} ${template(path)}`,
      fields.map(({ field }) => field.replace(/[.[].*/, '')),
    )
  }
  for (const [route, { fields }] of Object.entries(badQueries)) {
    const [method, path] = split(route)
    known.set(`${method} ${template(path)}`, Object.keys(fields))
  }
  for (const [path, methods] of Object.entries<Record<string, any>>(document.paths)) {
    if (!path.startsWith('/api/v1/')) continue
    for (const [method, operation] of Object.entries(methods)) {
      const { schema } = operation.requestBody?.content['application/json'] ?? {}
      const body = document.components.schemas[schema?.$ref.split('/').at(-1)]?.properties ?? {}
      const query = (operation.parameters ?? []).filter(
        (parameter: { in: string }) => parameter.in === 'query',
      )
      const names = [...Object.keys(body), ...query.map((parameter: { name: string }) => parameter.name)]
      const route = `${method.toUpperCase()} ${path}`
      for (const name of names) t.ok(known.get(route)?.includes(name), `${route} ${name}`)
    }
  }
})

t.test('bodies that are no JSON object', async t => {
  const json = { headers: { 'content-type': 'application/json' } }
  for (const route of Object.keys(badBodies)) {
    const [method, path] = split(route)
    const raw: [string, string, Expected][] = [
      ['broken', '{"url": "https://example.com"', { status: 400, code: 'invalid-json' }],
      ['text', 'url=https://example.com', { status: 400, code: 'invalid-json' }],
      ['empty', '', { status: 400, code: 'invalid-json' }],
      ['poisoned', '{"__proto__": {"admin": true}}', { status: 400, code: 'invalid-json' }],
      ['null', 'null', { status: 400, code: 'invalid-input', fields: ['body'] }],
      ['an array', '[]', { status: 400, code: 'invalid-input', fields: ['body'] }],
      ['a string', '"x"', { status: 400, code: 'invalid-input', fields: ['body'] }],
      ['too large', `{"url":"${'a'.repeat(1024 * 1024)}"}`, { status: 413, code: 'body-too-large' }],
    ]
    for (const [name, body, expected] of raw) {
      refused(t, await api(method, path, body, json), expected, `${route} ${name}`)
    }
    for (const type of ['text/plain', 'text/html', 'application/xml', 'application/x-www-form-urlencoded']) {
      const answer = await api(method, path, 'url=x', { headers: { 'content-type': type } })
      refused(t, answer, { status: 415, code: 'unsupported-media-type' }, `${route} ${type}`)
    }
    const nothing = await api(method, path)
    refused(t, nothing, { status: 400, code: 'invalid-input', fields: ['body'] }, `${route} without a body`)
  }
  for (const path of ['/links/launch', '/accounts/@me', '/lists/friends', '/links/launch/tweet']) {
    const method = path.endsWith('tweet') ? 'PUT' : 'PATCH'
    const empty = { status: 400, code: 'invalid-input', fields: ['body'] }
    refused(t, await api(method, path, {}), empty, `${method} ${path} with nothing to change`)
  }
  await unchanged(t)
})

t.test('slugs, handles and tweets that are taken, reserved, foreign or not there', async t => {
  const url = 'https://example.com/new'
  const calls: [string, string, unknown, Expected][] = [
    ['POST', '/links', { url, slug: 'launch', account: '@new' }, { status: 409, code: 'slug-taken' }],
    ['POST', '/links', { url, slug: 'gone' }, { status: 409, code: 'slug-taken' }],
    ['POST', '/links', { url, slug: 'docs', account: '@new' }, { status: 400, code: 'slug-reserved' }],
    ['POST', '/links', { url, slug: 'API' }, { status: 400, code: 'slug-reserved' }],
    ['POST', '/links', { url, slug: 'login' }, { status: 400, code: 'slug-reserved' }],
    ['POST', '/accounts', { handle: 'ME' }, { status: 409, code: 'account-exists' }],
    [
      'PUT',
      '/links/launch/tweet',
      { url: 'https://x.com/you/status/1529877576591609861' },
      { status: 409, code: 'tweet-of-another-account' },
    ],
    [
      'PUT',
      '/links/launch/tweet',
      { url: 'https://x.com/me/status/20' },
      { status: 400, code: 'invalid-input', fields: ['tweetedAt'] },
    ],
    ['GET', '/exchange?from=@me', undefined, { status: 400, code: 'invalid-input', fields: ['to'] }],
    ['GET', '/exchange?from=@me&to=@nobody', undefined, { status: 404, code: 'account-not-found' }],
    ['GET', '/exchange/@nobody', undefined, { status: 404, code: 'account-not-found' }],
    ['GET', '/exchange/@me?list=nothing', undefined, { status: 404, code: 'list-not-found' }],
    ['GET', '/leaderboard?list=nothing', undefined, { status: 404, code: 'list-not-found' }],
    ['POST', '/lists', { name: 'FRIENDS', accounts: ['@new'] }, { status: 409, code: 'list-exists' }],
    ['PATCH', '/lists/friends', { name: 'Foes', accounts: ['@new'] }, { status: 409, code: 'list-exists' }],
    [
      'PUT',
      '/lists/friends/accounts/no%20handle',
      undefined,
      { status: 400, code: 'invalid-input', fields: ['handle'] },
    ],
    ['DELETE', '/lists/friends/accounts/@nobody', undefined, { status: 404, code: 'account-not-found' }],
    ...['nothing', 'A', '%00', 'a'.repeat(400)].flatMap((tag): [string, string, unknown, Expected][] => [
      ['PATCH', `/tags/${tag}`, { tag: 'x' }, { status: 404, code: 'tag-not-found' }],
      ['DELETE', `/tags/${tag}`, undefined, { status: 404, code: 'tag-not-found' }],
    ]),
    ['GET', '/nothing', undefined, { status: 404, code: 'not-found' }],
    ['DELETE', '/links', undefined, { status: 405, code: 'method-not-allowed' }],
    ['POST', '/links/launch', {}, { status: 405, code: 'method-not-allowed' }],
  ]
  // These stay when a link is deleted.
  const stays = ['/stats', '/influence', '/clicks', '/clicks.csv', '/targets', '/restore']
  const onLinks: [string, string, unknown][] = [
    ['GET', '', undefined],
    ['PATCH', '', { title: 'x' }],
    ['DELETE', '', undefined],
    ['PUT', '/tweet', { tweetedAt: '2026-01-01T00:00:00Z' }],
    ['GET', '/qr.svg', undefined],
    ['GET', '/qr.png', undefined],
    ...stays.map((rest): [string, string, unknown] => [
      rest === '/restore' ? 'POST' : 'GET',
      rest,
      undefined,
    ]),
  ]
  for (const [method, rest, body] of onLinks) {
    if (!stays.includes(rest))
      calls.push([method, `/links/gone${rest}`, body, { status: 410, code: 'link-gone' }])
    for (const slug of ['nobody', 'LAUNCH', 'a', 'a%00b', '%F0%9F%98%80', 'a'.repeat(100), '..%2Flaunch']) {
      calls.push([method, `/links/${slug}${rest}`, body, { status: 404, code: 'link-not-found' }])
    }
  }
  const onAccounts: [string, string, unknown][] = [
    ['GET', '', undefined],
    ['PATCH', '', { public: true }],
    ['DELETE', '', undefined],
    ['POST', '/followers', { followers: 1 }],
    ['GET', '/followers', undefined],
    ['GET', '/influence', undefined],
    ['GET', '/tweets', undefined],
  ]
  for (const [method, rest, body] of onAccounts) {
    for (const handle of [
      '@nobody',
      '@me.example.com',
      'no%20handle',
      '%00',
      'a'.repeat(400),
      '@me@localhost',
    ]) {
      calls.push([method, `/accounts/${handle}${rest}`, body, { status: 404, code: 'account-not-found' }])
    }
  }
  const onLists: [string, string, unknown][] = [
    ['GET', '', undefined],
    ['PATCH', '', { name: 'x' }],
    ['DELETE', '', undefined],
    ['PUT', '/accounts/@new', undefined],
    ['DELETE', '/accounts/@me', undefined],
  ]
  for (const [method, rest, body] of onLists) {
    for (const name of ['nothing', '%00', '%20friends', 'a'.repeat(400)]) {
      calls.push([method, `/lists/${name}${rest}`, body, { status: 404, code: 'list-not-found' }])
    }
  }
  for (const [method, path, body, expected] of calls) {
    refused(t, await api(method, path, body), expected, `${method} ${path} ${shown(body)}`)
  }
  await unchanged(t)
})

t.test('addresses that are too long or not validly encoded', async t => {
  refused(t, await api('GET', '/links/%E0%A4%A'), { status: 400, code: 'invalid-url' }, 'broken encoding')
  refused(
    t,
    await api('GET', `/links/${'a'.repeat(5000)}`),
    { status: 404, code: 'not-found' },
    'a very long slug',
  )
  await unchanged(t)
})

t.test('many links at once: each entry is refused by itself', async t => {
  const entries: [unknown, string, string[]?][] = [
    ['https://example.com', 'invalid-input', ['link']],
    [null, 'invalid-input', ['link']],
    [{}, 'invalid-input', ['url']],
    [{ url: 'data:,x', account: '@@' }, 'invalid-input', ['url', 'account']],
    [{ url: 'https://example.com', expiresAt: '9999-12-31T23:59:59-05:00' }, 'invalid-input', ['expiresAt']],
    [{ url: 'https://example.com', expiresAt: '9999-12-31T24:00:00Z' }, 'invalid-input', ['expiresAt']],
    [{ url: 'https://example.com', slug: 'launch' }, 'slug-taken'],
    [{ url: 'https://example.com', slug: 'docs', account: '@new' }, 'slug-reserved'],
  ]
  const answer = await api('POST', '/links/bulk', { links: entries.map(([entry]) => entry) })
  t.equal(answer.statusCode, 200)
  for (const [n, { error }] of answer.json().results.entries()) {
    const [entry, code, fields] = entries[n] ?? []
    t.equal(error.code, code, shown(entry))
    if (fields)
      t.same(
        error.errors.map((problem: { field: string }) => problem.field),
        fields,
        shown(entry),
      )
  }
  await unchanged(t)
})

t.test('every route asks for a valid key first', async t => {
  const revoked = await createKey(ctx.db, { name: 'old', role: 'admin' })
  await revokeKey(ctx.db, revoked.id)
  const document = (await app.inject('/api/v1/openapi.json')).json()
  const headers = [
    undefined,
    '',
    'Bearer',
    'Bearer fh_wrong',
    `Bearer ${revoked.key}`,
    'Basic bWU6c2VjcmV0',
    revoked.key,
  ]
  for (const [path, methods] of Object.entries<object>(document.paths)) {
    if (!path.startsWith('/api/v1/')) continue
    for (const method of Object.keys(methods)) {
      for (const authorization of headers) {
        const url = path
          .replace('{slug}', 'launch')
          .replace('{handle}', '@me')
          .replace('{countedAt}', '2026-01-01T00:00:00Z')
        const answer = await app.inject({
          method: method.toUpperCase() as 'GET',
          url,
          headers: { ...(authorization !== undefined && { authorization }) },
        })
        const name = `${method} ${path} with ${authorization}`
        refused(t, answer, { status: 401, code: 'unauthorized' }, name)
        t.match(answer.headers['www-authenticate'], /^Bearer/, name)
      }
    }
  }
  await ctx.db.execute(sql`delete from api_keys where name = 'old'`)
  await unchanged(t)
})
