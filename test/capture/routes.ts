import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { open, readdir, readFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { InjectOptions } from 'fastify'
import t from 'tap'
import { links, linkTotals } from '../../src/db/schema.js'
import type { HitRecord } from '../../src/journal/record.js'
import { createFile } from '../../src/journal/segment.js'
import { capture } from '../fixtures/capture.js'
import { storeLink } from '../fixtures/links.js'

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'
const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const json = { accept: 'application/json' }

/** A visit by a person with a browser, through the trusted proxy. */
const visit = (
  path: string,
  headers: Record<string, string> = {},
  method: 'GET' | 'HEAD' = 'GET',
): InjectOptions => ({
  method,
  url: path,
  remoteAddress: '127.0.0.1',
  headers: {
    'x-forwarded-for': '193.99.144.80',
    'user-agent': browser,
    'accept-language': 'de',
    referer: 'https://t.co/AbC?x=1#y',
    ...headers,
  },
})

t.test('a redirect', async t => {
  const { app, db, clock, clicks, logged } = await capture(t)
  const link = await storeLink(db, 'abc', { url: 'https://example.com/target?x=1' })
  clock.ms = 1_790_000_000_123
  const answer = await app.inject(
    visit('/abc?utm=ignored', { 'sec-fetch-mode': 'navigate', 'x-forwarded-proto': 'https' }),
  )

  t.test('is a 302 with few headers', async t => {
    t.equal(answer.statusCode, 302)
    t.equal(answer.headers.location, 'https://example.com/target?x=1')
    t.equal(answer.headers['cache-control'], 'no-store')
    t.equal(answer.rawPayload.length, 0)
    const names = [
      'location',
      'cache-control',
      'x-request-id',
      'content-length',
      'date',
      'connection',
      'keep-alive',
    ]
    t.same(
      Object.keys(answer.headers).filter(name => !names.includes(name)),
      [],
    )
  })

  t.test('has its click in the journal, with the facts and nothing else', async t => {
    const [click, ...more] = await clicks()
    t.same(more, [])
    const visitor = createHmac('sha256', link.visitorSalt).update(`193.99.144.80\0${browser}`).digest('hex')
    t.same(click, {
      id: click?.id,
      linkId: link.id,
      linkIdentity: link.identity,
      at: 1_790_000_000_123,
      visitor: visitor.slice(0, 32),
      country: 'DE',
      referrer: 'https://t.co/AbC',
      userAgent: browser,
      hints: { fetchMode: 'navigate', secure: true },
    } satisfies HitRecord | Record<string, unknown>)
    t.match(click?.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/)
  })

  t.test('logs nothing', async t => {
    t.same(logged, [])
  })
})

t.test('a HEAD request gets the same answer, and is in the journal as one', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'abc')
  const answer = await app.inject(visit('/abc', {}, 'HEAD'))
  t.equal(answer.statusCode, 302)
  t.equal(answer.headers.location, 'https://example.com/abc')
  t.equal(answer.body, '')
  t.match(await clicks(), [{ hints: { head: true } }])
})

t.test('a click from a data centre says so in the journal, without its address', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'abc')
  for (const address of ['18.204.0.1', '::ffff:18.204.0.1', '2a01:4f8:12:34::1', '8.8.8.8', 'unknown'])
    t.equal((await app.inject(visit('/abc', { 'x-forwarded-for': address }))).statusCode, 302)
  const recorded = await clicks()
  t.strictSame(
    recorded.map(({ hints }) => hints),
    [{ dataCentre: true }, { dataCentre: true }, { dataCentre: true }, {}, {}],
  )
  t.notMatch(JSON.stringify(recorded), /18\.204|2a01:?0?4f8/i)
})

