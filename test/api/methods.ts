// What every address answers to a method that it does not take, to OPTIONS, and to HEAD.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { type TestApp, testApp } from '../fixtures/app.js'
import { everyPage } from '../fixtures/every-page.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'
import { browser } from '../fixtures/pages.js'

/** The addresses of all routes, with something in place of their parameters. */
function addresses(app: TestApp['app']): string[] {
  const steps: string[] = []
  const found: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', segment = '', methods] = /^(.*?[├└]── )(\S*)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (indent === '') continue
    steps.splice(indent.length / 4 - 1, steps.length, segment)
    if (methods !== undefined)
      found.push(
        steps
          .join('')
          .replace(/:\w+|\*/g, 'none')
          .replaceAll('//', '/'),
      )
  }
  return [...new Set(found)]
}

const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY'] as const

t.test('every address refuses the methods that it does not take with those that it takes', async t => {
  const { app, ctx } = await testApp(t)
  const all = addresses(app)
  for (const slug of ['none', 'appnone', 'docsnone']) await storeLink(ctx.db, slug, { public: true })
  await storeAccount(ctx.db, '@none', {}, { public: true })
  t.ok(
    all.includes('/api/v1/lists/none/accounts/none') && all.includes('/app/links/none/tweet'),
    'they are read',
  )
  for (const url of all) {
    const options = await app.inject({ method: 'OPTIONS', url })
    t.match(options, { statusCode: 204, body: '' }, url)
    const allow = String(options.headers.allow)
    t.match(allow, /^([A-Z]+, )+OPTIONS$/, url)
    const makes = /^\/(?:yourls-api\.php|api-create\.php|api\/v2\/action\/shorten)$/.test(url)
    t.equal(allow.includes('HEAD'), allow.includes('GET') && !makes, `${url} takes HEAD where GET only reads`)
    for (const method of others) {
      if (allow.split(', ').includes(method)) continue
      // Of a kind that nothing here reads: the method is what is wrong, not the body.
      const body = { payload: '<x/>', headers: { 'content-type': 'application/xml' } }
      const answer = await app.inject({ method: method as 'GET', url, ...(method !== 'HEAD' && body) })
      t.match(answer, { statusCode: 405, headers: { allow } }, `${method} ${url}`)
      if (url.startsWith('/api/v1') && method !== 'HEAD')
        t.match(answer.json(), { status: 405, code: 'method-not-allowed', method, allow: allow.split(', ') })
    }
  }
})

