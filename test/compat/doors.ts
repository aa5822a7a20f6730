// Every route of every API of another service, without a key and with a wrong one.
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
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
const { app, unchanged } = await filledApp(t)
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