t.test('over a real connection, answers do not run into each other', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'abc')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const request = (method: string) => `${method} /abc HTTP/1.1\r\nHost: sho.rt\r\n`
  socket.write(`${request('GET')}\r\n${request('HEAD')}\r\n${request('GET')}Connection: close\r\n\r\n`)
  let text = ''
  socket.on('data', chunk => {
    text += chunk
  })
  await once(socket, 'close')
  t.equal(text.match(/HTTP\/1\.1 302 Found\r\n/g)?.length, 3)
  t.notMatch(text, /\r\n\r\n(?!HTTP|$)/, 'an answer is nothing but its head')
  t.equal(text.match(/^location: https:\/\/example\.com\/abc\r$/gim)?.length, 3)
  t.match(await clicks(), [
    { country: null, userAgent: null, referrer: null, hints: { noAcceptLanguage: true } },
    {},
    {},
  ])
})

t.test('the redirect is not sent before the click is on disk', async t => {
  let release = () => {}
  let hang: Promise<void> | undefined
  const { app, db, clicks } = await capture(t, {
    create: async path => {
      const file = await createFile(path)
      const write = file.write.bind(file) as (...all: unknown[]) => ReturnType<typeof file.write>
      file.write = (async (...all: unknown[]) => {
        await hang
        return write(...all)
      }) as typeof file.write
      return file
    },
  })
  await storeLink(db, 'abc')
  hang = new Promise(resolve => {
    release = resolve
  })
  let answered = false
  const answer = app.inject(visit('/abc')).then(() => {
    answered = true
  })
  await sleep(100)
  t.equal(answered, false)
  t.same(await clicks(), [])
  release()
  await answer
  t.equal((await clicks()).length, 1)
})

t.test('the query goes along where the link says so', async t => {
  const { app, db } = await capture(t)
  await storeLink(db, 'plain')
  await storeLink(db, 'along', { url: 'https://example.com/p?x=1#top', forwardQuery: true })
  t.equal((await app.inject(visit('/plain?a=1'))).headers.location, 'https://example.com/plain')
  t.equal(
    (await app.inject(visit('/along?a=%20b&c'))).headers.location,
    'https://example.com/p?x=1&a=%20b&c#top',
  )
  t.equal((await app.inject(visit('/along'))).headers.location, 'https://example.com/p?x=1#top')
})

t.test('a query as long as a request may be comes along whole, behind the longest target', async t => {
  const { app, db, clicks } = await capture(t)
  const start = 'https://example.com/'
  const url = `${start}${'x'.repeat(8_192 - start.length)}`
  await storeLink(db, 'long', { url, forwardQuery: true })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const ask = async (query: string) => {
    const request = get(`${address}/long?${query}`, { maxHeaderSize: 64 * 1024, agent: false })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    answer.resume()
    return answer
  }
  for (const length of [0, 1, 8_192, 16_000]) {
    const query = 'q'.repeat(length)
    const { statusCode, headers } = await ask(query)
    t.equal(statusCode, 302, `${length} characters`)
    t.equal(headers.location, length === 0 ? url : `${url}?${query}`)
  }
  const tooLong = await ask('q'.repeat(16_384))
  t.match(tooLong, { statusCode: 431, headers: { 'content-type': /text\/html/ } })
  t.equal((await clicks()).length, 4)
})

t.test(
  'a limit of clicks ends a link once that many clicks of people are counted, and nothing else does',
  async t => {
    const { app, db, way, clock } = await capture(t)
    const limited = await storeLink(db, 'limited', { maxClicks: 2 })
    await storeLink(db, 'unlimited')
    // A busy database may answer late, and then the link is as it was.
    const until = async (status: number) => {
      while ((await statuses()) !== status) await sleep(10)
    }
    const statuses = async (slug = '/limited') => (await app.inject(visit(slug))).statusCode
    for (let n = 0; n < 3; n++) t.equal(await statuses(), 302, 'what is not counted yet uses up nothing')
    const totals = { linkId: limited.id, clickers: 1, excluded: 500 }
    await db.insert(linkTotals).values({ ...totals, clicks: 1 })
    clock.ms += 100
    t.equal(await statuses(), 302, 'bots use up nothing')
    t.equal(await statuses('/unlimited'), 302)
    await db.update(linkTotals).set({ clicks: 2 })
    clock.ms += 100
    await until(410)
    const problem = await app.inject(visit('/limited', json))
    t.match(problem.json(), { status: 410, code: 'link-gone', slug: 'limited', reason: 'used-up' })
    t.match((await app.inject(visit('/limited', page))).body, 'This link is used up')
    t.match((await app.inject(visit('/limited+', json))).json(), { redirects: false })
    await db.update(links).set({ maxClicks: 3 })
    clock.ms += 60_000
    await until(302)
    way.cut()
    clock.ms += 60_000
    t.equal(await statuses(), 302, 'nor does a database that is away')
  },
)

