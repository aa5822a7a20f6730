import { sql } from 'drizzle-orm'
import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { compatApp } from '../fixtures/compat.js'
import { sendBytes } from '../fixtures/send-bytes.js'

// Node finds its files, TypeScript does not find its types.
const { ShlinkApiClient }: any = await import('@shlinkio/shlink-js-sdk')
const { FetchHttpClient }: any = await import('@shlinkio/shlink-js-sdk/fetch')
const { ErrorType }: any = await import('@shlinkio/shlink-js-sdk/api-contract')

const { api, ctx, key, ask, click, origin } = await compatApp(t)
const called = new Set<string>()
/** Remembers which methods were tried. */
const client = new Proxy(new ShlinkApiClient(new FetchHttpClient(), { baseUrl: origin, apiKey: key }), {
  get(sdk, name: string) {
    called.add(name)
    return sdk[name].bind(sdk)
  },
})
const shlink = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(method, `/rest/v3${path}`, body, { 'x-api-key': key, ...headers })

/** What the SDK throws is the answer's body. */
const failure = (call: Promise<unknown>) =>
  call.then(
    () => null,
    error => error,
  )

t.test('the SDK: a link from its birth to its end', async t => {
  const made = await client.createShortUrl({
    longUrl: 'https://example.com/sdk',
    customSlug: 'sdk',
    title: 'By the SDK',
    tags: ['sdk', 'x'],
    validUntil: '2999-01-01T00:00:00+01:00',
    findIfExists: true,
    forwardQuery: true,
  })
  t.match(made, {
    shortCode: 'sdk',
    shortUrl: 'https://sho.rt/sdk',
    longUrl: 'https://example.com/sdk',
    dateCreated: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/,
    visitsSummary: { total: 0, nonBots: 0, bots: 0 },
    tags: ['sdk', 'x'],
    meta: { validSince: null, validUntil: '2998-12-31T23:00:00+00:00', maxVisits: null },
    domain: null,
    title: 'By the SDK',
    forwardQuery: true,
  })
  await click('sdk', [
    { country: 'DE', referrer: 'https://t.co/a1' },
    { userAgent: 'curl/8.5.0' },
    { at: Date.parse('2026-01-01T00:00:00Z') },
  ])
  const { data, pagination } = await client.getShortUrlVisits({ shortCode: 'sdk' })
  t.match(pagination, { currentPage: 1, pagesCount: 1, totalItems: 3, itemsInCurrentPage: 3 })
  t.equal(data.filter(({ potentialBot }: any) => potentialBot).length, 1)
  t.match(
    data.find(({ referer }: any) => referer !== ''),
    {
      referer: 'https://t.co/a1',
      userAgent: /Mozilla/,
      visitLocation: { countryCode: 'DE', countryName: 'Germany' },
      visitedUrl: 'https://sho.rt/sdk',
    },
  )
  const visits = (query: object) => client.getShortUrlVisits({ shortCode: 'sdk' }, query)
  t.equal((await visits({ excludeBots: true })).pagination.totalItems, 2)
  t.match(await visits({ page: 2, itemsPerPage: 2 }), { data: { length: 1 }, pagination: { pagesCount: 2 } })
  t.equal((await visits({ startDate: '2026-06-01T00:00:00+00:00' })).pagination.totalItems, 2)
  t.equal((await visits({ endDate: '2026-01-01T00:00:00Z' })).pagination.totalItems, 1)

  const changed = await client.updateShortUrl(
    { shortCode: 'sdk' },
    {
      longUrl: 'https://example.com/new',
      title: null,
      tags: [],
      validUntil: null,
      validSince: null,
      maxVisits: null,
    },
  )
  t.match(changed, { longUrl: 'https://example.com/new', title: null, tags: [], meta: { validUntil: null } })
  t.match(await client.getShortUrl({ shortCode: 'sdk' }), {
    visitsSummary: { total: 3, nonBots: 2, bots: 1 },
  })
  t.match(await client.getVisitsOverview(), {
    nonOrphanVisits: { total: 3, bots: 1 },
    orphanVisits: { total: 0 },
  })
  await client.deleteShortUrl({ shortCode: 'sdk' })
  t.match(await failure(client.getShortUrl({ shortCode: 'sdk' })), {
    type: ErrorType.INVALID_SHORTCODE,
    status: 404,
    shortCode: 'sdk',
  })
})

