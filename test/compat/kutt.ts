import { Kutt } from 'kutt'
import t from 'tap'
import { compatApp } from '../fixtures/compat.js'

const { key, ask, click, origin } = await compatApp(t)
const client = new Kutt().set('api', `${origin}/api/v2`).set('key', key)
const kutt = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  ask(method, `/api/v2${path}`, body, { 'x-api-key': key, ...headers })

t.test('npm kutt: every call', async t => {
  const links = client.links()
  t.equal(await client.health().check(), true)
  const made = await links.create({
    target: 'https://example.com/npm',
    customurl: 'npm-kutt',
    description: 'By npm',
    expire_in: '2 days',
    password: '',
    reuse: false,
  })
  t.match(made, {
    id: 'npm-kutt',
    address: 'npm-kutt',
    link: 'https://sho.rt/npm-kutt',
    target: 'https://example.com/npm',
    description: 'By npm',
    visit_count: 0,
    password: false,
    banned: false,
  })
  t.ok(Math.abs(Number(made.created_at) - Date.now()) < 3_600_000, 'a time')
  await click('npm-kutt', [{ country: 'DE', referrer: 'https://t.co/a1' }, {}])
  const stats: any = await links.stats(made.id)
  t.match(stats, {
    id: 'npm-kutt',
    visit_count: 2,
    lastDay: { views: { length: 24 }, stats: { browser: [{ name: 'Chrome', value: 2 }] } },
    lastWeek: { views: { length: 7, 6: 2 } },
    lastMonth: { views: { length: 30 } },
    lastYear: { views: { length: 12 }, stats: { country: [{ value: 1 }, { value: 1 }] } },
    updatedAt: String,
  })
  t.equal((await ask('GET', '/npm-kutt')).status, 302, 'though it asks with DELETE, nothing was deleted')
  const updated = await links.update(made.id, {
    target: 'https://example.com/new',
    description: 'New',
  } as never)
  t.match(updated, { target: 'https://example.com/new', description: 'New', address: 'npm-kutt' })
  t.match(await links.list(), { limit: 10, skip: 0, total: 1, data: [{ id: 'npm-kutt' }] })
  t.match(await client.users().info(), { apikey: null, email: 'test', domains: [] })
  t.match(await links.remove(made.id), /deleted/)
  await t.rejects(links.remove(made.id), { message: 'Link could not be found.', cause: { status: 404 } })
  t.equal((await ask('GET', '/npm-kutt')).status, 410)
  await t.rejects(client.domains().create({ address: 'x.example' } as never), { cause: { status: 404 } })
  await t.rejects(client.domains().remove('1'), { cause: { status: 404 } })
  const tried = {
    links: 'create list remove stats update',
    users: 'info',
    domains: 'create remove',
    health: 'check',
  }
  for (const [name, methods] of Object.entries(tried)) {
    const { prototype } = client[name as 'links']().constructor
    const own = Object.getOwnPropertyNames(prototype).filter(method => method !== 'constructor')
    t.strictSame(own.sort(), methods.split(' '), `${name} has no other`)
  }
})

t.test('a link is reused where a client asks for that', async t => {
  const target = 'https://example.com/reuse'
  const first = await kutt('POST', '/links', { target })
  t.equal(first.status, 201)
  t.match(await kutt('POST', '/links', { target, reuse: true }), { status: 200, json: { id: first.json.id } })
  t.not((await kutt('POST', '/links', { target, reuse: false })).json.id, first.json.id)
  t.equal(
    (await kutt('POST', '/links', { target: 'example.com/typed' })).json.target,
    'https://example.com/typed',
  )
  const form = new URLSearchParams({ target, reuse: 'true', customurl: '', password: '', description: '' })
  t.equal((await kutt('POST', '/links', form)).status, 200)
})

t.test('links page by page', async t => {
  for (let n = 0; n < 4; n++) await kutt('POST', '/links', { target: `https://example.com/pages/${n}` })
  const list = async (query: string) => (await kutt('GET', `/links?${query}`)).json
  const page = await list('skip=1&limit=2&all=false&search=/pages/')
  t.match(page, { skip: 1, limit: 2, total: 4, data: { length: 2 } })
  t.equal(page.data[0].target, 'https://example.com/pages/2')
  t.match(await list('search=/pages/&all=true'), { limit: 10, total: 4 })
  t.match(await list('limit=1000'), { limit: 50 })
  for (const query of ['skip=-1', 'limit=many', 'all=perhaps'])
    t.match(await kutt('GET', `/links?${query}`), { status: 400, json: { error: String } }, query)
})

t.test('what is wrong, or cannot be done, is one text', async t => {
  await kutt('POST', '/links', { target: 'https://example.com/', customurl: 'in-use' })
  const wrong: [object, RegExp][] = [
    [{ customurl: 'in-use' }, /^Custom URL is already in use\.$/],
    [{ customurl: 'docs' }, /part of this service/],
    [{ customurl: 'ä' }, /customurl/],
    [{ target: '' }, /^target: is required/],
    [{ target: 'nothing' }, /^target/],
    [{ target: 'https://sho.rt/in-use' }, /^target/],
    [{ password: 'secret' }, /^password/],
    [{ domain: 'other.example' }, /^domain/],
    [{ expire_in: '5s' }, /^expire_in/],
    [{ expire_in: 'soon' }, /^expire_in/],
    [{ description: 'a\nb' }, /^description/],
    [{ reuse: 'perhaps' }, /^reuse/],
  ]
  for (const [body, error] of wrong)
    t.match(
      await kutt('POST', '/links', { target: 'https://example.com/', ...body }),
      { status: 400, json: { error } },
      JSON.stringify(body),
    )
  t.match(await kutt('PATCH', '/links/in-use', {}), { status: 400 })
  t.match(await kutt('PATCH', '/links/in-use', { address: 'other' }), {
    status: 400,
    json: { error: /^address/ },
  })
  t.equal(
    (await kutt('PATCH', '/links/in-use', { address: 'in-use', target: 'https://example.com/2' })).status,
    200,
  )
  for (const [method, path] of [
    ['GET', '/links/nobody/stats'],
    ['DELETE', '/links/nobody/stats'],
    ['DELETE', '/links/nobody'],
  ] as const)
    t.match(await kutt(method, path), { status: 404, json: { error: 'Link could not be found.' } })
  t.match(await kutt('POST', '/domains', {}), { status: 404, json: { error: /clients/ } })
  t.match(await ask('GET', '/api/v2/links'), { status: 401, json: { error: /X-Api-Key/ } })
  t.match(await ask('GET', '/api/v2/links', undefined, { 'x-api-key': 'wrong' }), { status: 401 })
  t.equal((await ask('GET', `/api/v2/links?apikey=${key}`)).status, 200)
})