t.test('links that have ended', async t => {
  const { app, db, clock, clicks } = await capture(t)
  const ms = clock.ms
  await storeLink(db, 'deleted', { deletedAt: new Date(ms) })
  await storeLink(db, 'disabled', { enabled: false })
  await storeLink(db, 'expired', { expiresAt: new Date(ms) })
  await storeLink(db, 'running', { expiresAt: new Date(ms + 10_000) })

  const told = { deleted: 'no longer exists', disabled: 'is switched off', expired: 'has expired' }
  for (const [reason, words] of Object.entries(told)) {
    t.test(`${reason}: who asks for JSON gets a problem, everybody else a page`, async t => {
      const problem = await app.inject(visit(`/${reason}`, json))
      t.equal(problem.statusCode, 410)
      t.match(problem.headers['content-type'], 'application/problem+json')
      t.match(problem.json(), { status: 410, code: 'link-gone', slug: reason, reason })
      const shown = await app.inject(visit(`/${reason}`, page))
      t.equal(shown.statusCode, 410)
      t.match(shown.headers['content-type'], 'text/html')
      t.match(shown.headers['content-security-policy'], "default-src 'none'")
      t.match(shown.body, `This link ${words}`)
      t.equal(shown.headers['cache-control'], 'no-store')
      t.equal(problem.headers['cache-control'], 'no-store')
      t.match([problem.headers.vary, shown.headers.vary], ['accept', 'accept'])
      const any = await app.inject(visit(`/${reason}`, { accept: '*/*' }))
      t.match(any, { statusCode: 410, headers: { 'content-type': /text\/html/ } })
    })
  }

  t.test('a link expires to the millisecond', async t => {
    clock.ms = ms + 9_999
    t.equal((await app.inject(visit('/running'))).statusCode, 302)
    clock.ms = ms + 10_000
    t.equal((await app.inject(visit('/running'))).statusCode, 410)
    t.equal((await clicks()).length, 1, 'what does not redirect is no click')
  })
})

t.test('slugs that do not exist', async t => {
  const { app, way, clicks } = await capture(t)

  t.test('who asks for JSON gets a problem, others a page that shows the slug as text', async t => {
    const problem = await app.inject(visit('/nobody', json))
    t.equal(problem.statusCode, 404)
    t.match(problem.json(), { code: 'link-not-found', slug: 'nobody' })
    const shown = await app.inject(visit('/.%26lt', page))
    t.equal(shown.statusCode, 404)
    t.notMatch(shown.body, '.&lt')
    t.match(shown.body, '.&amp;lt')
    t.notMatch((await app.inject(visit('/%3Cscript%3Ex', page))).body, '<script>')
    t.same(await clicks(), [])
  })

  t.test('what cannot be a slug is not asked of the database', async t => {
    way.cut()
    for (const path of ['ab', 'a.b', 'wp-login.php', 'x'.repeat(65), 'a%00b', 'a%20b', '%F0%9F%98%80']) {
      t.equal((await app.inject(visit(`/${path}`))).statusCode, 404, path)
    }
    t.equal((await app.inject(visit('/possible'))).statusCode, 503)
    t.equal((await app.inject(visit('/possible', page))).statusCode, 503)
  })
})