t.test('the SDK: lists, tags and what the service is', async t => {
  for (const [n, tags] of [['few'], ['few', 'many'], ['many'], ['many'], ['many']].entries())
    await client.createShortUrl({ longUrl: `https://example.com/list/${n}`, customSlug: `list-${n}`, tags })
  await click('list-1', [{}, {}])
  await click('list-2', [
    { userAgent: 'curl/8.5.0' },
    { userAgent: 'curl/8.5.0' },
    { userAgent: 'curl/8.5.0' },
  ])
  const list = async (query: object) => {
    const { data, pagination } = await client.listShortUrls({ searchTerm: '/list/', ...query })
    return { codes: data.map(({ shortCode }: any) => shortCode.slice(-1)).join(''), ...pagination }
  }
  t.match(await list({}), { codes: '43210', currentPage: 1, pagesCount: 1, totalItems: 5, itemsPerPage: 10 })
  t.match(await list({ page: '2', itemsPerPage: 2 }), { codes: '21', currentPage: 2, pagesCount: 3 })
  t.match(await list({ page: '9', itemsPerPage: 2 }), { codes: '', itemsInCurrentPage: 0, totalItems: 5 })
  t.equal((await list({ tags: ['few'] })).codes, '10')
  t.equal((await list({ tags: ['few', 'many'] })).totalItems, 5)
  t.equal((await list({ tags: ['few', 'many'], tagsMode: 'all' })).codes, '1')
  t.equal((await list({ excludeTags: ['many'] })).codes, '0')
  t.equal((await list({ orderBy: { field: 'shortCode', dir: 'ASC' } })).codes, '01234')
  t.match((await list({ orderBy: { field: 'nonBotVisits', dir: 'DESC' } })).codes, /^1/)
  t.match((await list({ orderBy: { field: 'visits', dir: 'DESC' } })).codes, /^21/)
  t.equal((await list({ startDate: '2999-01-01T00:00:00Z' })).totalItems, 0)
  t.equal((await list({ endDate: '2999-01-01T00:00:00Z' })).totalItems, 5)
  t.equal((await list({ domain: 'DEFAULT' })).totalItems, 5)
  t.equal((await list({ excludePastValidUntil: true, excludeMaxVisitsReached: true })).totalItems, 5)

  t.strictSame((await client.listTags()).data, ['few', 'many'])
  t.match((await client.tagsStats()).data, [
    { tag: 'few', shortUrlsCount: 2, visitsSummary: { total: 2, nonBots: 2, bots: 0 } },
    { tag: 'many', shortUrlsCount: 4, visitsSummary: { total: 5, nonBots: 2, bots: 3 } },
  ])
  const ordered = await shlink('GET', '/tags/stats?orderBy=shortUrlsCount-DESC&itemsPerPage=1')
  t.match(ordered.json.tags, { data: [{ tag: 'many' }], pagination: { totalItems: 2, pagesCount: 2 } })
  t.match(await client.listDomains(), { data: [{ domain: 'sho.rt', isDefault: true }] })
  t.match(await client.health(), { status: 'pass', version: /^3\./ })
  t.match(await failure(client.mercureInfo()), { type: ErrorType.MERCURE_NOT_CONFIGURED, status: 501 })
})

