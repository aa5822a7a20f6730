import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import t from 'tap'
import { testApp } from './fixtures/app.js'
import { loggedIn } from './fixtures/pages.js'

t.test('a redirect carries none of the headers of pages', async t => {
  const { api, app } = await testApp(t)
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch' })
  const { headers, statusCode } = await app.inject('/launch')
  t.equal(statusCode, 302)
  t.same(
    Object.keys(headers)
      .toSorted()
      .filter(name => !['connection', 'content-length', 'content-type', 'date'].includes(name)),
    ['cache-control', 'location', 'x-request-id'],
  )
})

t.test('pages and data are safe from each other', async t => {
  const { app, api } = await testApp(t)
  for (const path of ['/', '/docs', '/api/v1/openapi.json', '/robots.txt']) {
    const { statusCode, headers } = await app.inject(path)
    t.equal(statusCode, 200, path)
    t.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/, path)
    t.notMatch(headers['content-security-policy'], /script-src[^;]*unsafe/, path)
    t.match(headers, { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' }, path)
  }
  t.match((await api('GET', '/links')).headers, {
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
  })
})

t.test('first parts of routes cannot become slugs', async t => {
  const { api, ctx } = await testApp(t)
  const some = ['api', 'app', 'assets', 'badge', 'docs', 'health', 'login']
  t.same(
    some.filter(name => !ctx.reservedSlugs.has(name)),
    [],
  )
  for (const slug of ctx.reservedSlugs) {
    const answer = await api('POST', '/links', { url: 'https://example.com', slug })
    t.match(answer.json(), { code: 'slug-reserved', status: 400 }, slug)
  }
})

t.test('an address without anything is a problem for who asks for JSON, and in the API', async t => {
  const { app } = await testApp(t)
  const json = { accept: 'application/json' }
  const calls = [
    ['GET', '/a/b', json],
    ['POST', '/a/b', json],
    ['OPTIONS', '/a/b', json],
    ['GET', '/api', {}],
    ['GET', '/api/v1', {}],
    ['GET', '/api/v3/links', { accept: 'text/html' }],
    ['GET', '//api/v3/links/', {}],
  ] as const
  for (const [method, url, headers] of calls) {
    const answer = await app.inject({ method, url, headers })
    t.match(answer, {
      statusCode: 404,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    })
    t.match(answer.json(), { code: 'not-found' }, `${method} ${url}`)
  }
})

t.test('everybody else gets a page, wherever it was', async t => {
  const { app } = await testApp(t)
  const paths = [
    ...[
      '/a/b',
      '/%C3%A9',
      '/nobody',
      '/nobody%',
      '/%zz',
      '/%FF/x',
      `/${'x'.repeat(600)}`,
      `/@${'x'.repeat(600)}`,
      '/@nobody/',
      '/a.b',
    ],
    ...[
      '/assets/none.js',
      '/docs/none',
      '/health/none',
      '/app/none/at/all',
      '/robots.txt/x',
      '/apis',
      '/wp-login.php',
    ],
  ]
  for (const url of paths) {
    for (const accept of [undefined, '*/*', 'text/html', 'image/*', 'application/activity+json']) {
      const { statusCode, headers, body } = await app.inject({
        url,
        headers: accept === undefined ? {} : { accept },
      })
      t.ok(statusCode === 404 || (statusCode === 303 && url.startsWith('/app')), `${url} ${statusCode}`)
      if (statusCode === 303) continue
      t.match(
        headers,
        { 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' },
        url,
      )
      t.match(headers['content-security-policy'], "frame-ancestors 'none'", url)
      t.equal(headers['cache-control'], 'no-store', url)
      t.match(body, /<h1>[^<]+<\/h1>/, url)
    }
  }
})

t.test('pages are where they are, whatever stands around their address', async t => {
  const tested = await testApp(t)
  const { app, api } = tested
  const title = async (url: string) => /<h1>.*?<\/h1>/.exec((await app.inject(url)).body)?.[0]
  for (const [path, others] of Object.entries({
    '/login': ['/login/', '//login', '/login.', '/login%E2%80%8B', '/login/?next=%2Fapp', '/login%'],
    '/leaderboard': ['/leaderboard/', '/leaderboard).', '/leaderboard%20'],
    '/exchange': ['/exchange/', '/exchange,'],
  })) {
    const expected = await title(path)
    t.ok(expected)
    for (const other of others) t.equal(await title(other), expected, other)
  }
  const visitor = await loggedIn(tested)
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch' })
  await api('POST', '/accounts', { handle: '@me' })
  for (const name of ['our friends', 'our']) await api('POST', '/lists', { name, accounts: ['@me'] })
  for (const [path, others] of Object.entries({
    '/app': ['/app.', '/app%E2%80%8B'],
    '/app/links/launch': ['/app/links/launch.', '/app/links/“launch”', '/app/links/launch)?x'],
    '/app/links/launch/edit': ['/app/links/launch/edit.', '/app/links/(launch)/edit'],
    '/app/accounts/@me': ['/app/accounts/@me,', '/app/accounts/%EF%BB%BF@me', '/app/accounts/@me’s'],
    '/app/lists/our%20friends': ['/app/lists/our%20friends.', '/app/lists/%20our%20friends'],
  })) {
    const heading = async (url: string) => /<h1>.*?<\/h1>/.exec((await visitor.get(url)).body)?.[0]
    for (const other of others)
      t.equal(await heading(encodeURI(decodeURI(other))), await heading(path), other)
  }
  const code = await visitor.get('/app/links/launch/qr.PNG).')
  t.match(code, { statusCode: 200, headers: { 'content-type': 'image/png' } })
  for (const path of ['/app/links/none.', '/app/links/).', '/app/lists/our%20enemies'])
    t.equal((await visitor.get(path)).statusCode, 404, path)
  t.equal((await api('GET', '/links/')).statusCode, 200)
  t.equal((await api('GET', '/links.')).statusCode, 404, 'a program says what it means')
})

t.test('what is not HTTP, or too much of it, is answered and cut off', async t => {
  const { app } = await testApp(t)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const send = (text: string) =>
    new Promise<string>(resolve => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.setEncoding('utf8').on('data', data => {
        answer += data
      })
      socket.on('error', () => {}).on('close', () => resolve(answer))
    })
  t.match(await send('hello\r\n\r\n'), /^HTTP\/1.1 400 [\s\S]*"code":"invalid-request"/)
  const headers = `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(17 * 1024)}\r\n\r\n`
  t.match(await send(headers), /^HTTP\/1.1 431 [\s\S]*text\/html[\s\S]*<h1>Request Header Fields Too Large</)
  const long = (path: string, accept = '*/*') =>
    send(`GET ${path}?${'a'.repeat(17 * 1024)} HTTP/1.1\r\nHost: x\r\nAccept: ${accept}\r\n\r\n`)
  t.match(await long('/launch'), /^HTTP\/1.1 431 [\s\S]*text\/html/, 'people get a page')
  t.match(await long('/launch', 'application/json'), /^HTTP\/1.1 431 [\s\S]*"status":431/)
  t.match(await long('/api/v1/links'), /^HTTP\/1.1 431 [\s\S]*"status":431/)
})

t.test('people get a page for an address that is not encoded, whatever they do there', async t => {
  const { app, api } = await testApp(t)
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const ask = async (start: string, accept = '*/*') => {
    const socket = connect(port, '127.0.0.1')
    socket.write(`${start} HTTP/1.1\r\nHost: sho.rt\r\nAccept: ${accept}\r\nContent-Length: 0\r\n\r\n`)
    return (await socket.toArray()).join('')
  }
  const page = /^HTTP\/1.1 400 [\s\S]*content-security-policy: [\s\S]*text\/html[\s\S]*<h1>This did not work</
  for (const start of ['POST /é', 'DELETE /launch…', 'OPTIONS /@é', 'PATCH /a b', 'PUT /app/é?é=é'])
    t.match(await ask(start), page, start)
  for (const start of ['GET /é', 'HEAD /launch…'])
    t.match(await ask(start), /^HTTP\/1.1 302 [\s\S]*Location: https:\/\/sho\.rt\/[!-~]+\r/, start)
  const problem = /^HTTP\/1.1 400 [\s\S]*problem\+json/
  t.match(await ask('POST /é', 'application/json'), problem)
  t.match(await ask('POST /api/v1/é'), problem)
  t.match(await ask('GET é'), problem, 'that is no request')
})

t.test('an address is believed from trusted proxies only', async t => {
  const seen = async (trust: string | undefined, remoteAddress: string, forwarded: string) => {
    const { api } = await testApp(t, {
      env: { MISSES_PER_MINUTE: '1', ...(trust !== undefined && { TRUST_PROXY: trust }) },
    })
    const guess = () =>
      api('GET', '/links', undefined, {
        remoteAddress,
        headers: { authorization: 'Bearer x', 'x-forwarded-for': forwarded },
      })
    await guess()
    await guess()
    const neighbour = await api('GET', '/links', undefined, {
      remoteAddress,
      headers: { authorization: 'Bearer y', 'x-forwarded-for': '198.51.100.9' },
    })
    return neighbour.statusCode === 401 ? 'the forwarded' : 'the direct'
  }
  t.equal(await seen(undefined, '192.0.2.1', '198.51.100.1'), 'the direct')
  t.equal(await seen('192.0.2.0/24', '192.0.2.1', '198.51.100.1'), 'the forwarded')
  t.equal(await seen('192.0.2.0/24', '203.0.113.1', '198.51.100.1'), 'the direct')
  t.equal(await seen('1', '192.0.2.1', '198.51.100.1'), 'the forwarded')
})
