// Clicks on links in memory take ways of their own, past the routes: one if their connection is to
// be closed, a faster one if it is kept. Nobody may notice: every request is sent over connections
// of both kinds, and injected into the routes.
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import t from 'tap'
import { links } from '../../src/db/schema.js'
import { createFile } from '../../src/journal/segment.js'
import { type Capture, capture } from '../fixtures/capture.js'
import { storeLink } from '../fixtures/links.js'

type Headers = Record<string, string | string[]>

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: string
}

/** What differs from one answer to the next. */
const passing = [
  'date',
  'connection',
  'keep-alive',
  'ratelimit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'set-cookie',
]

function lasting(
  status: number,
  { 'x-request-id': id, ...headers }: Record<string, unknown>,
  body: string,
): Answer {
  const others = Object.entries(headers).filter(([name]) => !passing.includes(name))
  return {
    status,
    headers: { ...Object.fromEntries(others), isNamed: /^[\w-]{16}$/.test(String(id)) },
    body: body.replaceAll(String(id), 'id'),
  }
}

async function overConnection(
  port: number,
  method: string,
  path: string,
  headers: Headers,
  { keepAlive = false } = {},
): Promise<Answer> {
  const agent = new Agent({ keepAlive })
  return await new Promise<Answer>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent }, answer => {
      let body = ''
      answer.setEncoding('utf8').on('data', text => (body += text))
      answer.on('end', () => resolve(lasting(answer.statusCode ?? 0, answer.headers, body)))
    })
    sent.on('error', reject).end()
  }).finally(() => agent.destroy())
}

async function injected({ app }: Capture, method: string, url: string, headers: Headers): Promise<Answer> {
  const answer = await app.inject({
    method: method as 'GET',
    url,
    remoteAddress: '127.0.0.1',
    headers: { connection: 'close', ...headers },
  })
  return lasting(answer.statusCode, answer.headers, answer.body)
}

