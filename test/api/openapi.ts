import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import t from 'tap'
import { openGate } from '../../src/api/gate.js'
import { openapiOptions } from '../../src/api/openapi.js'
import { apiRoutes } from '../../src/api/routes.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { answerCheck, type Document } from '../fixtures/answer-check.js'
import { testApp } from '../fixtures/app.js'

t.test('every route of the API is in the document, with what it needs and what it may answer', async t => {
  const { ctx } = await testApp(t)
  const app = Fastify()
  t.teardown(() => app.close())
  const routes: string[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (one !== 'HEAD') routes.push(`${one} ${url.replace(/:(\w+)/g, '{$1}')}`)
  })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, openapiOptions(ctx.config, '1.2.3'))
  await app.register(apiRoutes(ctx, openGate(app, ctx)), { prefix: '/api/v1' })
  await app.ready()

  const document = app.swagger() as unknown as Document
  t.match(document, { openapi: '3.1.0', info: { version: '1.2.3' }, servers: [{ url: 'https://sho.rt' }] })
  const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1/'))
  const documented = paths.flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
  t.same(documented.toSorted(), routes.filter(route => !route.endsWith('/openapi.json')).toSorted())
  for (const [path, methods] of paths) {
    for (const [method, operation] of Object.entries(methods)) {
      const name = `${method} ${path}`
      t.ok(operation.summary && operation.tags?.length, `${name} says what it is for`)
      t.same(operation.security, [{ key: [] }], `${name} needs a key`)
      for (const status of ['400', '401', '403', '405', '429', '500', '503'])
        t.ok(operation.responses[status], `${name} ${status}`)
    }
  }
  t.doesNotThrow(() => structuredClone(document), 'it is data alone')
  const own = JSON.stringify(document).match(/"format":"(?!(?:date-time|uri|uuid|binary)")[^"]*"/)
  t.equal(own, null, 'only standard formats appear')
  const defaulted = document.paths['/api/v1/links']?.get?.parameters?.find(({ name }) => name === 'limit')
  t.match(defaulted, { required: false, schema: { default: 50 } })
})

