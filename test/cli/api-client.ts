import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import t from 'tap'
import { apiClient } from '../../src/cli/api-client.js'
import { problem, stubApi } from '../fixtures/stub-api.js'

const clientOf = (url: string) => apiClient({ FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' })

t.test('a call carries the key and resolves to the JSON', async t => {
  const { url, requests } = await stubApi(t, { 'POST /api/v1/links': { status: 201, body: { slug: 'abc' } } })
  t.strictSame(await clientOf(url).ask('/links', { url: 'https://example.com/' }), { slug: 'abc' })
  t.match(requests, [
    { method: 'POST', authorization: 'Bearer fh_test', body: { url: 'https://example.com/' } },
  ])
})

t.test('a problem is told in its own words, field by field', async t => {
  const errors = [
    { field: 'url', message: 'must be an http or https address' },
    { field: 'slug', message: 'must have 3 to 64 characters' },
  ]
  const listed = errors.map(({ field, message }) => `${field}: ${message}`)
  const { url } = await stubApi(t, {
    'GET /api/v1/a': problem(409, 'slug-taken', 'The slug "abc" is taken; choose another.'),
    'GET /api/v1/b': problem(400, 'invalid-input', 'Two fields are wrong.', { errors }),
    'GET /api/v1/c': problem(400, 'invalid-input', listed.join('; '), { errors }),
  })
  const api = clientOf(url)
  await t.rejects(api.ask('/a'), {
    name: 'CommandFailed',
    message: 'The slug "abc" is taken; choose another.',
    details: [],
  })
  await t.rejects(api.ask('/b'), { message: 'Two fields are wrong.', details: listed })
  await t.rejects(api.ask('/c'), { message: 'The service refuses the input:', details: listed })
})

t.test('another kind of server is recognized as one', async t => {
  const { url } = await stubApi(t, {
    'GET /api/v1/html': { type: 'text/html', body: '<h1>It works</h1>' },
    'GET /api/v1/null': { body: 'null' },
    'GET /api/v1/proxy': { status: 502, type: 'text/html', body: '<h1>Bad Gateway</h1>' },
    'GET /api/v1/moved': { status: 301, headers: { location: 'https://example.com/' }, body: '' },
  })
  for (const path of ['/html', '/null', '/proxy', '/moved']) {
    await t.rejects(
      clientOf(url).ask(path),
      { message: /but not as Fivehundred does\. Set FIVEHUNDRED_URL/ },
      path,
    )
  }
})

t.test('where nothing listens, the address and the variable are named', async t => {
  const closed = createServer()
  await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`
  await new Promise(resolve => closed.close(resolve))
  await t.rejects(clientOf(url).ask('/links'), {
    name: 'CommandFailed',
    message: `Nothing answers at ${url} (ECONNREFUSED). Is the service running there? Set FIVEHUNDRED_URL to its address.`,
  })
})
