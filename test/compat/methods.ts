// Every address of every API of another service, with every method, and addresses that it has not.
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { filledApp } from '../fixtures/filled.js'
import { watchRoutes } from '../fixtures/routes.js'

/** Where each service is, an address below it that it has not, and how it tells an error. */
const doors: { at: RegExp; unknown: string[]; isOwn(answer: LightMyRequestResponse): boolean }[] = [
  {
    at: /^\/v4\//,
    unknown: ['/v4', '/v4/', '/v4/campaigns', '/v4/bitlinks/a/b/c/d', '/v4/groups/x/y/z', '/v4/%00'],
    isOwn: answer => typeof answer.json().message === 'string' && typeof answer.json().resource === 'string',
  },
  {
    at: /^\/rest\/v[23]\//,
    unknown: [
      '/rest/v3',
      '/rest/v3/',
      '/rest/v3/nothing',
      '/rest/v2/short-urls/a/b/c',
      '/rest/v3/tags/%00/x',
      '/rest/v1/tags',
    ],
    isOwn: answer => answer.json().status === answer.statusCode && typeof answer.json().type === 'string',
  },
  {
    at: /^\/yourls-api\.php/,
    unknown: ['/yourls-api.php/x'],
    isOwn: ({ body }) => /<result>.*<errorCode>\d{3}<\/errorCode>/.test(body),
  },
  {
    at: /^\/api\/v2\/(links|users|health)/,
    unknown: ['/api/v2', '/api/v2/', '/api/v2/domains', '/api/v2/links/a/b/c', '/api/v2/auth/apikey'],
    isOwn: answer => typeof answer.json().error === 'string',
  },
  {
    at: /^\/api(-create\.php|\/v2\/action)/,
    unknown: ['/api-create.php/x', '/api/v2/action', '/api/v2/action/nothing'],
    isOwn: ({ body, headers }) =>
      /^text\/plain/.test(String(headers['content-type'])) && !body.includes('\n'),
  },
]

const watched = watchRoutes()
const { app, key, unchanged } = await filledApp(t)
const headers = { authorization: `Bearer ${key}`, 'x-api-key': key }
const routes = watched()
const all = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
const real = (url: string) => url.replace(/\/1(?=\/|$)/, '/launch').replace(/shortCode|\bid\b/, 'launch')

async function send(t: Test, method: (typeof all)[number], url: string): Promise<LightMyRequestResponse> {
  const answer = await app.inject({ method, url, headers })
  t.ok(answer.statusCode < 500 || answer.statusCode === 501, `${method} ${url} ${answer.statusCode}`)
  t.equal(answer.headers['access-control-allow-origin'], '*', `${method} ${url} may be read by any page`)
  return answer
}

t.test('a method that an address does not take is refused in the words of its service', async t => {
  for (const { at, isOwn } of doors) {
    const own = routes.filter(({ url }) => at.test(url))
    const urls = [...new Set(own.map(({ url }) => url))]
    t.ok(urls.length > 0, String(at))
    for (const url of urls) {
      const taken = own.filter(route => route.url === url).map(({ method }) => method)
      for (const method of all.filter(method => method !== 'OPTIONS' && !taken.includes(method))) {
        // Another route with a parameter may take it.
        if (routes.some(route => route.method === method && matches(route.url, url))) continue
        const answer = await send(t, method, real(url))
        t.equal(answer.statusCode, 405, `${method} ${url} ${answer.body}`)
        t.ok(String(answer.headers.allow).includes(taken[0] ?? '-'), `${method} ${url}: Allow`)
        if (method === 'HEAD') t.equal(answer.body, '')
        else t.ok(isOwn(answer), `${method} ${url}: ${answer.body}`)
      }
    }
  }
  await unchanged(t)
})

/** Names of parameters are left as they are in these addresses. */
function matches(pattern: string, url: string): boolean {
  const words = (address: string) => address.split('/')
  const given = words(url)
  const isParameter = (word: string) =>
    ['1', 'shortCode', 'id', 'host', 'group', 'sort', 'tag'].includes(word)
  return (
    pattern !== url &&
    words(pattern).length === given.length &&
    words(pattern).every((word, at) => word === given[at] || isParameter(word))
  )
}

t.test('OPTIONS tells what an address takes, without a key, and does nothing', async t => {
  for (const { at } of doors)
    for (const { url, method } of routes.filter(({ url }) => at.test(url))) {
      const answer = await app.inject({
        method: 'OPTIONS',
        url: real(url),
        headers: { origin: 'https://example.com', 'access-control-request-method': method },
      })
      t.equal(answer.statusCode, 204, `${url} ${answer.statusCode} ${answer.body}`)
      if (method !== 'HEAD')
        t.match(String(answer.headers['access-control-allow-methods']), method, `${method} ${url}`)
    }
  await unchanged(t)
})

t.test('a HEAD is answered as a GET, without a body, and changes nothing', async t => {
  for (const { at } of doors)
    for (const { url } of routes.filter(({ url, method }) => method === 'HEAD' && at.test(url))) {
      const [head, get] = [await send(t, 'HEAD', real(url)), await send(t, 'GET', real(url))]
      // Where a GET makes something, a HEAD is refused.
      const makes = head.statusCode === 405 && /\.php$|\/shorten$/.test(url)
      if (!makes) t.equal(head.statusCode, get.statusCode, url)
      t.equal(head.body, '', url)
    }
  await unchanged(t)
})

t.test('an address that a service does not have is told in its own words, whatever the method', async t => {
  for (const { unknown, isOwn } of doors)
    for (const url of unknown)
      for (const method of all) {
        if (method === 'OPTIONS') continue
        const answer = await send(t, method, url)
        t.ok(answer.statusCode >= 400, `${method} ${url} ${answer.statusCode}`)
        if (method === 'HEAD') t.equal(answer.body, '')
        else t.ok(isOwn(answer), `${method} ${url} ${answer.statusCode} ${answer.body}`)
      }
  await unchanged(t)
})