t.test('what text leaves behind a link costs no click', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'abc', { forwardQuery: true })
  const paths = [
    ...[
      '/abc/',
      '//abc',
      '/abc//',
      '/abc.',
      '/abc,',
      '/abc)',
      '/abc).',
      '/abc/).',
      '/abc%',
      '/abc%2',
      '/abc%E2%80',
    ],
    ...[
      '/abc%20',
      '/abc%C2%A0',
      '/abc%E2%80%8B',
      '/abc%EF%BC%89',
      '/abc%F0%9F%91%87',
      '/abc%2F',
      '/abc%0A',
      '/abc.#x',
    ],
  ]
  for (const path of paths) {
    const answer = await app.inject(visit(path))
    t.match(answer, { statusCode: 302, headers: { location: 'https://example.com/abc' } }, path)
  }
  t.equal((await clicks()).length, paths.length, 'each is one click')
  for (const path of ['/abc/?a=.', '/abc.?a=.', '/abc%?a=.', '//abc/)?a=.'])
    t.equal((await app.inject(visit(path))).headers.location, 'https://example.com/abc?a=.', path)
  t.equal((await app.inject(visit('/abc).', {}, 'HEAD'))).statusCode, 302)
  t.match((await clicks()).at(-1), { hints: { head: true } })
  for (const path of ['/abc%C3%A9', '/abc%E3%81%A7%E3%81%99', '/abc.x', '/abc/x', '/abc_', '/abc-'])
    t.equal((await app.inject(visit(path))).statusCode, 404, `${path} is another address`)
  t.match(await app.inject({ ...visit('/abc.'), method: 'POST' }), { statusCode: 405 })
})

t.test('what text puts before a link, or into it, costs no click', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'abc', { forwardQuery: true })
  await storeLink(db, 'abcs')
  const others = [
    '“abc”',
    '(abc)',
    '<abc>',
    '\u200babc',
    '\ufeffabc',
    ' abc',
    '「abc」',
    '»abc«',
    '/abc',
    'a\u00adbc',
  ]
  const behind = [
    'abc’s',
    "abc's.",
    'abc。',
    'abc））',
    'abc is it',
    'abc">here</a>',
    'abc\nThen',
    '[abc](abc)',
  ]
  for (const text of [...others, ...behind])
    for (const path of [`/${encodeURIComponent(text)}`, `/${encodeURIComponent(text)}?a=1`]) {
      const { statusCode, headers } = await app.inject(visit(path))
      t.equal(statusCode, 302, path)
      t.equal(headers.location, `https://example.com/abc${/\?.*/.exec(path)?.[0] ?? ''}`, path)
    }
  t.equal((await clicks()).length, 2 * (others.length + behind.length), 'each is one click')
  t.match((await app.inject(visit('/abcs'))).headers.location, /abcs$/, 'a link that there is comes first')
})

t.test('a query that was taken for a part of the path goes along', async t => {
  const { app, db } = await capture(t)
  await storeLink(db, 'abc', { forwardQuery: true })
  const queries = {
    '/abc&utm=a%20b': '?utm=a%20b',
    '/abc&amp;a=1&amp;b=2': '?a=1&amp;b=2',
    '/abc%26a=1?b=2': '?a=1&b=2',
    '/abc%26fbclid%3D1': '?fbclid=1',
    '/abc%26amp%3Ba=1': '?a=1',
    '/abc%26gt%3B': '',
    '/abc%3Fa=1': '?a=1',
    '/abc%3Fa%3Db%2520c%26d': '?a=b%20c&d',
    '/abc%3Fx%23y': '?x',
    '/abc%23top?x': '?x',
    '/abc;jsessionid=1?x': '?x',
    '/abc&gt;': '',
    '/abc&': '',
    '/abc).&a=1': '?a=1',
  }
  for (const [path, query] of Object.entries(queries))
    t.equal((await app.inject(visit(path))).headers.location, `https://example.com/abc${query}`, path)
})