const requests: [path: string, headers?: Headers, method?: string][] = [
  ['/plain'],
  ['/plain', {}, 'HEAD'],
  ['/plain', {}, 'POST'],
  ['/plain', {}, 'OPTIONS'],
  ['/plain?'],
  ['/plain?fbclid=abc'],
  ['/plain?a=%C3%BC'],
  ['/plain/'],
  ['//plain'],
  ['/plain+'],
  ['/plain#part'],
  ['/pla%69n'],
  ['/Plain'],
  ['/plain.'],
  ['/forward'],
  ['/forward?a=1&a=2'],
  ['/forward?'],
  ['/disabled'],
  ['/expired'],
  ['/deleted'],
  ['/used-up'],
  ['/unknown'],
  ['/docs'],
  ['/API'],
  ['/ab'],
  ['/'],
  ['/plain', { 'x-forwarded-for': '193.99.144.80' }],
  ['/plain', { 'x-forwarded-for': '193.99.144.80, 127.0.0.1' }],
  ['/plain', { 'x-forwarded-for': '193.99.144.80, 8.8.8.8' }],
  ['/plain', { 'x-forwarded-for': '2a01:4f8::1' }],
  ['/plain', { 'x-forwarded-for': 'unknown' }],
  ['/plain', { 'x-forwarded-for': '' }],
  ['/plain', { 'x-forwarded-proto': 'https' }],
  ['/plain', { 'x-forwarded-proto': 'http, https ' }],
  ['/plain', { 'x-forwarded-proto': 'https, http' }],
  ['/plain', { 'x-forwarded-proto': ['https', 'https'] }],
  ['/plain', { 'x-forwarded-proto': 'HTTPS' }],
  ['/plain', { 'sec-purpose': 'prefetch' }],
  ['/plain', { 'sec-purpose': 'prefetch;prerender' }],
  ['/plain', { 'sec-purpose': '' }],
  ['/plain', { purpose: 'prefetch', 'x-moz': 'prefetch' }],
  [
    '/plain',
    { 'user-agent': 'Mozilla/5.0 (X11) Firefox/143.0', 'accept-language': 'de', accept: 'text/html' },
  ],
  ['/plain', { referer: 'https://t.co/AbC?x=1#y', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ['/plain', { referer: 'https://news.example/a/b' }],
  ['/plain', { accept: 'application/json', expect: 'nothing' }],
  ['/plain', { 'content-length': '0' }],
]

for (const env of [{ TRUST_PROXY: 'loopback' }, { TRUST_PROXY: '2' }, { TRUST_PROXY: '' }]) {
  t.test(`every way does the same (${JSON.stringify(env)})`, async t => {
    const served = await capture(t, { env })
    const { app, db, clock, clicks } = served
    for (const slug of ['plain', 'forward', 'disabled', 'expired', 'deleted', 'used-up', 'docs'])
      await storeLink(db, slug, { url: `https://example.com/${slug}?x=1` })
    const set = (slug: string, values: Partial<typeof links.$inferInsert>) =>
      db.update(links).set(values).where(eq(links.slug, slug))
    await set('forward', { forwardQuery: true })
    await set('disabled', { enabled: false })
    await set('expired', { expiresAt: new Date(clock.ms) })
    await set('deleted', { deletedAt: new Date(clock.ms) })
    await set('used-up', { maxClicks: 1, expiresAt: new Date(clock.ms + 1) })
    await app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = app.server.address() as AddressInfo
    let before = 0
    async function recorded() {
      const later = (await clicks()).slice(before)
      before += later.length
      return later.map(({ id: _id, ...facts }) => facts)
    }
    for (const [path, headers = {}, method = 'GET'] of requests) {
      // Into memory, so that the connection meets a link that is there.
      await injected(served, 'GET', path, {})
      await recorded()
      const name = `${method} ${path} ${JSON.stringify(headers)}`
      const sent = { 'user-agent': 'a test', ...headers }
      const route = await injected(served, method, path, { host: `127.0.0.1:${port}`, ...sent })
      const byRoute = await recorded()
      for (const keepAlive of [false, true]) {
        const over = `${name}, ${keepAlive ? 'kept' : 'closed'}`
        t.strictSame(await overConnection(port, method, path, sent, { keepAlive }), route, over)
        t.strictSame(await recorded(), byRoute, `${over}: the record`)
      }
    }
  })
}

t.test('a target that is no header is an error by every way', async t => {
  const served = await capture(t)
  await storeLink(served.db, 'broken', { url: 'https://example.com/\u0001' })
  await served.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = served.app.server.address() as AddressInfo
  const route = await injected(served, 'GET', '/broken', {})
  t.equal(route.status, 500)
  for (const keepAlive of [false, true])
    t.equal((await overConnection(port, 'GET', '/broken', {}, { keepAlive })).status, 500)
})

t.test('a fault of our own ends no process, and is an error by every way', async t => {
  const served = await capture(t)
  await storeLink(served.db, 'plain')
  await served.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = served.app.server.address() as AddressInfo
  t.equal((await injected(served, 'GET', '/plain', {})).status, 302)
  const { append } = served.ctx.journal
  served.ctx.journal.append = () => {
    throw new Error('A fault of our own.')
  }
  t.equal((await injected(served, 'GET', '/plain', {})).status, 500)
  for (const keepAlive of [false, true])
    t.equal((await overConnection(port, 'GET', '/plain', {}, { keepAlive })).status, 500)
  served.ctx.journal.append = append
  for (const keepAlive of [false, true])
    t.equal((await overConnection(port, 'GET', '/plain', {}, { keepAlive })).status, 302)
  const { get } = served.ctx.links
  served.ctx.links.peek = () => {
    throw new Error('A fault of our own.')
  }
  for (const keepAlive of [false, true])
    t.equal((await overConnection(port, 'GET', '/plain', {}, { keepAlive })).status, 302)
  served.ctx.links.get = served.ctx.links.peek
  for (const keepAlive of [false, true])
    t.equal((await overConnection(port, 'GET', '/plain', {}, { keepAlive })).status, 500)
  served.ctx.links.get = get
})

t.test('a click that the disk does not take goes to the database first', async t => {
  const rescued: number[] = []
  const served = await capture(t, {
    create: async path => {
      const file = await createFile(path)
      file.write = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
      return file
    },
    rescue: async records => {
      rescued.push(records.length)
      return { lost: 0, cause: null }
    },
  })
  await storeLink(served.db, 'plain')
  await served.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = served.app.server.address() as AddressInfo
  for (let n = 1; n <= 4; n++) {
    t.equal((await overConnection(port, 'GET', '/plain', {}, { keepAlive: n % 2 === 0 })).status, 302)
    t.equal(
      rescued.reduce((a, b) => a + b, 0),
      n,
    )
  }
})