t.test('real answers are what the document says', async t => {
  const { app, api, ctx } = await testApp(t)
  const check = answerCheck((await app.inject('/api/v1/openapi.json')).json())
  const tweet = 'https://x.com/me/status/1529877576591609861'
  const calls: [string, string, string, unknown, number][] = [
    ['post', '/accounts', '/accounts', { handle: '@Me', followers: 500, name: 'Me' }, 201],
    ['post', '/accounts', '/accounts', { handle: '@you' }, 201],
    ['post', '/accounts', '/accounts', { handle: '@me' }, 409],
    ['get', '/accounts', '/accounts?limit=1', undefined, 200],
    ['get', '/accounts/{handle}', '/accounts/@me', undefined, 200],
    ['get', '/accounts/{handle}', '/accounts/@nobody', undefined, 404],
    ['patch', '/accounts/{handle}', '/accounts/me', { public: true, name: null }, 200],
    ['patch', '/accounts/{handle}', '/accounts/@me', { handle: '@you' }, 409],
    ['post', '/accounts/{handle}/followers', '/accounts/@me/followers', { followers: 600 }, 201],
    ['get', '/accounts/{handle}/followers', '/accounts/@me/followers', undefined, 200],
    [
      'get',
      '/accounts/{handle}/followers/{countedAt}',
      '/accounts/@me/followers/2026-01-01T00:00:00Z',
      undefined,
      404,
    ],
    [
      'delete',
      '/accounts/{handle}/followers/{countedAt}',
      '/accounts/@me/followers/2026-01-01T00:00:00Z',
      undefined,
      404,
    ],
    ['post', '/followers/import', '/followers/import', undefined, 400],
    ['post', '/imports', '/imports', undefined, 400],
    ['get', '/followers/providers', '/followers/providers', undefined, 200],
    ['post', '/accounts/{handle}/followers/refresh', '/accounts/@me/followers/refresh', undefined, 409],
    [
      'post',
      '/links',
      '/links',
      { url: 'https://example.com/a', slug: 'launch', account: '@me', text: 'hi' },
      201,
    ],
    ['post', '/links', '/links', { url: 'https://example.com/a', account: '@me', findExisting: true }, 200],
    [
      'post',
      '/links',
      '/links',
      { url: 'https://example.com/b', tags: ['a'], title: 'B', notes: 'b', utm: { source: 'x' } },
      201,
    ],
    ['post', '/links', '/links', { url: 'nothing', slug: '' }, 400],
    ['post', '/links', '/links', { url: 'https://example.com', slug: 'launch' }, 409],
    ['post', '/links/bulk', '/links/bulk', { links: [{ url: 'https://example.com/c' }, {}, 7] }, 200],
    ['get', '/links', '/links?limit=2&sort=clicks&q=example', undefined, 200],
    ['get', '/links/{slug}', '/links/launch', undefined, 200],
    ['patch', '/links/{slug}', '/links/launch', { expiresAt: '2999-01-01T00:00:00+01:00' }, 200],
    ['patch', '/links/{slug}', '/links/launch', { url: 'https://example.com/new' }, 200],
    ['get', '/links/{slug}/targets', '/links/launch/targets', undefined, 200],
    ['put', '/links/{slug}/tweet', '/links/launch/tweet', { url: tweet }, 200],
    ['get', '/links/{slug}/stats', '/links/launch/stats', undefined, 200],
    ['get', '/links/{slug}/influence', '/links/launch/influence', undefined, 200],
    ['get', '/links/{slug}/clicks', '/links/launch/clicks', undefined, 200],
    ['get', '/accounts/{handle}/influence', '/accounts/@me/influence', undefined, 200],
    ['get', '/accounts/{handle}/tweets', '/accounts/@me/tweets?sort=clickers', undefined, 200],
    ['get', '/exchange', '/exchange?from=@me&to=@you', undefined, 200],
    ['get', '/exchange/{handle}', '/exchange/@you', undefined, 200],
    ['get', '/exchange/{handle}', '/exchange/@nobody', undefined, 404],
    ['get', '/leaderboard', '/leaderboard?window=90d&minTweets=1', undefined, 200],
    ['get', '/leaderboard', '/leaderboard?list=nothing', undefined, 404],
    ['get', '/influence/prior', '/influence/prior', undefined, 200],
    ['post', '/influence/prior', '/influence/prior', undefined, 202],
    [
      'post',
      '/destinations',
      '/destinations',
      { url: 'https://example.com/a', accounts: ['@me', '@new'] },
      201,
    ],
    ['get', '/destinations', '/destinations?url=https://example.com/a', undefined, 200],
    ['get', '/destinations', '/destinations?url=https://example.com/none', undefined, 200],
    ['get', '/destinations', '/destinations?url=nothing', undefined, 400],
    ['post', '/lists', '/lists', { name: 'Friends', accounts: ['@me', '@more'] }, 201],
    ['post', '/lists', '/lists', { name: 'friends' }, 409],
    ['get', '/lists', '/lists?limit=1', undefined, 200],
    ['get', '/lists/{name}', '/lists/FRIENDS', undefined, 200],
    ['patch', '/lists/{name}', '/lists/friends', { name: 'Best friends', accounts: ['@you'] }, 200],
    ['put', '/lists/{name}/accounts/{handle}', '/lists/best%20friends/accounts/@another', undefined, 200],
    ['delete', '/lists/{name}/accounts/{handle}', '/lists/best%20friends/accounts/@another', undefined, 200],
    ['delete', '/lists/{name}', '/lists/best%20friends', undefined, 204],
    ['get', '/lists/{name}', '/lists/best%20friends', undefined, 404],
    ['delete', '/links/{slug}', '/links/launch', undefined, 204],
    ['get', '/links/{slug}', '/links/launch', undefined, 410],
    ['post', '/links/{slug}/restore', '/links/launch/restore', undefined, 200],
    ['delete', '/accounts/{handle}', '/accounts/@you', undefined, 204],
  ]
  for (const [method, path, url, body, status] of calls) {
    if (url.startsWith('/leaderboard')) await refreshScoresJob(ctx).run(new AbortController().signal)
    const answer = await api(method.toUpperCase(), url, body)
    t.equal(answer.statusCode, status, `${method} ${url}: ${answer.body.slice(0, 300)}`)
    check(t, method, `/api/v1${path}`, answer)
  }
  check(t, 'get', '/api/v1/links', await app.inject('/api/v1/links'))
  check(t, 'get', '/health', await app.inject('/health'))
})