t.test('what text leaves behind a link may come as raw bytes', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'abc')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const ask = async (path: string) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`GET ${path} HTTP/1.1\r\nHost: sho.rt\r\nConnection: close\r\n\r\n`)
    return (await socket.toArray()).join('')
  }
  const locationOf = (answer: string) => /^HTTP\/1.1 302 [\s\S]*?location: (\S+)\r/i.exec(answer)?.[1]
  const endings = ['…', '”', '）', '\u200b', '\u00a0', '👇', '«', '/…', '\t', '. …?a=…']
  for (const ending of endings) {
    // Node does not read such an address; the next one is as a browser would have sent it.
    const encoded = locationOf(await ask(`/abc${ending}`))
    t.match(encoded, /^https:\/\/sho\.rt\/abc[!-~]+$/, ending)
    const { pathname, search } = new URL(encoded ?? '')
    t.match(locationOf(await ask(pathname + search)), /^https:\/\/example\.com\/abc$/, ending)
  }
  t.equal(locationOf(await ask('//evil.example/…')), 'https://sho.rt//evil.example/%E2%80%A6')
  t.match(await ask('/%E2%80%A6'), /^HTTP\/1.1 404 /)
  t.equal(locationOf(await ask('/abc ')), 'https://example.com/abc')
  t.equal((await clicks()).length, endings.length + 1)
})

t.test('only a miss costs a second look, and a found one is no miss', async t => {
  const { app, db, way } = await capture(t, { env: { MISSES_PER_MINUTE: '2' } })
  await storeLink(db, 'abc')
  for (let n = 0; n < 5; n++) t.equal((await app.inject(visit('/abc).'))).statusCode, 302)
  const first = await app.inject(visit('/none).'))
  t.match(first, { statusCode: 404, headers: { 'ratelimit-remaining': '1' } }, 'one miss is counted once')
  way.cut()
  t.equal((await app.inject(visit('/abc).'))).statusCode, 302, 'the link is in memory')
  way.mend()
  for (const [method, status] of [
    ['OPTIONS', 204],
    ['DELETE', 405],
  ] as const)
    for (let n = 0; n < 3; n++)
      t.equal((await app.inject({ ...visit('/(abc)'), method })).statusCode, status, `${method} is no miss`)
})

t.test('trying out slugs is limited by address; links that exist are not', async t => {
  const { app, db } = await capture(t, { env: { MISSES_PER_MINUTE: '3' } })
  await storeLink(db, 'known')
  const first = await app.inject(visit('/none1'))
  t.equal(first.statusCode, 404)
  t.match(first.headers, { 'ratelimit-limit': '3', 'ratelimit-remaining': '2', 'ratelimit-reset': '60' })
  await app.inject(visit('/none2'))
  await app.inject(visit('/n'))
  const refused = await app.inject(visit('/none4', json))
  t.equal(refused.statusCode, 429)
  t.match(refused.json(), { code: 'rate-limited' })
  t.match(refused.headers, { 'ratelimit-remaining': '0', 'retry-after': '60' })
  t.match((await app.inject(visit('/none5', page))).headers, {
    'content-type': /text\/html/,
    'retry-after': '60',
  })
  for (let n = 0; n < 5; n++) t.equal((await app.inject(visit('/known'))).statusCode, 302)
  await storeLink(db, 'later')
  t.equal((await app.inject(visit('/later'))).statusCode, 302, 'also one that is not in memory yet')
  const elsewhere = await app.inject(visit('/none6', { 'x-forwarded-for': '193.99.144.81' }))
  t.equal(elsewhere.statusCode, 404)
})

t.test('a visitor who is gone before an unknown slug is looked up is no fault', async t => {
  const { app, logged } = await capture(t)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const closed = once(app.server, 'request').then(([request]) => once(request.socket, 'close'))
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /unknown HTTP/1.1\r\nHost: sho.rt\r\n\r\n', () => socket.destroy())
  await closed
  // It has a turn after the database has answered, as the next visitor has.
  t.equal((await app.inject(visit('/unknown'))).statusCode, 404)
  t.same(
    logged.filter(line => JSON.parse(line).level >= 50),
    [],
  )
})