t.test('a method is refused for what GET finds, and where GET finds it', async t => {
  const { app, ctx } = await testApp(t, { env: { MISSES_PER_MINUTE: '1000000' } })
  await storeLink(ctx.db, 'first', { public: true })
  await storeLink(ctx.db, 'gone', { deletedAt: new Date() })
  await storeLink(ctx.db, 'late', { expiresAt: new Date(0) })
  await storeAccount(ctx.db, '@me', {}, { public: true })
  const found = [
    ...[
      '/first',
      '/first+',
      '/late+',
      '/@me',
      '/embed/first',
      '/embed/@me',
      '/login',
      '/app/accounts',
      '/docs',
      '/docs)',
      '/badge/none.svg',
    ],
    ...[
      '/first/.',
      '/first%',
      '/first.',
      '/first%FF',
      '/%E2%80%8Bfirst',
      '/first%3Fx',
      '/first+)',
      '/@me)',
      '/(@me',
    ],
    ...[
      '/embed/first.',
      '/embed/first%',
      '/login.',
      '/badge/%FF.svg',
      '/badge/first.svg)',
      '/card/first.PNG',
      '/help)',
    ],
    ...['/app/links/first/edit.', '/oembed.', 'http://sho.rt/first.', '/robots.txt,'],
  ]
  const missing = [
    '/nope',
    '/nope.',
    '/nope+',
    '/@nope',
    '/@nope)',
    '/embed/nope',
    '/embed/).',
    '/app/none',
    '/docs/none',
    '/assets/none.js',
    '/help/none',
    '/x/y',
    '/%zz',
    '/ab',
  ]
  for (const [urls, options, other] of [
    [found, 204, 405],
    [missing, 404, 404],
    [['/gone', '/gone+', '/gone.', '/late', '/late)'], 410, 410],
  ] as const)
    for (const url of urls) {
      t.equal((await app.inject({ method: 'OPTIONS', url })).statusCode, options, `OPTIONS ${url}`)
      for (const method of ['DELETE', 'PUT', 'PROPFIND']) {
        const payload = '<x/>'
        const type = url.startsWith('/oembed') ? /problem/ : /^text\/html/
        const headers = { 'content-type': 'application/xml', accept: 'text/html' }
        const answer = await app.inject({ method: method as 'PUT', url, payload, headers })
        t.match(answer, { statusCode: other, headers: { 'content-type': type } }, `${method} ${url}`)
        t.match(answer.headers.allow ?? '', other === 405 ? /^GET, HEAD,/ : /^$/, `${method} ${url}`)
      }
    }
  for (const url of [
    '/badge/%FF.svg',
    '/badge/first.svg)',
    '/badge/first.JSON',
    '/card/first.PNG',
    '/oembed.',
  ])
    t.match(await app.inject({ method: 'OPTIONS', url }), {
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, HEAD, OPTIONS' },
    })
  const posted = await app.inject({
    method: 'POST',
    url: '/login.',
    payload: 'key=x',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  t.equal(posted.statusCode, 403, 'a form that is sent to such an address is read, and checked')
  const limited = await testApp(t, { env: { MISSES_PER_MINUTE: '2' } })
  for (const status of [404, 404, 429])
    t.equal(
      (await limited.app.inject({ method: 'OPTIONS', url: '/nope' })).statusCode,
      status,
      'no way around the limit',
    )
})

t.test('a path that several routes share takes what they all take', async t => {
  const { app, api } = await testApp(t)
  const allowed = async (url: string) => (await app.inject({ method: 'PUT', url })).headers.allow
  t.equal(await allowed('/api/v1/links/bulk'), 'GET, HEAD, POST, PATCH, DELETE, OPTIONS')
  t.equal((await api('POST', '/links', { url: 'https://example.com/', slug: 'bulk' })).statusCode, 201)
  t.equal(
    (await api('GET', '/links/bulk')).statusCode,
    200,
    'a link may have the name of a route below /links',
  )
  t.equal(await allowed('/logout'), 'POST, OPTIONS', 'though every other name may be a link')
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch' })
  t.equal(await allowed('/launch?x=%zz'), 'GET, HEAD, OPTIONS')
  const page = await app.inject({ url: '/logout', headers: { accept: 'text/html' } })
  t.match(
    page,
    { statusCode: 405, headers: { allow: 'POST, OPTIONS', 'content-type': /^text\/html/ } },
    'a person gets a page',
  )
  t.equal(await allowed('/api/v1/accounts/@me/followers/refresh'), 'POST, OPTIONS', 'it is no time')
  t.equal((await api('GET', '/accounts/@me/followers/refresh')).statusCode, 405)
})

t.test(
  'scripts of any page may ask for badges, cards, oEmbed and, with a key, the API, and read what they answer',
  async t => {
    const { app } = await testApp(t)
    for (const url of [
      '/badge/launch.json',
      '/badge/@me.svg',
      '/card/launch.png',
      '/oembed',
      '/oembed?url=x',
    ]) {
      const origin = { origin: 'https://blog.example' }
      const answer = await app.inject({
        method: 'OPTIONS',
        url,
        headers: {
          ...origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'x-requested-with,if-none-match',
        },
      })
      t.match(
        answer,
        {
          statusCode: 204,
          headers: {
            'access-control-allow-origin': '*',
            'access-control-allow-methods': 'GET, HEAD, OPTIONS',
            'access-control-allow-headers': 'x-requested-with,if-none-match',
            'access-control-max-age': /^\d+$/,
          },
        },
        url,
      )
      for (const method of ['GET', 'HEAD', 'POST'] as const) {
        const { headers } = await app.inject({ method, url, headers: origin })
        t.equal(headers['access-control-allow-origin'], '*', `${method} ${url}, whatever comes`)
      }
    }
    for (const url of ['/login', '/launch', '/app', '/health']) {
      const { headers } = await app.inject({
        method: 'OPTIONS',
        url,
        headers: { origin: 'https://blog.example' },
      })
      t.notOk(
        Object.keys(headers).some(name => name.startsWith('access-control')),
        url,
      )
    }
  },
)

t.test('scripts of any page may use the API with a key, and read where a link leads', async t => {
  const { app, api, key } = await testApp(t)
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch', public: true })
  const origin = 'https://blog.example'
  const asking = {
    origin,
    'access-control-request-headers': 'authorization,content-type,if-match,idempotency-key',
  }
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/api/v1/links/launch',
    headers: { ...asking, 'access-control-request-method': 'PATCH' },
  })
  t.match(preflight, {
    statusCode: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': /GET.*PATCH/,
      'access-control-allow-headers': asking['access-control-request-headers'],
    },
  })
  const read = async (url: string, headers = {}) =>
    (await app.inject({ url, headers: { origin, ...headers } })).headers
  const open = { 'access-control-allow-origin': '*', 'access-control-allow-credentials': undefined }
  t.match(await read('/api/v1/links', { authorization: `Bearer ${key}` }), {
    ...open,
    'access-control-expose-headers': /ETag.*Location/,
  })
  t.match(await read('/api/v1/links'), open, 'the error can be read, too')
  for (const url of ['/launch+', '/api/v1/openapi.json'])
    t.match(await read(url, { accept: 'application/json' }), open, url)
  t.equal((await read('/launch+', { accept: 'text/html' }))['access-control-allow-origin'], undefined)
  for (const [url, allowed] of [
    ['/launch+', '*'],
    ['/launch', undefined],
  ] as const) {
    const headers = { origin, 'access-control-request-method': 'GET' }
    const asked = await app.inject({ method: 'OPTIONS', url, headers })
    t.equal(asked.headers['access-control-allow-origin'], allowed, url)
  }
})

