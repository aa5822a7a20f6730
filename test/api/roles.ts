// Every operation of the document with every kind of key, and with none: nobody reads or changes
// what is another's, and every answer is one that the document describes.
import { sql } from 'drizzle-orm'
import t from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { createList } from '../../src/accounts/lists/create.js'
import { createKey, type KeyWish } from '../../src/auth/keys.js'
import { issueLink } from '../../src/links/issue.js'
import { answerCheck, type Document, type Operation } from '../fixtures/answer-check.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

const generous = { API_REQUESTS_PER_MINUTE: '1000000', MISSES_PER_MINUTE: '1000000' }
const { app, ctx, key: admin } = await testApp(t, { env: generous })
const document = (await app.inject('/api/v1/openapi.json')).json() as Document
const check = answerCheck(document)

const mine = await createAccount(ctx, { account: handle('@mine'), name: 'Mine', followers: 500 })
await createAccount(ctx, { account: handle('@other'), name: 'Secret name', followers: 70_707 })
const target = 'https://example.com/shared'
const wish = { url: target, text: 'Secret text', title: 'Secret title', tags: ['secret'] }
await issueLink(ctx, { ...wish, slug: 'other', account: handle('@other') })
await issueLink(ctx, { ...wish, slug: 'nobodys' })
await issueLink(ctx, { url: target, slug: 'mine', account: handle('@mine') })
await createList(ctx, { name: 'secrets', accounts: [handle('@other')] })
await createList(ctx, { name: 'both', accounts: [handle('@mine'), handle('@other')] })
const { id } =
  (await ctx.db.execute<{ id: string }>(sql`select id from accounts where handle_key = '@mine'`))[0] ?? {}
const accountIds = [Number(id)]

const make = async (wish: Omit<KeyWish, 'name'>) => (await createKey(ctx.db, { name: 'test', ...wish })).key
const limited = {
  'a viewer of @mine': await make({ role: 'viewer', accountIds }),
  'an author': await make({ role: 'author' }),
  'an author for @mine': await make({ role: 'author', accountIds }),
  'a member for @mine': await make({ role: 'member', accountIds }),
  'an admin for @mine': await make({ role: 'admin', accountIds }),
  'a viewer of nothing': await make({ role: 'viewer', accountIds: [] }),
}
const whole = {
  'a viewer': await make({ role: 'viewer' }),
  'a member': await make({ role: 'member' }),
  'an admin': admin,
}

interface Call extends Operation {
  path: string
  method: string
}

const calls: Call[] = Object.entries(document.paths)
  .filter(([path]) => path.startsWith('/api/v1/'))
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )

/** Sends an operation's own example, about these in place of what it speaks of. */
function send(call: Call, key: string | null, about: Record<string, string>) {
  const about_ = (text: string) =>
    Object.entries(about).reduce((told, [name, other]) => told.replaceAll(name, other), text)
  const given = (place: string) => (call.parameters ?? []).filter(each => each.in === place && each.example)
  const path = given('path').reduce(
    (url, { name, example }) => url.replace(`{${name}}`, encodeURIComponent(about_(String(example)))),
    call.path,
  )
  const query = new URLSearchParams(
    given('query').map(({ name, example }) => [name, about_(String(example))]),
  )
  const [[type, { example }] = [null, { example: undefined }]] = Object.entries(
    call.requestBody?.content ?? {},
  )
  const body = typeof example === 'string' ? example : JSON.stringify(example)
  return app.inject({
    method: call.method as 'GET',
    url: `${path}?${query}`,
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(type !== null && { 'content-type': type }),
    },
    ...(body !== undefined && { payload: about_(body) }),
  })
}

const others = {
  launch: 'other',
  '@me': '@other',
  '@you': '@mine',
  '@ann': '@other',
  friends: 'secrets',
  spring: 'secret',
  'https://example.com/article': target,
}

/** All that is not theirs. */
async function secrets(): Promise<string> {
  const rows = await Promise.all([
    ctx.db.execute(sql`select row_to_json(l)::text from links l where slug in ('other', 'nobodys')`),
    ctx.db.execute(sql`select row_to_json(a)::text from accounts a where handle_key = '@other'`),
    ctx.db.execute(sql`select row_to_json(t)::text from tweets t where text = 'Secret text' order by id`),
    ctx.db.execute(sql`select row_to_json(f)::text from follower_counts f where followers = 70707`),
    ctx.db.execute(sql`select row_to_json(m)::text from list_accounts m order by list_id, account_id`),
    ctx.db.execute(sql`select row_to_json(l)::text from lists l order by id`),
    ctx.db.execute(sql`select count(*) from accounts`),
    ctx.db.execute(sql`select count(*) from api_keys`),
    ctx.db.execute(sql`select count(*) from priors`),
  ])
  return JSON.stringify(rows)
}