t.test('slug+ shows where a link leads, and counts nothing', async t => {
  const { app, db, clicks, logged } = await capture(t)
  await storeLink(db, 'abc', { url: 'https://example.com/?a="<b>' })
  await storeLink(db, 'off', { enabled: false })
  await storeLink(db, 'gone', { deletedAt: new Date() })
  const data = await app.inject(visit('/abc+', json))
  t.equal(data.statusCode, 200)
  t.same(data.json(), {
    slug: 'abc',
    shortUrl: 'https://sho.rt/abc',
    url: 'https://example.com/?a="<b>',
    redirects: true,
  })
  const shown = await app.inject(visit('/abc+', page))
  t.equal(shown.statusCode, 200)
  t.match(shown.body, 'href="https://example.com/?a=&quot;&lt;b>"')
  t.match(shown.headers['content-security-policy'], "default-src 'none'")
  for (const path of ['/abc%2B', '/abc+/', '/abc+.', '/abc%2B%20', '/abc+)?x', '/abc+%E2%80%8B', '/abc/+'])
    t.match(await app.inject(visit(path, json)), { statusCode: 200, headers: { vary: 'accept' } }, path)
  t.match((await app.inject(visit('/off+', json))).json(), {
    url: 'https://example.com/off',
    redirects: false,
  })
  t.notMatch((await app.inject(visit('/off+', page))).body, 'href="https://example.com')
  const gone = { status: 410, code: 'link-gone', slug: 'gone', reason: 'deleted' }
  t.match((await app.inject(visit('/gone+', json))).json(), gone)
  t.equal((await app.inject(visit('/none+'))).statusCode, 404)
  t.same(
    logged.filter(line => JSON.parse(line).level >= 50),
    [],
  )
  t.same(await clicks(), [])
})

t.test(
  'two people behind one address are two visitors, one person on two addresses of a network is one',
  async t => {
    const { app, db, clicks } = await capture(t)
    await storeLink(db, 'abc')
    await storeLink(db, 'other')
    const from = (address: string, headers = {}) =>
      app.inject(visit('/abc', { 'x-forwarded-for': address, ...headers }))
    await from('2001:db8:1:2::1')
    await from('2001:db8:1:2::ffff')
    await from('2001:db8:1:2::1', { 'user-agent': 'Another/1' })
    await from('2001:db8:1:3::1')
    await from('192.0.2.7')
    await from('::ffff:192.0.2.7')
    await app.inject(visit('/other', { 'x-forwarded-for': '192.0.2.7' }))
    const [a, sameNetwork, otherBrowser, otherNetwork, v4, mapped, otherLink] = (await clicks()).map(
      click => click.visitor,
    )
    t.equal(sameNetwork, a)
    t.equal(mapped, v4)
    t.equal(new Set([a, otherBrowser, otherNetwork, v4, otherLink]).size, 5)
  },
)

t.test('the address is nowhere in what is written', async t => {
  const { app, ctx, db, way, clicks, logged } = await capture(t, {
    env: { MISSES_PER_MINUTE: '2' },
  })
  await storeLink(db, 'abc')
  const addresses = ['193.99.144.80', '2001:4860:4860::8888']
  for (const address of addresses) {
    const as = { 'x-forwarded-for': address }
    await app.inject(visit('/abc', as))
    for (let n = 0; n < 4; n++) await app.inject(visit(`/none${n}`, as))
  }
  way.cut()
  await app.inject(visit('/unread', { 'x-forwarded-for': '193.99.144.80' }))
  t.equal((await clicks()).length, 2)
  const directory = `${t.testdirName}/journal`
  const written: string[] = [
    ...logged,
    JSON.stringify(await db.select().from(links)),
    JSON.stringify(ctx.journal.status()),
  ]
  for (const name of await readdir(directory)) written.push(await readFile(`${directory}/${name}`, 'latin1'))
  t.ok(written.some(text => text.includes('Links cannot be read')))
  const hex = Buffer.from([0x20, 0x01, 0x48, 0x60, 0x48, 0x60, 0, 0]).toString('hex')
  for (const part of [...addresses, hex])
    t.notOk(
      written.some(text => text.includes(part)),
      part,
    )
})