t.test('HEAD answers as GET does, without the body', async t => {
  const test = await testApp(t, { env: { MISSES_PER_MINUTE: '1000000' } })
  const { app, ctx, api, key } = test
  const at = '2026-05-01T00:00:00.000Z'
  const large = await storeAccount(ctx.db, '@large', { [at]: 20_000 }, { public: true })
  await storeAccount(ctx.db, '@small', { [at]: 500 }, { public: true })
  await storeTweet(ctx.db, 'large', {
    accountId: large,
    tweetedAt: at,
    clickers: { x: 40 },
    link: { public: true },
  })
  await api('POST', '/lists', { name: 'friends', accounts: ['@large'] })
  const url = 'https://example.com/'
  const pages = everyPage({ slug: 'large', handle: '@large', otherHandle: '@small', url, list: 'friends' })
  const { cookies } = await browser(test).post('/login', { key })
  const cookie = cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  const document = (await app.inject('/api/v1/openapi.json')).json()
  const readable = Object.keys(document.paths)
    .filter(path => 'get' in document.paths[path])
    .map(path => path.replace('{slug}', 'large').replace('{handle}', '@large').replace('{name}', 'friends'))
    .map(path => path.replace('{countedAt}', at))
    .map(path => (path.endsWith('/exchange') ? `${path}?from=@large&to=@small` : path))
    .map(path => (path.endsWith('/destinations') ? `${path}?url=${url}` : path))
  const authorization = `Bearer ${key}`
  const accept = 'text/csv'
  const calls: [string, Record<string, string>][] = [
    ...pages.map(({ path, login }): [string, Record<string, string>] => [path, login ? { cookie } : {}]),
    ...readable.map((path): [string, Record<string, string>] => [path, { authorization }]),
    ['/api/v1/links', {}],
    ['/app/settings', {}],
    ['/api/v1/links/large/clicks', { authorization, accept }],
    ['/api/v1/links?limit=x', { authorization }],
    ...['/large', '/nobody', '/a/b', '/robots.txt', '/favicon.ico'].map(
      (path): [string, Record<string, string>] => [path, {}],
    ),
    ...[
      '/badge/large.svg',
      '/badge/@nobody.json',
      '/card/large.png',
      `/oembed?url=${url}`,
      '/api/v1/none',
    ].map((path): [string, Record<string, string>] => [path, {}]),
    ['/app/links/large/clicks.csv', { cookie }],
    ['/app/links/large/qr.png', { cookie }],
    ['/app/none', { cookie }],
  ]
  // What differs from one request to the next, and what says that a body of unknown length follows.
  const passing = /^(date|set-cookie|ratelimit.*|transfer-encoding|etag|x-request-id)$/
  const lasting = (headers: object) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.test(name)))
  for (const [url, headers] of calls) {
    const [get, head] = [
      await app.inject({ url, headers }),
      await app.inject({ method: 'HEAD', url, headers }),
    ]
    t.equal(head.statusCode, get.statusCode, url)
    t.equal(head.body, '', url)
    // An error has the id of its request, and hits have more to come while other transactions run.
    const varies = get.statusCode === 404 || url === '/api/v1/clicks'
    const length = varies ? { 'content-length': undefined } : {}
    t.same({ ...lasting(head.headers), ...length }, { ...lasting(get.headers), ...length }, url)
  }
})

t.test('HEAD of live numbers ends at once and watches nothing', async t => {
  const test = await testApp(t)
  const { cookies } = await browser(test).post('/login', { key: test.key })
  const cookie = cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  const address = await test.app.listen({ host: '127.0.0.1', port: 0 })
  // More than a login may have open at a time.
  for (let n = 0; n < 60; n++) {
    const answer = await fetch(`${address}/app/live?slugs=${randomUUID()}`, {
      method: 'HEAD',
      headers: { cookie },
    })
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('content-type'), 'text/event-stream')
  }
})
