import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import t, { type Test } from 'tap'
import { hitHeaders } from '../../src/capture/headers.js'

/** What capture takes from a request with these lines, and what Node says of the same headers. */
async function headersOf(t: Test, lines: string[]) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  t.teardown(() => server.close())
  t.teardown(() => socket.destroy())
  socket.write(`GET / HTTP/1.1\r\n${['Host: example.com', ...lines].join('\r\n')}\r\n\r\n`, 'latin1')
  const [request] = await once(server, 'request')
  const taken = hitHeaders(request)
  return { taken, same: Object.fromEntries(Object.keys(taken).map(name => [name, request.headers[name]])) }
}

t.test('takes what a hit is made of, and nothing else', async t => {
  const { taken } = await headersOf(t, [
    'Accept: text/html',
    'accept-language: de',
    'ACCEPT-ENCODING: gzip',
    'Cookie: a=b',
    'Purpose: prefetch',
    'referer: https://t.co/abc',
    'sec-fetch-dest: document',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-Site: none',
    'Sec-Purpose: prefetch;prerender',
    'uSER-aGENT: Browser/1',
    'X-Forwarded-For: 192.0.2.1',
    'x-forwarded-proto: https',
    'X-Moz: prefetch',
    'X-Purpose: preview',
  ])
  t.strictSame(taken, {
    accept: 'text/html',
    'accept-language': 'de',
    purpose: 'prefetch',
    referer: 'https://t.co/abc',
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
    'sec-purpose': 'prefetch;prerender',
    'user-agent': 'Browser/1',
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-proto': 'https',
    'x-moz': 'prefetch',
    'x-purpose': 'preview',
  })
})

t.test('what comes twice, is empty or no ASCII is read as Node reads it', async t => {
  const twice = (name: string) => [`${name}: one`, `${name.toLowerCase()}: two`]
  const names = ['Accept', 'Referer', 'User-Agent', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Moz']
  const { taken, same } = await headersOf(t, [...names.flatMap(twice), 'Purpose:', 'Accept-Language: \xe4'])
  t.strictSame(taken, same)
  t.match(taken, { referer: 'one', 'user-agent': 'one', accept: 'one, two', 'x-forwarded-for': 'one, two' })
  t.match(taken, { purpose: '', 'accept-language': '\xe4' })
})

t.test('a request without headers has none', async t => {
  t.strictSame((await headersOf(t, [])).taken, {})
})