t.test('PrivateBin: its server asks as PHP does, over HTTP/1.0 or 1.1', async t => {
  // PHP writes "/" as "\\/".
  const body = JSON.stringify({ longUrl: 'https://paste.example.com/?abc#KEY' }).replaceAll('/', '\\/')
  for (const version of ['1.0', '1.1']) {
    const head = [
      `POST /rest/v3/short-urls HTTP/${version}`,
      'Host: sho.rt',
      'Connection: close',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Content-Type: application/json',
      `X-Api-Key: ${key}`,
    ]
    const answer = await sendBytes(origin, [...head, '', body].join('\r\n'))
    t.match(answer, { status: 200, headers: { 'content-length': /^\d+$/ } })
    t.notOk('transfer-encoding' in answer.headers)
    t.match(JSON.parse(answer.body), {
      shortUrl: /^https:\/\/sho\.rt\/\w{7}$/,
      longUrl: 'https://paste.example.com/?abc#KEY',
    })
  }
})

t.test('an address is found again only where a client asks for that', async t => {
  const longUrl = 'https://example.com/twice'
  const codes = []
  for (const findIfExists of [false, true, undefined])
    codes.push((await shlink('POST', '/short-urls', { longUrl, findIfExists })).json.shortCode)
  t.equal(codes[0], codes[1])
  t.not(codes[1], codes[2])
})

t.test('in one step, as text or as JSON', async t => {
  const path = `/rest/v3/short-urls/shorten?apiKey=${key}&longUrl=${encodeURIComponent('https://example.com/step')}`
  const plain = await ask('GET', `${path}&format=txt`)
  t.match(plain, { status: 200, text: /^https:\/\/sho\.rt\/\w{7}$/ })
  t.equal((await ask('GET', path, undefined, { accept: 'text/plain' })).text, plain.text)
  t.match((await ask('GET', path)).json, { shortUrl: plain.text, longUrl: 'https://example.com/step' })
})

t.test('a limit of visits is ours of clicks', async t => {
  const made = await shlink('POST', '/short-urls', {
    longUrl: 'https://example.com/',
    customSlug: 'few',
    maxVisits: 5,
  })
  t.match(made.json, { meta: { maxVisits: 5 } })
  const change = async (body: object) => (await shlink('PATCH', '/short-urls/few', body)).json
  t.match(await change({ title: 'Ours' }), { meta: { maxVisits: 5 } })
  t.match(await change({ maxVisits: 9 }), { meta: { maxVisits: 9 } })
  t.match(await change({ maxVisits: null }), { meta: { maxVisits: null } })
})

t.test('the SDK: tags are renamed and deleted', async t => {
  const make = (customSlug: string, tags: string[]) =>
    client.createShortUrl({ longUrl: `https://example.com/${customSlug}`, customSlug, tags })
  const tagsOf = async (slug: string) => (await api('GET', `/links/${slug}`)).json().tags
  await make('tag-1', ['old', 'other'])
  await make('tag-2', ['kept', 'old'])
  await client.editTag({ oldName: 'old', newName: 'n ew/é' })
  t.strictSame(await tagsOf('tag-1'), ['n ew/é', 'other'])
  t.strictSame(await tagsOf('tag-2'), ['kept', 'n ew/é'])
  t.match(await failure(client.editTag({ oldName: 'n ew/é', newName: 'other' })), {
    type: ErrorType.TAG_CONFLICT,
    status: 409,
  })
  t.match(await failure(client.editTag({ oldName: 'old', newName: 'x' })), {
    type: ErrorType.TAG_NOT_FOUND,
    status: 404,
    tag: 'old',
  })
  t.match(await failure(client.editTag({ oldName: 'other', newName: 'x'.repeat(65) })), {
    type: ErrorType.INVALID_ARGUMENT,
    invalidElements: ['newName'],
  })
  for (const body of [{ oldName: 'other' }, { newName: 'x' }, {}])
    t.match(await shlink('PUT', '/tags', body), { status: 400, json: { type: ErrorType.INVALID_ARGUMENT } })
  t.strictSame(await client.deleteTags(['n ew/é', 'nowhere']), { tags: ['n ew/é', 'nowhere'] })
  t.strictSame(await tagsOf('tag-2'), ['kept'])
  t.match(await shlink('DELETE', '/tags'), { status: 400, json: { invalidElements: ['tags'] } })
  const { key: viewer } = await createKey(ctx.db, { name: 'viewer', role: 'viewer' })
  const refused = await shlink('PUT', '/tags', { oldName: 'kept', newName: 'x' }, { 'x-api-key': viewer })
  t.match(refused, { status: 403, json: { type: ErrorType.FORBIDDEN_OPERATION } })
})

