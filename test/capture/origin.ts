import type { IncomingMessage } from 'node:http'
import t from 'tap'
import { originOf, rememberPeer, type Trust } from '../../src/capture/origin.js'

const request = (peer: string | undefined, headers: IncomingMessage['headers'] = {}) =>
  ({ socket: { remoteAddress: peer }, headers }) as IncomingMessage
const local: Trust = address => address === '127.0.0.1'

t.test('what a proxy says counts as far as the proxies are trusted', async t => {
  const forwarded = { 'x-forwarded-for': '192.0.2.1, 192.0.2.2', 'x-forwarded-proto': 'https' }
  t.same(originOf(request('127.0.0.1', forwarded), local), { address: '192.0.2.2', secure: true })
  t.same(originOf(request('192.0.2.9', forwarded), local), { address: '192.0.2.9', secure: false })
  t.same(originOf(request('127.0.0.1'), local), { address: '127.0.0.1', secure: false })
  t.same(
    originOf(request(undefined, forwarded), () => true),
    { address: '', secure: false },
    'the visitor has gone',
  )
})

t.test('of several protocols the nearest proxy’s counts', async t => {
  for (const [protocol, secure] of [
    ['https', true],
    ['http, https', true],
    ['http,https ', true],
    ['https, http', false],
    ['xhttps', false],
    ['httpsx', false],
    ['', false],
  ] as const)
    t.equal(originOf(request('127.0.0.1', { 'x-forwarded-proto': protocol }), local).secure, secure, protocol)
})

t.test('the last proxy at the door is remembered, and nobody else', async t => {
  const asked: [string, number][] = []
  const trust = rememberPeer((address, hop) => {
    asked.push([address, hop])
    return local(address, hop)
  })
  for (const [address, hop, trusted] of [
    ['127.0.0.1', 0, true],
    ['127.0.0.1', 0, true],
    ['127.0.0.1', 1, true],
    ['192.0.2.1', 0, false],
    ['192.0.2.1', 0, false],
    ['127.0.0.1', 0, true],
    ['', 0, false],
  ] as const)
    t.equal(trust(address, hop), trusted, `${address} at ${hop}`)
  t.same(asked, [
    ['127.0.0.1', 0],
    ['127.0.0.1', 1],
    ['192.0.2.1', 0],
    ['192.0.2.1', 0],
    ['', 0],
  ])
})