t.test('without a key there is nothing', async t => {
  const before = await secrets()
  for (const call of calls) {
    const answer = await send(call, null, others)
    t.equal(answer.statusCode, 401, call.operationId)
    check(t, call.method, call.path, answer)
  }
  t.equal(await secrets(), before)
})

/** Of these each entry answers for itself. */
const bulk = ['createLinks', 'updateLinks', 'deleteLinks']

t.test('a limited key neither reads nor changes what is not its own', async t => {
  const before = await secrets()
  for (const [who, key] of Object.entries(limited)) {
    for (const call of calls) {
      const answer = await send(call, key, others)
      const name = `${who}: ${call.operationId} ${answer.statusCode} ${answer.body.slice(0, 200)}`
      check(t, call.method, call.path, answer)
      // The request's own words may come back in an error.
      const own = answer.statusCode >= 400 || bulk.includes(call.operationId)
      const told = own ? /secret (?:name|text|title)|70707/i : /secret|70707|@other|"other"|nobodys/i
      t.notMatch(answer.body, told, name)
      t.ok(answer.statusCode < 500, name)
      if (answer.statusCode >= 300 || call.method === 'get') continue
      t.ok(['createLink', ...bulk].includes(call.operationId), `${name} writes what is new`)
      if (['updateLinks', 'deleteLinks'].includes(call.operationId))
        t.match(answer.json().results, [{ error: { code: 'link-not-found' } }], name)
    }
    t.equal(await secrets(), before, who)
  }
})

const forAdmins = { listKeys: 403, getKey: 403, listWebhooks: 403, getWebhook: 403, listDeliveries: 403 }

t.test('a viewer changes nothing at all, and reads everything', async t => {
  const before = await secrets()
  for (const [who, key] of [
    ['a viewer', whole['a viewer']],
    ['a viewer of @mine', limited['a viewer of @mine']],
  ] as const) {
    for (const call of calls.filter(({ method }) => method !== 'get'))
      t.match(
        (await send(call, key, {})).json(),
        { status: 403, code: 'forbidden' },
        `${who} ${call.operationId}`,
      )
  }
  t.equal(await secrets(), before)
  for (const call of calls.filter(({ method }) => method === 'get')) {
    const answer = await send(call, whole['a viewer'], others)
    check(t, call.method, call.path, answer)
    const wanted = { ...forAdmins, getFollowerCount: 404, getList: 200 }[call.operationId as string] ?? 200
    t.equal(answer.statusCode, wanted, `${call.operationId} ${answer.body.slice(0, 200)}`)
  }
})