t.test('the SDK: visits of a tag, of the domain, of all links and of none', async t => {
  const made = { longUrl: 'https://example.com/v', tags: ['visited'] }
  for (const customSlug of ['visit-1', 'visit-2']) await client.createShortUrl({ ...made, customSlug })
  const at = Date.parse('2025-05-01T10:00:00Z')
  await click('visit-1', [{ at }, { at: at + 1000, userAgent: 'curl/8.5.0' }])
  await click('visit-2', [{ at: at + 60_000, country: 'DE' }])
  const ofTag = await client.getTagVisits('visited')
  t.match(ofTag.pagination, { totalItems: 3, currentPage: 1, pagesCount: 1 })
  t.match(ofTag.data, [
    { visitedUrl: 'https://sho.rt/visit-2', visitLocation: { countryCode: 'DE' } },
    { visitedUrl: 'https://sho.rt/visit-1', potentialBot: true },
    { visitedUrl: 'https://sho.rt/visit-1', date: '2025-05-01T10:00:00+00:00' },
  ])
  t.equal((await client.getTagVisits('visited', { excludeBots: true })).pagination.totalItems, 2)
  t.match(await client.getTagVisits('visited', { page: 2, itemsPerPage: 2 }), { data: { length: 1 } })
  t.match(await failure(client.getTagVisits('nowhere')), { type: ErrorType.TAG_NOT_FOUND })
  const day = { startDate: '2025-05-01T00:00:00Z', endDate: '2025-05-01T23:59:59Z' }
  for (const visits of [
    await client.getNonOrphanVisits(day),
    await client.getDomainVisits('DEFAULT', day),
    await client.getDomainVisits('sho.rt', day),
  ])
    t.equal(visits.pagination.totalItems, 3)
  t.match(await failure(client.getDomainVisits('other.example')), { type: ErrorType.INVALID_ARGUMENT })
  t.match(await client.getOrphanVisits(), { data: { length: 0 }, pagination: { totalItems: 0 } })
  t.strictSame(await client.deleteOrphanVisits(), { deletedVisits: 0 })
  const before = (await client.getNonOrphanVisits()).pagination.totalItems
  t.match(await failure(client.deleteShortUrlVisits({ shortCode: 'visit-1' })), {
    status: 501,
    detail: /cannot be deleted here/,
  })
  t.equal((await client.getNonOrphanVisits()).pagination.totalItems, before)
  const totals = (clicks: number) =>
    ctx.db.execute(sql`update link_totals set clicks = clicks + ${clicks} where link_id = (
      select id from links where slug = 'visit-2')`)
  await totals(100_000)
  t.match(await failure(client.getNonOrphanVisits()), { status: 501, detail: /each link/ })
  await totals(-100_000)
})

t.test('the SDK: what is not here has nothing, and takes nothing', async t => {
  const link = { shortCode: 'visit-1' }
  const rules = { defaultLongUrl: 'https://example.com/v', redirectRules: [] }
  t.strictSame(await client.getShortUrlRedirectRules(link), rules)
  t.strictSame(await client.setShortUrlRedirectRules(link, { redirectRules: [] }), rules)
  const rule = { longUrl: 'https://example.com/', conditions: [{ type: 'device', matchValue: 'ios' }] }
  t.match(await failure(client.setShortUrlRedirectRules(link, { redirectRules: [rule] })), {
    type: ErrorType.INVALID_ARGUMENT,
    invalidElements: ['redirectRules'],
  })
  t.match(await failure(client.getShortUrlRedirectRules({ shortCode: 'nobody' })), {
    type: ErrorType.INVALID_SHORTCODE,
  })
  const none = { baseUrlRedirect: null, regular404Redirect: null, invalidShortUrlRedirect: null }
  t.strictSame(await client.editDomainRedirects({ domain: 'sho.rt', ...none }), none)
  const changed = client.editDomainRedirects({
    domain: 'sho.rt',
    ...none,
    baseUrlRedirect: 'https://x.example',
  })
  t.match(await failure(changed), { invalidElements: ['baseUrlRedirect'] })
})

