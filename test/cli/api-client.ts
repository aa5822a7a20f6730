import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import t from 'tap'
import { apiClient } from '../../src/cli/api-client.js'
import { problem, stubApi } from '../fixtures/stub-api.js'

const clientOf = (url: string) => apiClient({ FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' })

t.test('a call carries the key and resolves to the JSON', async t => {
  const { url, requests } = await stubApi(t, { 'POST /api/v1/links': { status: 201, body: { slug: 'abc' } } })
  const body = { url: 'https://example.com/' }
  t.strictSame(await clientOf(url).createLink({ body }), { slug: 'abc' })
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
    'GET /api/v1/links/a': problem(409, 'slug-taken', 'The slug "abc" is taken; choose another.'),
    'GET /api/v1/links/b': problem(400, 'invalid-input', 'Two fields are wrong.', { errors }),
    'GET /api/v1/links/c': problem(400, 'invalid-input', listed.join('; '), { errors }),
  })
  const api = clientOf(url)
  await t.rejects(api.getLink({ slug: 'a' }), {
    name: 'CommandFailed',
    message: 'The slug "abc" is taken; choose another.',
    details: [],
  })
  await t.rejects(api.getLink({ slug: 'b' }), { message: 'Two fields are wrong.', details: listed })
  await t.rejects(api.getLink({ slug: 'c' }), { message: 'The service refuses the input:', details: listed })
})

t.test('another kind of server is recognized as one', async t => {
  const { url } = await stubApi(t, {
    'GET /api/v1/links/html': { type: 'text/html', body: '<h1>It works</h1>' },
    'GET /api/v1/links/null': { body: 'null' },
    'GET /api/v1/links/broken': { body: '{"slug": ' },
    'GET /api/v1/links/proxy': { status: 502, type: 'text/html', body: '<h1>Bad Gateway</h1>' },
    'GET /api/v1/links/moved': { status: 301, headers: { location: 'https://example.com/' }, body: '' },
  })
  for (const slug of ['html', 'null', 'proxy', 'moved', 'broken']) {
    await t.rejects(
      clientOf(url).getLink({ slug }),
      { message: /but not as Fivehundred answers\. Set FIVEHUNDRED_URL/ },
      slug,
    )
  }
})

t.test('where nothing listens, the address and the variable are named', async t => {
  const closed = createServer()
  await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`
  await new Promise(resolve => closed.close(resolve))
  await t.rejects(clientOf(url).listLinks({}), {
    name: 'CommandFailed',
    message: `Nothing answers at ${url} (ECONNREFUSED). Is the service running there? Set FIVEHUNDRED_URL to its address.`,
  })
})