const as = (key: string) => async (method: string, url: string, payload?: object) => {
  const answer = await app.inject({
    method: method as 'GET',
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${key}` },
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}

t.test('an author has its own links, and those of its accounts', async t => {
  const [alone, given] = [as(limited['an author']), as(limited['an author for @mine'])]
  t.match(await alone('POST', '/links', { url: target, slug: 'by-alone' }), { status: 201 })
  t.match(await alone('POST', '/links', { url: target, account: '@mine' }), {
    status: 403,
    body: { code: 'account-not-given', account: '@mine' },
  })
  t.match(await alone('POST', '/links', { url: target, account: '@new-one' }), { status: 400 })
  t.match(await alone('POST', '/links', { url: target, account: '@new_one' }), { status: 403 })
  t.match(await alone('PATCH', '/links/by-alone', { account: '@other' }), { status: 403 })
  const tweet = 'https://x.com/other/status/1529877576591609861'
  t.match(await alone('PUT', '/links/by-alone/tweet', { url: tweet }), { status: 403 })
  t.match(await alone('PATCH', '/links/by-alone', { title: 'Mine' }), {
    status: 200,
    body: { title: 'Mine' },
  })
  t.match(await alone('PATCH', '/links/mine', { title: 'Mine' }), { status: 404 })
  t.same(
    (await alone('GET', '/links')).body.data.map(({ slug }: { slug: string }) => slug).includes('by-alone'),
    true,
  )
  t.match(await given('GET', '/links/by-alone'), { status: 404 })
  t.match(await given('PATCH', '/links/mine', { title: 'Ours' }), { status: 200 })
  t.match(await given('PATCH', '/accounts/@mine', { name: 'X' }), {
    status: 403,
    body: { needs: 'accounts' },
  })
  t.match(await given('POST', '/accounts/@mine/followers', { followers: 1 }), { status: 403 })
  const bulk = await given('POST', '/links/bulk', {
    links: [
      { url: target, account: '@mine' },
      { url: target, account: '@other' },
    ],
  })
  t.match(bulk, { status: 200, body: { results: [{ link: {} }, { error: { code: 'account-not-given' } }] } })
  const found = await given('POST', '/links', { url: target, findExisting: true })
  t.not(found.body.slug, 'nobodys', 'what others made is not found')
  const { body } = await given('GET', `/destinations?url=${target}`)
  t.ok(body.links >= 2 && body.data.every(({ account }: { account: string }) => account !== '@other'))
})

t.test('a limited member changes its accounts, and makes none', async t => {
  const member = as(limited['a member for @mine'])
  t.match(await member('PATCH', '/accounts/@mine', { name: 'Renamed' }), { status: 200 })
  t.match(await member('POST', '/accounts/@mine/followers', { followers: 501 }), { status: 201 })
  t.match(await member('POST', '/accounts', { handle: '@more' }), { status: 403, body: { needs: 'shared' } })
  t.same(
    (await member('GET', '/accounts')).body.data.map((each: typeof mine) => each.handle),
    ['@mine'],
  )
  t.same(
    (await member('GET', '/lists')).body.data.map(({ name, accounts }: any) => [name, accounts]),
    [['both', ['@mine']]],
  )
})

t.test('what a key is and may do is told to it', async t => {
  t.match((await as(limited['an author for @mine'])('GET', '/me')).body, {
    role: 'author',
    accounts: ['@mine'],
    may: ['links'],
  })
  t.match((await as(admin)('GET', '/me')).body, {
    accounts: null,
    may: ['links', 'accounts', 'shared', 'service'],
  })
  t.same((await as(limited['an admin for @mine'])('GET', '/me')).body.may, ['links', 'accounts'])
})

t.test('keys are made, limited, listed and revoked by admins alone', async t => {
  const wish = { name: 'blog', role: 'author', accounts: ['@MINE'], expiresAt: '2999-01-01T00:00:00Z' }
  const made = await as(admin)('POST', '/keys', wish)
  t.match(made, { status: 201, body: { ...wish, accounts: ['@mine'], expiresAt: /^2999/, key: /^fh_/ } })
  t.match(await as(made.body.key)('GET', '/links/mine'), { status: 200 })
  const { body } = await as(admin)('GET', '/keys')
  t.match(body.data.at(-1), { id: made.body.id, revokedAt: null })
  t.notOk('key' in body.data.at(-1))
  for (const key of [whole['a member'], limited['an admin for @mine']])
    for (const [method, path] of [
      ['GET', '/keys'],
      ['POST', '/keys'],
      ['GET', `/keys/${made.body.id}`],
      ['PATCH', `/keys/${made.body.id}`],
      ['DELETE', `/keys/${made.body.id}`],
    ] as const)
      t.equal(
        (await as(key)(method, path, ['POST', 'PATCH'].includes(method) ? { name: 'x' } : undefined)).status,
        403,
      )
  t.match(await as(admin)('DELETE', `/keys/${made.body.id}`), { status: 204 })
  t.match(await as(admin)('DELETE', `/keys/${made.body.id}`), {
    status: 404,
    body: { code: 'key-not-found' },
  })
  t.match(await as(made.body.key)('GET', '/me'), { status: 401 })
  for (const [field, value] of Object.entries({
    role: 'king',
    accounts: 'me',
    expiresAt: '2020-01-01T00:00:00Z',
    name: '',
  }))
    t.match(await as(admin)('POST', '/keys', { name: 'x', [field]: value }), {
      status: 400,
      body: { errors: [{ field }] },
    })
})

t.test('a key is changed by admins, from the next request on', async t => {
  const made = (await as(admin)('POST', '/keys', { name: 'guest' })).body
  const change = (body: object) => as(admin)('PATCH', `/keys/${made.id}`, body)
  const mayNow = async () => (await as(made.key)('GET', '/me')).body.may
  t.match(await change({ name: ' blog ', role: 'author' }), {
    status: 200,
    body: { name: 'blog', role: 'author', accounts: [], revokedAt: null },
  })
  t.match(await as(made.key)('GET', '/links/mine'), { status: 404 })
  t.match((await change({ accounts: ['@MINE'], expiresAt: '2999-01-01T00:00:00Z' })).body, {
    accounts: ['@mine'],
    expiresAt: '2999-01-01T00:00:00.000Z',
  })
  t.match(await as(made.key)('GET', '/links/mine'), { status: 200 })
  t.same((await change({ role: 'member' })).body.accounts, ['@mine'], 'a role alone lifts no limit')
  t.same(await mayNow(), ['links', 'accounts'])
  t.match((await change({ accounts: null, expiresAt: null })).body, { accounts: null, expiresAt: null })
  t.same(await mayNow(), ['links', 'accounts', 'shared'])
  t.match((await change({ role: 'author', accounts: null })).body, { accounts: [] }, 'an author is limited')
  t.match(await as(made.key)('PATCH', `/keys/${made.id}`, { role: 'admin' }), { status: 403 })
  t.match(await change({ accounts: ['@nobody'] }), { status: 404, body: { code: 'account-not-found' } })
  await as(admin)('DELETE', `/keys/${made.id}`)
  t.match(await change({ name: 'late' }), { status: 404, body: { code: 'key-not-found' } })
  t.match(await as(made.key)('GET', '/me'), { status: 401 })
})

t.test('an account that is deleted leaves its keys with less, not with more', async t => {
  await as(admin)('POST', '/accounts', { handle: '@fleeting' })
  const { body } = await as(admin)('POST', '/keys', { name: 'x', role: 'viewer', accounts: ['@fleeting'] })
  const viewer = as(body.key)
  t.equal((await viewer('GET', '/accounts')).body.data.length, 1)
  await as(admin)('DELETE', '/accounts/@fleeting')
  t.same((await viewer('GET', '/accounts')).body.data, [])
  t.same((await viewer('GET', '/links')).body.data, [])
})

t.test('the clients of other services see no more than their key', async t => {
  const paths = [
    ...[
      '/v4/bitlinks/sho.rt/other',
      '/v4/bitlinks/sho.rt/other/clicks',
      '/v4/bitlinks/sho.rt/other/countries',
    ],
    ...[
      '/v4/groups/all/bitlinks',
      '/v4/groups/all/tags',
      '/yourls-api.php?action=stats&format=json&limit=100',
    ],
    ...['/yourls-api.php?action=expand&shorturl=other&format=json', '/api/v2/action/lookup?url_ending=other'],
    ...[
      '/rest/v3/short-urls',
      '/rest/v3/short-urls/other',
      '/rest/v3/short-urls/other/visits',
      '/rest/v3/tags',
    ],
    ...['/api/v2/links?limit=50', '/api/v2/links/other/stats'],
  ]
  const read = async (url: string, key: string) =>
    (await app.inject({ url, headers: { 'x-api-key': key } })).body
  t.match(await read('/v4/groups/all/bitlinks', admin), /Secret title/, 'an admin sees it')
  for (const path of paths) {
    for (const key of [limited['a viewer of @mine'], limited['an author']])
      t.notMatch(await read(path, key), /secret (?:title|text)|"secret"|sho\.rt\/other|nobodys/i, path)
  }
  const url = `/yourls-api.php?action=shorturl&url=${target}/new&format=json&signature=${whole['a viewer']}`
  t.equal((await app.inject(url)).statusCode, 403, 'a viewer makes no link by a GET')
})

t.test('a limited key attaches and changes only tweets of its accounts', async t => {
  const [alone, given, all] = [as(limited['an author']), as(limited['an author for @mine']), as(admin)]
  const make = async (ask: typeof all, slug: string, account?: string) =>
    t.match(await ask('POST', '/links', { url: target, slug, ...(account && { account }) }), { status: 201 })
  await make(alone, 'squat')
  await make(given, 'squat-mine', '@mine')
  await make(all, 'of-other', '@other')
  const id = '1529877576591609861'
  const attach = (ask: typeof all, slug: string, body: object) => ask('PUT', `/links/${slug}/tweet`, body)

  const nobodys = { status: 400, body: { errors: [{ field: 'url', message: /must name its account/ }] } }
  t.match(await attach(alone, 'squat', { url: id }), nobodys, 'not one that may turn out to be anybody’s')
  const notGiven = { status: 403, body: { code: 'account-not-given' } }
  t.match(await attach(alone, 'squat', { url: `https://x.com/other/status/${id}` }), notGiven)
  t.match(await attach(all, 'of-other', { url: `https://x.com/other/status/${id}` }), { status: 200 })
  t.match(await attach(alone, 'squat', { url: id }), nobodys, 'nor is told whose it is')
  const others = await attach(given, 'squat-mine', { url: id })
  t.match(others, { status: 409, body: { code: 'tweet-of-another-account', found: 'another account' } })
  t.notMatch(JSON.stringify(others.body), /@other|of-other/)
  t.match(await attach(given, 'squat-mine', { url: `https://x.com/mine/status/${id}` }), { status: 409 })

  // An admin may hand a tweet to a link of somebody else, who then sees it, and does not change it.
  t.match(await attach(all, 'squat', { url: `https://x.com/other/status/${id}` }), { status: 200 })
  t.match(await alone('GET', '/links/squat'), { status: 200, body: { account: '@other' } })
  for (const change of [{ text: 'Not mine' }, { account: null }, { account: '@mine' }])
    t.match(await alone('PATCH', '/links/squat', change), notGiven, JSON.stringify(change))
  for (const change of [{ impressions: 1 }, { tweetedAt: '2026-01-01T00:00:00Z' }, { url: id }])
    t.match(await attach(alone, 'squat', change), notGiven, JSON.stringify(change))
  t.match(await alone('PATCH', '/links/squat', { title: 'Mine' }), { status: 200 }, 'the link is its own')

  const own = '1529877576591609999'
  t.match(await attach(given, 'squat-mine', { url: own }), { status: 200, body: { account: '@mine' } })
  const claim = await attach(all, 'of-other', { url: `https://x.com/other/status/${own}` })
  t.match(claim, { status: 409, body: { at: 'squat-mine', detail: /"squat-mine".*correct it there/ } })
})

t.test('a limited key takes no link out of its account that it did not make', async t => {
  const given = as(limited['an author for @mine'])
  t.match(await given('PATCH', '/links/mine', { account: null }), {
    status: 403,
    body: { code: 'forbidden' },
  })
  t.match(await given('GET', '/links/mine'), { status: 200, body: { account: '@mine' } })
  await given('POST', '/links', { url: target, slug: 'its-own', account: '@mine' })
  t.match(await given('PATCH', '/links/its-own', { account: null }), { status: 200, body: { account: null } })
  t.match(await given('GET', '/links/its-own'), { status: 200 }, 'what it made it keeps')
})

t.test('a refusal says whose key it takes', async t => {
  const viewer = as(whole['a viewer'])
  const reader = 'may change links: of an admin, a member or an author'
  const manager = 'of an admin that is not limited to accounts'
  for (const [method, url, body, words] of [
    ['POST', '/links', { url: target }, reader],
    ['PATCH', '/links/mine', {}, reader],
    ['PATCH', '/accounts/@mine', {}, 'of an admin or a member'],
    ['POST', '/accounts/@mine/followers', { followers: 5 }, 'of an admin or a member'],
    ['POST', '/accounts', { handle: '@new' }, 'of an admin or a member that is not limited'],
    ['DELETE', '/lists/both', undefined, 'of an admin or a member that is not limited'],
    ['POST', '/imports', undefined, 'of an admin or a member that is not limited'],
    ['GET', '/keys', undefined, manager],
    ['PATCH', '/keys/1', {}, manager],
    ['GET', '/webhooks', undefined, manager],
    ['POST', '/webhooks', {}, manager],
    ['POST', '/influence/prior', undefined, manager],
  ] as const) {
    const answer = await viewer(method, url, body)
    t.match(answer, { status: 403, body: { code: 'forbidden' } }, `${method} ${url}`)
    t.match(answer.body.detail, words, `${method} ${url}`)
  }
  t.match(await as(limited['an admin for @mine'])('GET', '/keys'), { body: { detail: manager } })
})