t.test('every method of the SDK was tried', async t => {
  const methods = Object.getOwnPropertyNames(ShlinkApiClient.prototype)
  t.ok(methods.length > 20)
  for (const name of methods) if (name !== 'constructor') t.ok(called.has(name), name)
})

t.test('what is wrong, or cannot be done, is told as Shlink does', async t => {
  await shlink('POST', '/short-urls', { longUrl: 'https://example.com/', customSlug: 'taken' })
  const wrong: [body: object, type: string, facts: object][] = [
    [{ customSlug: 'taken' }, ErrorType.INVALID_SLUG, { customSlug: 'taken' }],
    [{ customSlug: 'docs' }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['customSlug'] }],
    [{ customSlug: 'a b' }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['customSlug'] }],
    [{ longUrl: 'nothing' }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['longUrl'] }],
    [{ longUrl: null }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['longUrl'] }],
    [{ maxVisits: 0 }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['maxVisits'], detail: /maxVisits/ }],
    [{ validSince: '2999-01-01T00:00:00Z' }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['validSince'] }],
    [{ validUntil: 'tomorrow' }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['validUntil'] }],
    [{ validUntil: '2001-01-01T00:00:00Z' }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['validUntil'] }],
    [{ domain: 'other.example' }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['domain'] }],
    [{ tags: ['a', 'x'.repeat(65)] }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['tags'] }],
    [{ shortCodeLength: 12 }, ErrorType.INVALID_ARGUMENT, { invalidElements: ['shortCodeLength'] }],
  ]
  for (const [body, type, facts] of wrong) {
    const answer = await shlink('POST', '/short-urls', { longUrl: 'https://example.com/', ...body })
    t.match(
      answer,
      { status: 400, json: { type, status: 400, title: String, ...facts } },
      JSON.stringify(body),
    )
    t.match(answer.headers.get('content-type'), 'application/problem+json')
  }
  t.match(await shlink('PATCH', '/short-urls/taken', { maxVisits: 'many' }), { status: 400 })
  for (const query of [
    'page=0',
    'orderBy=nothing-ASC',
    'tagsMode=none',
    'startDate=x',
    'domain=other.example',
  ])
    t.match(await shlink('GET', `/short-urls?${query}`), {
      status: 400,
      json: { invalidElements: [query.split('=')[0]] },
    })
  for (const [method, path] of [
    ['GET', '/short-urls/nobody'],
    ['DELETE', '/short-urls/nobody'],
    ['PATCH', '/short-urls/nobody'],
    ['GET', '/short-urls/nobody/visits'],
  ] as const)
    t.match(await shlink(method, path, method === 'PATCH' ? { title: 'x' } : undefined), {
      status: 404,
      json: { type: ErrorType.INVALID_SHORTCODE, shortCode: 'nobody' },
    })
  t.match(await shlink('GET', '/nothing'), { status: 404, json: { type: ErrorType.NOT_FOUND } })
  t.match(await shlink('PUT', '/short-urls/taken'), { status: 405, json: { status: 405 } })
  const keyless = await ask('GET', '/rest/v3/short-urls')
  t.match(keyless, { status: 401, json: { type: ErrorType.INVALID_AUTHORIZATION } })
  t.match(await shlink('GET', '/short-urls', undefined, { 'x-api-key': 'wrong' }), {
    status: 401,
    json: { type: ErrorType.INVALID_API_KEY },
  })
  const older = (body: object) => ask('POST', '/rest/v2/short-urls', body, { 'x-api-key': key })
  t.match(await older({ longUrl: 'https://example.com/v2' }), { status: 200, json: { visitsCount: 0 } })
  t.match(await older({ longUrl: 'x' }), { status: 400, json: { type: 'INVALID_ARGUMENT' } })
  t.equal(keyless.headers.get('access-control-allow-origin'), '*', 'its web client is on another origin')
})
