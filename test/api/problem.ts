import t from 'tap'
import { problemBody, serviceError } from '../../src/api/problem.js'
import { LinkNotFound, problemCodes } from '../../src/errors.js'
import { testApp } from '../fixtures/app.js'

t.test('a named error carries its facts', async t => {
  t.same(problemBody(new LinkNotFound({ slug: 'abc' }), { baseUrl: 'https://sho.rt', requestId: 'r1' }), {
    type: 'https://sho.rt/help/errors#link-not-found',
    title: 'Not Found',
    status: 404,
    detail: 'There is no link "abc".',
    code: 'link-not-found',
    requestId: 'r1',
    slug: 'abc',
  })
})

t.test('the type of every error leads to what the help says about it', async t => {
  const { app, api, ctx } = await testApp(t)
  const { type, code } = (await api('GET', '/links/nobody')).json()
  const { origin, pathname, hash } = new URL(type)
  t.same([origin, pathname, hash], [ctx.config.baseUrl, '/help/errors', `#${code}`])
  const page = (await app.inject(pathname)).body
  const explained = [...page.matchAll(/<h3 id="([a-z-]+)"/g)].map(([, id]) => id)
  t.same(explained.toSorted(), [...problemCodes].toSorted())
})

t.test('what the database says when it cannot answer becomes 503', async t => {
  const caused = (code: string) =>
    new Error('Failed query', { cause: Object.assign(new Error('x'), { code }) })
  const unavailable = [
    'ECONNREFUSED',
    'CONNECTION_CLOSED',
    'CONNECT_TIMEOUT',
    '57P01',
    '57014',
    '53300',
    '40P01',
    '08006',
  ]
  for (const code of unavailable) {
    t.match(serviceError(caused(code), {}), { status: 503, code: 'database-unavailable' }, code)
  }
  for (const code of ['23505', '42P01', 'ERR_ASSERTION']) {
    t.match(serviceError(caused(code), {}), { status: 500, code: 'internal-error' }, code)
  }
})

t.test('a client that hangs up is no fault of the database', async t => {
  const hungUp = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  const request = { raw: { complete: false } } as Parameters<typeof serviceError>[2]
  t.match(serviceError(hungUp, {}, request), { status: 400, code: 'invalid-request' })
  const whole = { raw: { complete: true } } as Parameters<typeof serviceError>[2]
  t.match(serviceError(hungUp, {}, whole), { status: 503 })
})

t.test('an error nobody foresaw tells the caller nothing, and the log its cause', async t => {
  const { api, ctx, logged } = await testApp(t)
  await ctx.db.execute('drop table link_totals cascade')
  const answer = await api('GET', '/links?q=confidential')
  t.equal(answer.statusCode, 500)
  t.same(answer.json(), {
    type: 'https://sho.rt/help/errors#internal-error',
    title: 'Internal Server Error',
    status: 500,
    detail: 'Something went wrong here; the log has details.',
    code: 'internal-error',
    requestId: answer.headers['x-request-id'],
  })
  const line = logged.find(entry => entry.includes('link_totals')) ?? ''
  t.match(JSON.parse(line), {
    level: 50,
    requestId: answer.headers['x-request-id'],
    method: 'GET',
    route: '/api/v1/links',
    err: { code: '42P01' },
  })
  t.notOk(logged.join('').includes('confidential'), 'parameters of queries stay out of the log')
})

t.test(
  'a database that is gone becomes 503 with a time to come back, and everything works again with it',
  async t => {
    const { api, way } = await testApp(t, { cuttable: true })
    t.equal((await api('POST', '/links', { url: 'https://example.com', slug: 'launch' })).statusCode, 201)
    way.cut()
    for (const [method, path, body] of [
      ['GET', '/links', undefined],
      ['GET', '/links/launch', undefined],
      ['POST', '/links', { url: 'https://example.com' }],
      ['DELETE', '/links/launch', undefined],
    ] as const) {
      const answer = await api(method, path, body)
      t.match(answer, { statusCode: 503, headers: { 'retry-after': /^\d+$/ } }, `${method} ${path}`)
      t.match(answer.json(), { code: 'database-unavailable' })
    }
    way.mend()
    let answer = await api('GET', '/links/launch')
    while (answer.statusCode === 503) answer = await api('GET', '/links/launch')
    t.match(answer.json(), { slug: 'launch' })
  },
)

t.test('a database that hangs keeps nobody waiting for ever', async t => {
  const { api, way } = await testApp(t, { cuttable: true })
  t.equal((await api('GET', '/links')).statusCode, 200)
  way.hang()
  t.match((await api('GET', '/links')).json(), { status: 503, code: 'database-unavailable' })
  way.mend()
  t.equal((await api('GET', '/links')).statusCode, 200)
})
