// What is read without Node's HTTP is exactly what that reads, and never something it refuses.
import { createServer, type IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import fc from 'fast-check'
import t from 'tap'
import { readPlainRequest } from '../../src/capture/plain-request.js'

const socket = new Socket()
const read = (text: string) => readPlainRequest(Buffer.from(text, 'latin1'), socket)
const plain = 'GET /launch?a=1 HTTP/1.1\r\nHost: sho.rt\r\nUser-Agent:  a  test \r\nX-Empty:\r\n\r\n'

/** What Node makes of the same bytes: its requests, or null if it refuses any of them. */
function readByNode(text: string): Promise<Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] | null> {
  return new Promise(resolve => {
    const requests: IncomingMessage[] = []
    const server = createServer(request => requests.push(request))
    const pipe = new Duplex({ read() {}, write: (_bytes, _encoding, done) => done() })
    for (const event of ['upgrade', 'checkContinue', 'checkExpectation', 'clientError'])
      server.on(event, () => resolve(null))
    server.emit('connection', pipe)
    pipe.push(Buffer.from(text, 'latin1'))
    setImmediate(() => resolve(requests.every(({ complete }) => complete) ? requests : null))
  })
}

t.test('a plain request has its address and headers', async t => {
  t.match(read(plain), {
    method: 'GET',
    url: '/launch?a=1',
    headers: { host: 'sho.rt', 'user-agent': 'a  test', 'x-empty': '' },
    complete: true,
  })
  t.ok(read(plain.replace('\r\nX', '\r\nConnection: Keep-Alive\r\nX')), 'one that says that it stays')
})

t.test('everything else is for Node', async t => {
  const others = {
    nothing: '',
    'a part': plain.slice(0, -1),
    'two requests': plain + plain,
    'one and the start of another': `${plain}G`,
    'another method': plain.replace('GET', 'HEAD'),
    'an absolute address': plain.replace('/launch', 'http://sho.rt/launch'),
    'HTTP/1.0': plain.replace('/1.1', '/1.0'),
    'no host': plain.replace('Host', 'Hose'),
    'a line feed alone': plain.replaceAll('\r\n', '\n'),
    'a carriage return in a value': plain.replace('a  test', 'a\rtest'),
    'a line feed in a value': plain.replace('a  test', 'a\ntest'),
    'a tab': plain.replace('a  test', 'a\ttest'),
    NUL: plain.replace('a  test', 'a\0test'),
    'a character that is not ASCII': plain.replace('launch', 'l\xfcnch'),
    'a space in a name': plain.replace('X-Empty', 'X Empty'),
    'a space after a name': plain.replace('X-Empty:', 'X-Empty :'),
    'a line that goes on': plain.replace('X-Empty:', ' more'),
    'a line without a colon': plain.replace('X-Empty:', 'X-Empty'),
    'no name': plain.replace('X-Empty:', ':'),
    'a header twice': plain.replace('X-Empty', 'user-agent'),
    __proto__: plain.replace('X-Empty', '__proto__'),
    'a body': plain.replace('X-Empty:', 'Content-Length: 0'),
    chunks: plain.replace('X-Empty:', 'TRANSFER-ENCODING: chunked'),
    'an expectation': plain.replace('X-Empty:', 'Expect: 100-continue'),
    'another protocol': plain.replace('X-Empty:', 'Upgrade: h2c'),
    'the end of the connection': plain.replace('X-Empty:', 'Connection: close'),
    'a connection of two words': plain.replace('X-Empty:', 'Connection: keep-alive, upgrade'),
    'the connection of a proxy': plain.replace('X-Empty:', 'Proxy-Connection: close'),
    'more than fits': plain.replace('a  test', 'a'.repeat(9_000)),
  }
  for (const [name, text] of Object.entries(others)) t.equal(read(text), null, name)
})

t.test('names that nobody uses do not fill the memory', async t => {
  for (let n = 0; n < 2_000; n++) t.ok(read(plain.replace('X-Empty', `X-Made-Up-${n}`)))
})

t.test('whatever it reads, Node reads the same', async t => {
  const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: rare })
  const plainName = fc.constantFrom('User-Agent', 'X-Forwarded-For', 'Cookie', 'Accept', 'X_Y', 'Connection')
  const otherName = fc.constantFrom(
    ...['Host', 'host', 'connection', 'Content-Length', 'Transfer-Encoding', 'Expect', 'Upgrade', 'TE'],
    ...['Proxy-Connection', 'Keep-Alive', 'Trailer', 'X Y', '', 'constructor', 'X\t', '(', 'HTTP2-Settings'],
  )
  const plainValue = fc.oneof(
    fc.constantFrom('keep-alive', 'Keep-Alive', '0', ' a ', ''),
    fc.string({ maxLength: 20 }),
  )
  const otherValue = fc.oneof(
    fc.constantFrom('close', 'chunked', '5', '\t', 'upgrade', 'h2c', 'keep-alive, close', '\r', '\0'),
    fc.string({ unit: 'binary', maxLength: 12 }).map(text => Buffer.from(text).toString('latin1')),
  )
  const header = fc.tuple(
    mostly(plainName, otherName),
    mostly(fc.constantFrom(':', ': '), fc.constantFrom(' : ', '')),
    mostly(plainValue, otherValue),
  )
  const url = mostly(
    fc.constantFrom('/launch', '/', '/a?b#c', '//', '/%', '/"<>`{}|^\\'),
    fc.oneof(
      fc.constantFrom('*', 'http://x/', ''),
      fc.string({ maxLength: 12 }).map(rest => `/${rest}`),
    ),
  )
  const head = fc
    .record({
      method: mostly(fc.constant('GET'), fc.constantFrom('HEAD', 'get', 'PRI')),
      url,
      version: mostly(fc.constant('1.1'), fc.constantFrom('1.0', '2.0', '1.10')),
      host: mostly(fc.constant('Host: x\r\n'), fc.constant('')),
      headers: fc.array(header, { maxLength: 4 }),
      lineEnd: mostly(fc.constant('\r\n'), fc.constantFrom('\n', '\r')),
      rest: mostly(fc.constant(''), fc.constantFrom('G', '\r\n', plain)),
    })
    .map(
      ({ method, url, version, host, headers, lineEnd, rest }) =>
        `${method} ${url} HTTP/${version}\r\n${host}` +
        `${headers.map(parts => parts.join('') + lineEnd).join('')}\r\n${rest}`,
    )
  let read = 0
  await fc.assert(
    fc.asyncProperty(head, async text => {
      const own = readPlainRequest(Buffer.from(text, 'latin1'), socket)
      if (own === null) return
      read++
      const requests = await readByNode(text)
      if (requests?.length !== 1) throw new Error(`Node reads ${requests?.length ?? 'nothing'}.`)
      const [{ method, url, headers }] = requests as [IncomingMessage]
      const same = JSON.stringify([method, url, { ...headers }])
      if (JSON.stringify([own.method, own.url, own.headers]) !== same) throw new Error(same)
    }),
    { numRuns: 3_000 },
  )
  t.ok(read > 300, `${read} of 3,000 were read`)
})
