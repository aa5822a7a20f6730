// Every route of every API of another service, without a key and with a wrong one.

import { sql } from 'drizzle-orm'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { links } from '../../src/db/schema.js'
import { filledApp } from '../fixtures/filled.js'
import { watchRoutes } from '../fixtures/routes.js'

/** How each service says no. */
const refusals: [path: RegExp, status: number, isOwn: (answer: LightMyRequestResponse) => boolean][] = [
  [/^\/v4\//, 403, answer => answer.json().message === 'FORBIDDEN'],
  [/^\/yourls-api\.php/, 403, ({ body }) => body.includes('<errorCode>403</errorCode>')],
  [/^\/rest\/v[23]\//, 401, answer => /auth|key/i.test(answer.json().type)],
  [/^\/api\/v2\/(links|users)/, 401, answer => typeof answer.json().error === 'string'],
  [/^\/api(-create\.php|\/v2\/action)/, 401, ({ body }) => /^Send your|^This API key/.test(body)],
]
/** No key is needed for these. */
const open = new Set(['/rest/v3/health', '/rest/v2/health', '/api/v2/health'])

const watched = watchRoutes()
const { app, ctx, key, unchanged } = await filledApp(t)
const routes = watched().flatMap(({ method, url }) => {
  const refusal = refusals.find(([path]) => path.test(url))
  return refusal && method !== 'HEAD' && !open.has(url) ? [{ method, url, refusal }] : []
})

const wrongKeys: Record<string, { headers?: Record<string, string>; query?: Record<string, string> }> = {
  'no key': {},
  'a wrong bearer': { headers: { authorization: 'Bearer wrong' } },
  'a wrong bare key': { headers: { authorization: 'wrong' } },
  'a wrong X-Api-Key': { headers: { 'x-api-key': 'wrong' } },
  'wrong fields': {
    query: { signature: 'wrong', password: 'wrong', key: 'wrong', apikey: 'wrong', apiKey: 'wrong' },
  },
}

async function refused(t: Test, name: string): Promise<void> {
  t.ok(routes.length > 20, 'routes were found')
  for (const { method, url, refusal } of routes) {
    const [, status, isOwn] = refusal
    const answer = await app.inject({
      method: method as 'POST',
      url,
      ...wrongKeys[name],
      ...(method !== 'GET' && !url.endsWith('.php') && !url.includes('/action/') && { payload: {} }),
    })
    t.equal(answer.statusCode, status, `${method} ${url}`)
    t.ok(isOwn(answer), `${method} ${url} is refused as its service does`)
  }
  await unchanged(t)
}

for (const name of Object.keys(wrongKeys)) t.test(name, t => refused(t, name))

/** What makes something by GET, because its service does. */
const makes = [
  '/yourls-api.php?action=shorturl&',
  '/api-create.php?',
  '/api/v2/action/shorten?',
  '/rest/v3/short-urls/shorten?longUrl=https://example.com/new&apiKey=KEY&',
].map(path => `${path}url=https://example.com/new&signature=KEY&key=KEY`)

t.test('a viewer changes nothing by any door, not even by GET', async t => {
  const { key: viewer } = await createKey(ctx.db, { name: 'viewer', role: 'viewer' })
  const contents = () => ctx.db.execute(sql`select row_to_json(l)::text from links l order by id`)
  const before = await contents()
  const target = 'https://example.com/new'
  const wish = { url: target, long_url: target, longUrl: target, target, title: 'New', tags: ['new'] }
  const payload = { ...wish, bitlink_id: 'sho.rt/launch', custom_bitlink: 'sho.rt/launch-new' }
  // It only reads.
  const writing = routes.filter(({ method, url }) => method !== 'GET' && url !== '/v4/expand')
  for (const { method, url } of writing) {
    const answer = await app.inject({
      method: method as 'POST',
      url,
      headers: { authorization: `Bearer ${viewer}`, 'x-api-key': viewer },
      query: { signature: viewer, key: viewer, url: 'https://example.com/new', action: 'shorturl' },
      ...(!url.endsWith('.php') && !url.includes('/action/') && { payload }),
    })
    t.ok(answer.statusCode >= 400, `${method} ${url} ${answer.statusCode} ${answer.body}`)
  }
  for (const url of makes) t.equal((await app.inject(url.replaceAll('KEY', viewer))).statusCode, 403, url)
  t.same(await contents(), before)
})

t.test('a HEAD changes nothing, no matter who sends it', async t => {
  const count = async () => (await ctx.db.select().from(links)).length
  const before = await count()
  for (const url of makes) {
    const { statusCode, headers } = await app.inject({ method: 'HEAD', url: url.replaceAll('KEY', key) })
    // Shlink's address is also that of a link with this name.
    if (url.startsWith('/rest')) t.equal(statusCode, 404)
    else t.match({ statusCode, headers }, { statusCode: 405, headers: { allow: 'GET, POST, OPTIONS' } })
  }
  t.equal(await count(), before)
  t.equal((await app.inject(makes[1]?.replaceAll('KEY', key) ?? '')).statusCode, 200, 'a GET would')
  t.equal(await count(), before + 1)
})