t.test('headers full of rubbish become a record that a database can take', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'abc')
  const answer = await app.inject(
    visit('/abc', {
      'x-forwarded-for': 'unknown',
      'user-agent': `a\0b${'c'.repeat(5_000)}`,
      referer: 'javascript:alert(1)\0',
      'sec-purpose': '\x01'.repeat(100),
    }),
  )
  t.equal(answer.statusCode, 302)
  t.match(await clicks(), [{ country: null, referrer: null, hints: {} }])
  const [click] = await clicks()
  t.notMatch(JSON.stringify(click), /\\u00/)
  t.equal(click?.userAgent?.length, 1_023)
})

t.test('a disk that is full', async t => {
  const full = async (path: string) =>
    path.endsWith('0000000001.log') ? open('/dev/full', 'w') : createFile(path)

  t.test('sends clicks straight to the database', async t => {
    const rescued: HitRecord[] = []
    const { app, db, ctx } = await capture(t, {
      create: full,
      rescue: async records => {
        rescued.push(...records)
        return { lost: 0, cause: null }
      },
    })
    const link = await storeLink(db, 'abc')
    t.equal((await app.inject(visit('/abc'))).statusCode, 302)
    t.match(rescued, [{ linkId: link.id, country: 'DE' }])
    t.equal(ctx.losses.count(), 0)
    t.match(ctx.journal.status(), { unavailable: true, lastError: 'ENOSPC' })
  })

  t.test('and a database that is gone too cost the click, but not the visitor', async t => {
    const { app, db, ctx, logged } = await capture(t, {
      create: full,
      rescue: () => Promise.reject(new Error('down')),
    })
    await storeLink(db, 'abc')
    t.equal((await app.inject(visit('/abc'))).headers.location, 'https://example.com/abc')
    t.equal((await app.inject(visit('/abc'))).headers.location, 'https://example.com/abc')
    t.equal(ctx.losses.count(), 2)
    t.equal(logged.filter(line => line.includes('Hits were lost')).length, 1)
  })
})

t.test('known links redirect and are counted while the database is gone', async t => {
  const { app, db, way, clock, clicks } = await capture(t)
  await storeLink(db, 'abc')
  await app.inject(visit('/abc'))
  way.cut()
  clock.ms += 600_000
  for (let n = 0; n < 3; n++) t.equal((await app.inject(visit('/abc'))).statusCode, 302)
  t.equal((await clicks()).length, 4)
  way.mend()
  await db.update(links).set({ enabled: false }).where(eq(links.slug, 'abc'))
  while ((await app.inject(visit('/abc'))).statusCode !== 410) await sleep(20)
  t.pass('and the link follows the database again')
})

t.test('a prefetch is declined and recorded, the click after it redirects', async t => {
  const { app, db, clicks } = await capture(t)
  await storeLink(db, 'ahead')
  for (const purpose of [
    'prefetch',
    'prefetch;prerender',
    'Prefetch;anonymous-client-ip',
    '"prefetch"',
    'other, prefetch',
  ]) {
    const answer = await app.inject(visit('/ahead', { 'sec-purpose': purpose }))
    t.equal(answer.statusCode, 503, purpose)
    t.equal(answer.headers['cache-control'], 'no-store')
    t.equal(answer.headers.location, undefined)
  }
  t.equal((await app.inject(visit('/ahead', { purpose: 'prefetch' }))).statusCode, 302, 'an older header')
  t.equal((await app.inject(visit('/ahead', { 'sec-purpose': 'other' }))).statusCode, 302)
  t.equal((await app.inject(visit('/ahead'))).statusCode, 302)
  t.equal((await clicks()).length, 8)
  t.not((await app.inject(visit('/ahead+', { ...page, 'sec-purpose': 'prefetch' }))).statusCode, 503)
})
