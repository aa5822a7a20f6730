import { createRequire } from 'node:module'
import { BitlyClient } from 'bitly'
import t from 'tap'
import { compatApp } from '../fixtures/compat.js'

const test = await compatApp(t)
const { key, ask, click } = test
const bearer = { authorization: `Bearer ${key}` }
const bitly = (method: string, path: string, body?: unknown, headers: Record<string, string> = bearer) =>
  ask(method, `/v4${path}`, body, headers)

/** The package knows only Bitly's own host, so its requests are sent here instead. */
const { default: axios } = createRequire(createRequire(import.meta.url).resolve('bitly'))('axios')
axios.interceptors.request.use((request: { url: string }) => {
  request.url = request.url.replace('https://api-ssl.bitly.com', test.origin)
  return request
})

t.test('npm bitly: every call', async t => {
  const called = new Set<string>()
  const client = new Proxy(new BitlyClient(key), {
    get(target, name: string) {
      called.add(name)
      return Reflect.get(target, name, target)
    },
  })
  const made = await client.shorten('https://example.com/npm')
  t.match(made, {
    created_at: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/,
    id: /^sho\.rt\/\w{7}$/,
    link: /^https:\/\/sho\.rt\/\w{7}$/,
    long_url: 'https://example.com/npm',
    custom_bitlinks: [],
    archived: false,
    tags: [],
    deeplinks: [],
    references: { group: /^https:\/\/sho\.rt\/v4\/groups\// },
  })
  t.equal((await client.shorten('https://example.com/npm')).id, made.id, 'again, it is the same link')
  const slug = made.id.split('/')[1] ?? ''
  for (const name of [made.id, made.link, `bit.ly/${slug}`, slug]) {
    t.equal((await client.expand(name)).long_url, 'https://example.com/npm', name)
    t.equal((await client.info(name)).id, made.id, name)
  }
  await click(slug, [
    { country: 'DE', referrer: 'https://t.co/a1' },
    { country: 'DE', referrer: 'https://t.co/b2' },
    { country: 'FR' },
    { userAgent: 'curl/8.5.0' },
  ])
  t.match(await client.clicks(slug), {
    unit: 'day',
    units: -1,
    unit_reference: /\+0000$/,
    link_clicks: [{ date: /T00:00:00\+0000$/, clicks: 3 }],
  })
  t.match(await client.clicksByDay(made.link), { link_clicks: [{ clicks: 3 }] })
  t.match(await client.countries(slug), {
    facet: 'countries',
    metrics: [
      { value: 'DE', clicks: 2 },
      { value: 'FR', clicks: 1 },
    ],
  })
  t.match(await client.referrers(slug), { facet: 'referrers', metrics: [{ clicks: 1 }, {}, {}] })
  await t.rejects(client.clicksByMinute(slug), { message: 'INVALID_ARG_UNIT', description: /by the minute/ })
  await t.rejects(client.shorten('nothing'), { message: 'INVALID_ARG_LONG_URL', resource: 'bitlinks' })
  await t.rejects(client.info('sho.rt/nobody'), { message: 'NOT_FOUND' })
  await t.rejects(new BitlyClient('wrong').shorten('https://example.com/'), { message: 'FORBIDDEN' })
  t.equal((await client.getBitlink(slug)).id, made.id)
  await t.rejects(client.lookup('https://example.com/npm'), /deprecated/i, 'it asks nobody')
  const [group] = (await client.bitlyRequest<any>('groups', {}, 'GET')).groups
  const sorted: any = await client.bitlyRequest(`groups/${group.guid}/bitlinks/clicks`, { size: 5 }, 'GET')
  t.strictSame(sorted.sorted_links, [{ id: made.id, clicks: 3 }])
  await t.rejects(client.bitlyRequest('campaigns', {}, 'GET'), {
    message: 'NOT_FOUND',
    resource: 'campaigns',
  })
  await t.rejects(client.bitlyRequest('shorten', {}, 'PUT' as never), { message: 'METHOD_NOT_ALLOWED' })
  for (const name of Object.getOwnPropertyNames(BitlyClient.prototype))
    if (name !== 'constructor') t.ok(called.has(name), name)
})

t.test('links of the group by their clicks in a period, and who clicked them', async t => {
  for (const keyword of ['sort-a', 'sort-b'])
    await bitly('POST', '/bitlinks', { long_url: `https://example.com/${keyword}`, keyword })
  const at = Date.parse('2020-02-03T10:00:00Z')
  const visit = { at, country: 'AQ', referrer: 'https://t.co/a1' }
  await click('sort-a', [visit])
  await click('sort-b', [visit, visit, { at: at - 86_400_000, country: 'AQ' }])
  const get = async (end: string, query: string) =>
    (await bitly('GET', `/groups/anything/${end}?unit_reference=2020-02-03T23:00:00%2B0000&${query}`)).json
  const sorted = await get('bitlinks/clicks', 'unit=day&units=1&size=2')
  t.strictSame(sorted.sorted_links, [
    { id: 'sho.rt/sort-b', clicks: 2 },
    { id: 'sho.rt/sort-a', clicks: 1 },
  ])
  t.match(sorted.links, [
    { id: 'sho.rt/sort-b', long_url: 'https://example.com/sort-b' },
    { id: 'sho.rt/sort-a' },
  ])
  t.match((await get('bitlinks/clicks', 'units=2&size=1')).sorted_links, [{ clicks: 3 }])
  t.match(await get('countries', 'units=2'), {
    facet: 'countries',
    unit: 'day',
    units: 2,
    metrics: [{ value: 'AQ', clicks: 4 }],
  })
  t.match((await get('devices', 'units=2')).metrics, [{ value: 'Desktop', clicks: 4 }])
  t.match((await get('referring_networks', 'units=2')).metrics, [
    { value: 'x', clicks: 3 },
    { value: 'direct', clicks: 1 },
  ])
  t.match(await get('bitlinks/title', ''), { message: 'INVALID_ARG_SORT' })
  t.match((await bitly('GET', '/bitlinks/sort-b/referrers_by_domains')).json, {
    referrers_by_domain: [{ network: 't.co', referrers: [{ clicks: 2 }] }, { network: 'direct' }],
  })
  t.match((await bitly('GET', '/custom_bitlinks/bit.ly/sort-a')).json, {
    custom_bitlink: 'https://sho.rt/sort-a',
    bitlink: { id: 'sho.rt/sort-a' },
  })
  t.match((await bitly('GET', '/organizations')).json, { organizations: [{ guid: String }] })
  t.match((await bitly('GET', '/groups/x/preferences')).json, { domain_preference: 'sho.rt' })
  t.strictSame((await bitly('GET', '/bsds')).json, { bsds: [] })
})

t.test('a link is made with what Bitly knows of it, or found', async t => {
  const wish = {
    long_url: 'https://example.com/full',
    domain: 'bit.ly',
    group_guid: '',
    title: 'Full',
    tags: ['a', 'b'],
    deeplinks: [],
  }
  const made = await bitly('POST', '/bitlinks', wish)
  t.equal(made.status, 201)
  t.match(made.json, { title: 'Full', tags: ['a', 'b'], long_url: 'https://example.com/full' })
  const again = await bitly('POST', '/shorten', { long_url: 'https://example.com/full', group_guid: null })
  t.match(again, { status: 200, json: { id: made.json.id, title: 'Full' } })
  t.match(await bitly('POST', '/bitlinks', { long_url: 'https://example.com/kw', keyword: 'kw-1' }), {
    status: 201,
    json: { id: 'sho.rt/kw-1' },
  })
  const custom = await bitly('POST', '/custom_bitlinks', {
    custom_bitlink: 'bit.ly/my-own',
    bitlink_id: made.json.id,
  })
  t.match(custom, {
    status: 201,
    json: { custom_bitlink: 'https://sho.rt/my-own', bitlink: { id: 'sho.rt/my-own', title: 'Full' } },
  })
  t.match(await ask('GET', '/my-own'), { status: 302 })
  const taken = await bitly('POST', '/custom_bitlinks', {
    custom_bitlink: 'bit.ly/my-own',
    bitlink_id: 'sho.rt/kw-1',
  })
  t.match(taken, { status: 409, json: { message: 'CONFLICT', resource: 'custom_bitlinks' } })
  t.match(await bitly('POST', '/bitlinks', { ...wish, deeplinks: [{ app_id: 'x' }] }), {
    status: 400,
    json: { message: 'INVALID_ARG_DEEPLINKS', errors: [{ field: 'deeplinks' }] },
  })
})

t.test('a link is found under any host, and its path encoded or not', async t => {
  await bitly('POST', '/bitlinks', { long_url: 'https://example.com/paths', keyword: 'paths' })
  for (const id of [
    'paths',
    'bit.ly/paths',
    'sho.rt%2Fpaths',
    'go.example.com:8080/paths',
    'localhost/paths',
  ])
    for (const end of ['', '/clicks', '/clicks/summary', '/countries', '/referrers', '/devices', '/'])
      t.equal((await bitly('GET', `/bitlinks/${id}${end}`)).status, 200, id + end)
  await bitly('POST', '/bitlinks', { long_url: 'https://example.com/clicks', keyword: 'clicks' })
  for (const id of ['clicks', 'bit.ly/clicks', 'bit.ly%2Fclicks'])
    t.equal((await bitly('GET', `/bitlinks/${id}`)).json.id, 'sho.rt/clicks', id)
  t.match((await bitly('GET', '/bitlinks/bit.ly/clicks/clicks')).json, { link_clicks: [] })
})

t.test('a link is changed and deleted', async t => {
  await bitly('POST', '/bitlinks', { long_url: 'https://example.com/old', keyword: 'change', title: 'Old' })
  const changed = await bitly('PATCH', '/bitlinks/bit.ly/change', {
    title: 'New',
    tags: ['x'],
    archived: false,
    long_url: 'https://example.com/new',
  })
  t.match(changed, { status: 200, json: { title: 'New', tags: ['x'], long_url: 'https://example.com/new' } })
  t.equal((await bitly('PATCH', '/bitlinks/change', { title: null })).json.title, undefined, 'it is cleared')
  t.strictSame((await bitly('PATCH', '/bitlinks/change', { tags: [] })).json.tags, [])
  t.equal((await bitly('PATCH', '/bitlinks/change', {})).status, 200)
  t.match(await bitly('PATCH', '/bitlinks/change', { archived: true }), {
    status: 400,
    json: { message: 'INVALID_ARG_ARCHIVED' },
  })
  t.equal((await ask('GET', '/change')).status, 302, 'it still works')
  t.match(await bitly('DELETE', '/bitlinks/bit.ly/change'), {
    status: 200,
    json: { links_deleted: [{ id: 'sho.rt/change' }] },
  })
  for (const method of ['GET', 'PATCH', 'DELETE'])
    t.equal(
      (await bitly(method, '/bitlinks/change', method === 'PATCH' ? { title: 'x' } : undefined)).status,
      404,
    )
})

t.test('clicks by hour, day, week and month', async t => {
  await bitly('POST', '/bitlinks', { long_url: 'https://example.com/units', keyword: 'units' })
  const at = (time: string) => ({ at: Date.parse(time) })
  await click('units', [
    at('2026-03-02T10:10:00Z'),
    at('2026-03-02T10:50:00Z'),
    at('2026-03-02T11:10:00Z'),
    at('2026-03-01T23:50:00Z'),
    at('2026-02-10T00:00:00Z'),
  ])
  const reference = 'unit_reference=2026-03-02T11:30:00%2B0000'
  const clicks = async (query: string) => {
    const { json } = await bitly('GET', `/bitlinks/units/clicks?${query}&${reference}`)
    return json.link_clicks.map(({ date, clicks }: { date: string; clicks: number }) => [date, clicks])
  }
  t.strictSame(await clicks('unit=hour&units=2'), [
    ['2026-03-02T11:00:00+0000', 1],
    ['2026-03-02T10:00:00+0000', 2],
  ])
  t.strictSame(await clicks('unit=day&units=2'), [
    ['2026-03-02T00:00:00+0000', 3],
    ['2026-03-01T00:00:00+0000', 1],
  ])
  // The first of March was a Sunday.
  t.strictSame(await clicks('unit=week&units=2'), [
    ['2026-03-02T00:00:00+0000', 3],
    ['2026-02-23T00:00:00+0000', 1],
  ])
  t.strictSame(await clicks('unit=month&units=3'), [
    ['2026-03-01T00:00:00+0000', 4],
    ['2026-02-01T00:00:00+0000', 1],
    ['2026-01-01T00:00:00+0000', 0],
  ])
  t.equal((await clicks('unit=day&units=30&size=5')).length, 5, 'no more rows than were asked for')
  const sum = async (query: string) => (await bitly('GET', `/bitlinks/units/clicks/summary?${query}`)).json
  t.match(await sum(`unit=day&units=1&${reference}`), { unit: 'day', units: 1, total_clicks: 3 })
  t.match(await sum(`units=2&${reference}`), { total_clicks: 4 })
  t.match(await sum('unit=day&units=-1&unit_reference='), { total_clicks: 5 })
  for (const query of ['unit=year', 'units=0', 'units=x', 'units=-2', 'unit_reference=yesterday', 'size=0']) {
    const [name = ''] = query.split('=')
    t.match(await bitly('GET', `/bitlinks/units/clicks?${query}`), {
      status: 400,
      json: { message: `INVALID_ARG_${name.toUpperCase()}`, errors: [{ field: name }] },
    })
  }
})

t.test('who clicked, by what is known of them', async t => {
  await bitly('POST', '/bitlinks', { long_url: 'https://example.com/facets', keyword: 'facets' })
  await click('facets', [
    { referrer: 'https://t.co/a1' },
    { referrer: 'https://t.co/b2' },
    { referrer: 'https://news.example.org/x' },
    {},
  ])
  const facet = async (name: string) => (await bitly('GET', `/bitlinks/facets/${name}?size=2`)).json
  t.match(await facet('referring_domains'), {
    facet: 'referring_domains',
    unit: 'day',
    units: -1,
    metrics: [
      { value: 't.co', clicks: 2 },
      { value: String, clicks: 1 },
    ],
  })
  t.strictSame((await facet('devices')).metrics, [{ value: 'Desktop', clicks: 4 }])
  const referrers = (await bitly('GET', '/bitlinks/facets/referrers')).json.metrics
  t.ok(referrers.some(({ value }: { value: string }) => value === 'direct'))
  t.equal((await bitly('GET', '/bitlinks/facets/cities')).status, 400)
})

t.test('the one who calls, the group, and its links page by page', async t => {
  const { json: user } = await bitly('GET', '/user')
  t.match(user, { login: 'test', default_group_guid: String, emails: [] })
  const { json: groups } = await bitly('GET', '/groups')
  t.equal(groups.groups[0].guid, user.default_group_guid)
  t.equal((await bitly('GET', `/groups/${user.default_group_guid}`)).json.guid, user.default_group_guid)
  for (let n = 0; n < 5; n++)
    await bitly('POST', '/bitlinks', {
      long_url: `https://example.com/many/${n}`,
      tags: n < 2 ? ['few', 'many'] : ['many'],
    })
  const list = async (query: string, group = 'Bother') =>
    (await bitly('GET', `/groups/${group}/bitlinks?${query}`)).json
  const first = await list('size=2&page=1&query=/many/')
  t.match(first.pagination, { size: 2, page: 1, total: 5, prev: '', next: /page=2/, search_after: '2' })
  t.strictSame(
    first.links.map(({ long_url }: { long_url: string }) => long_url),
    ['https://example.com/many/4', 'https://example.com/many/3'],
  )
  t.equal((await list('size=2&search_after=2&query=/many/')).links[0].long_url, 'https://example.com/many/2')
  const last = await list('size=2&page=3&query=/many/')
  t.match(last, { links: { length: 1 }, pagination: { next: '', prev: /page=2/, search_after: '' } })
  t.equal((await list('tags=few&tags=many')).pagination.total, 2)
  t.equal((await list('tags=few')).pagination.total, 2)
  t.equal((await list('archived=on')).links.length, 0)
  t.equal((await list('created_before=1000')).pagination.total, 0)
  t.match(await list('created_after=soon'), { message: 'INVALID_ARG_CREATED_AFTER' })
  t.match(await list('campaign_guid=x'), { message: 'INVALID_ARG_CAMPAIGN_GUID' })
  t.ok((await bitly('GET', '/groups/x/tags')).json.tags.includes('few'))
})

t.test('what is wrong is told as Bitly does', async t => {
  const wrong: [unknown, object][] = [
    [{}, { message: 'INVALID_ARG_LONG_URL', errors: [{ field: 'long_url', error_code: 'invalid' }] }],
    [{ long_url: '' }, { message: 'INVALID_ARG_LONG_URL' }],
    [{ long_url: 7.5 }, { message: 'INVALID_ARG_LONG_URL' }],
    [{ long_url: 'ftp://example.com' }, { message: 'INVALID_ARG_LONG_URL', description: /http/ }],
    [{ long_url: 'https://sho.rt/launch' }, { message: 'ALREADY_A_BITLY_LINK' }],
    [{ long_url: 'https://example.com', title: 'a\nb' }, { message: 'INVALID_ARG_TITLE' }],
    [{ long_url: 'https://example.com', tags: ['a', 'x'.repeat(65)] }, { message: 'INVALID_ARG_TAGS' }],
    [{ long_url: 'https://example.com', keyword: 'a b' }, { message: 'INVALID_ARG_KEYWORD' }],
    [{ long_url: 'https://example.com', keyword: 'docs' }, { message: 'INVALID_ARG_KEYWORD' }],
    [{ long_url: 'https://example.com', tags: [{ name: 'x' }] }, { message: 'INVALID_ARG_TAGS' }],
    [['https://example.com'], { message: 'INVALID_ARG_BODY' }],
  ]
  for (const [body, expected] of wrong)
    t.match(await bitly('POST', '/shorten', body), { status: 400, json: expected }, JSON.stringify(body))
  t.match(await bitly('POST', '/shorten', '{', { ...bearer, 'content-type': 'application/json' }), {
    status: 400,
    json: { message: 'INVALID_JSON', resource: 'bitlinks' },
  })
  t.match(await bitly('GET', '/campaigns'), { status: 404, json: { message: 'NOT_FOUND' } })
  t.match(await bitly('PUT', '/shorten'), { status: 405, json: { message: 'METHOD_NOT_ALLOWED' } })
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic eDp5' }]) {
    const refused = await bitly('POST', '/shorten', { long_url: 'https://example.com/never' }, headers)
    t.match(refused, { status: 403, json: { message: 'FORBIDDEN', description: /key/ } })
    t.equal(refused.headers.get('access-control-allow-origin'), '*')
  }
  for (const headers of [{ authorization: key }, { 'x-api-key': key }, { authorization: `bearer  ${key}` }])
    t.equal((await bitly('GET', '/user', undefined, headers)).status, 200)
  t.equal((await bitly('GET', `/user?access_token=${key}`, undefined, {})).status, 200)
})
