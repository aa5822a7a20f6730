import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readBatch } from '../../src/journal/read.js'
import { guardConnections, placesFor, slowest } from '../../src/main/connections.js'
import { type TestApp, testApp } from '../fixtures/app.js'
import { eventually } from '../fixtures/client.js'
import { type Caller, openCaller } from '../fixtures/send-bytes.js'

const quick = { headersMs: 200, requestMs: 400, idleMs: 300, stalledMs: 300, lingerMs: 100, sweepMs: 20 }
const patient = { headersMs: 60_000, requestMs: 60_000, idleMs: 60_000, sweepMs: 20 }

/** A listening application with a link, and a way to open connections to it. */
async function listening(t: Test, options: Parameters<typeof testApp>[1]) {
  const tested = await testApp(t, options)
  await tested.api('POST', '/links', { url: 'https://example.com/', slug: 'launch' })
  const { port } = new URL(await tested.app.listen({ port: 0, host: '127.0.0.1' }))
  const open = async (text: string): Promise<Caller> => {
    const caller = await openCaller(t, Number(port))
    caller.socket.write(text)
    return caller
  }
  return { ...tested, open }
}

/** The connections that the server holds. */
function held({ app }: Pick<TestApp, 'app'>): Promise<number> {
  return new Promise((resolve, reject) => {
    app.server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })
}

/** Sends to all of them again and again, as slow clients do, until the test ends. */
function dribble(t: Test, callers: Caller[], text: string): void {
  const timer = setInterval(() => {
    for (const { socket } of callers) if (socket.writable) socket.write(text)
  }, 30)
  t.teardown(() => clearInterval(timer))
}

const allEnded = (t: Test, tested: Pick<TestApp, 'app'>) =>
  eventually(
    () => held(tested),
    count => count === 0,
  ).then(count => t.equal(count, 0, 'none is held'))

const sizeOf = (asset: string) => statSync(`dist/assets/${asset}`).size

const headers = 'POST /api/v1/links HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'

t.test('a client that is too slow is ended, although it goes on sending', async t => {
  const kinds = {
    'nothing at all': ['', ''],
    'blank lines': ['\r\n', '\r\n'],
    'a request line': ['GET /lau', 'n'],
    headers: ['GET /launch HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'a'],
    'headers of a second request': [
      'GET /launch HTTP/1.1\r\nHost: x\r\n\r\nGET /launch HTTP/1.1\r\nX-Slow: ',
      'a',
    ],
    'blank lines after an answer': ['GET /launch HTTP/1.1\r\nHost: x\r\n\r\n', '\r\n'],
    'a body with its length': ['BODYContent-Length: 10000\r\n\r\n{"url": "', 'a'],
    'a body in chunks': ['BODYTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'],
  }
  const tested = await listening(t, { limits: quick })
  const key = `${headers}Authorization: Bearer ${tested.key}\r\n`
  for (const [name, [first = '', then = '']] of Object.entries(kinds)) {
    await t.test(name, async t => {
      const callers = []
      for (let n = 0; n < 5; n++) callers.push(await tested.open(first.replace('BODY', key)))
      if (then !== '') dribble(t, callers, then)
      await allEnded(t, tested)
    })
  }
})

t.test('a refused client is ended, although it goes on sending', async t => {
  const kinds = {
    'no HTTP': ['hello\r\n\r\n', 'a', /^HTTP\/1.1 400/],
    'headers too long': [`GET / HTTP/1.1\r\nX: ${'a'.repeat(17_000)}`, 'a', /^HTTP\/1.1 431/],
    'a body without a key': [`${headers}Content-Length: 10000\r\n\r\n`, 'a', /^HTTP\/1.1 401/],
    'a body for nothing': [
      'POST /nobody/here HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n',
      'a',
      /^HTTP\/1.1 404/,
    ],
    'a body that is too large': ['BODYContent-Length: 10000000\r\n\r\n', 'a', /^HTTP\/1.1 413/],
    'a body of another kind': [
      'POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: x/y\r\nContent-Length: 10000\r\n\r\n',
      'a',
      /^HTTP\/1.1 415/,
    ],
  } as const
  // Only what the answer itself ends is quick.
  const tested = await listening(t, { limits: { ...patient, lingerMs: 100 } })
  const key = `${headers}Authorization: Bearer ${tested.key}\r\n`
  for (const [name, [first, then, status]] of Object.entries(kinds)) {
    await t.test(name, async t => {
      const caller = await tested.open(first.replace('BODY', key))
      dribble(t, [caller], then)
      await allEnded(t, tested)
      t.match(caller.text(), status)
      t.equal(caller.text().split('HTTP/1.1 ').length, 2, 'one answer')
    })
  }
})

t.test(
  'a client that sends a large body and reads only then still gets to know why it is refused',
  async t => {
    const tested = await listening(t, { limits: { ...patient, lingerMs: 20_000 } })
    const answer = await fetch(`http://127.0.0.1:${portOf(tested)}/api/v1/links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tested.key}`, 'content-type': 'application/json' },
      body: Buffer.alloc(30 * 1024 * 1024, 'a'),
    })
    t.equal(answer.status, 413)
    t.match(await answer.json(), { code: 'body-too-large' })
  },
)

t.test('a request that was too slow is not carried out after all', async t => {
  const tested = await listening(t, { limits: { ...quick, lingerMs: 60_000 } })
  const body = '{"url": "https://example.com/", "slug": "late"}'
  const caller = await tested.open(
    `${headers}Authorization: Bearer ${tested.key}\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -1)}`,
  )
  await eventually(
    async () => caller.text(),
    text => text.includes('408'),
  )
  caller.socket.write('}')
  await allEnded(t, tested)
  t.equal((await tested.api('GET', '/links/late')).statusCode, 404)
})

t.test('a client that does not read its answers is ended, and one that reads is not', async t => {
  const tested = await listening(t, { limits: { ...quick, idleMs: 60_000, stalledMs: 500 } })
  // The largest file the service has, so often that no buffer of the system holds it all.
  const [largest] = readdirSync('dist/assets').sort((a, b) => sizeOf(b) - sizeOf(a))
  const request = `GET /assets/${largest} HTTP/1.1\r\nHost: x\r\n\r\n`
  const deaf = []
  for (let n = 0; n < 3; n++) deaf.push(await tested.open(''))
  for (const { socket } of deaf) {
    socket.pause()
    socket.write(request.repeat(80))
  }
  const reader = await tested.open(request.repeat(10))
  await eventually(
    () => held(tested),
    count => count === 1,
  )
  t.equal(await held(tested), 1, 'only the reader is left')
  await eventually(
    async () => reader.text().match(/HTTP\/1.1 200/g)?.length,
    answers => answers === 10,
  )
  t.equal(reader.text().match(/HTTP\/1.1 200/g)?.length, 10)
  t.notOk(reader.ended())
})

t.test(
  'a client that sends very many requests in one piece is ended, and a hundred are answered',
  async t => {
    const tested = await listening(t, { limits: patient })
    // Plain clicks are read one by one.
    const request = 'HEAD /launch HTTP/1.1\r\nHost: x\r\n\r\n'
    const answers = ({ text }: Caller) => text().match(/HTTP\/1.1 302/g)?.length
    const hundred = await tested.open(request.repeat(100))
    t.equal(
      await eventually(
        async () => answers(hundred),
        count => count === 100,
      ),
      100,
    )
    hundred.socket.write(request)
    t.equal(
      await eventually(
        async () => answers(hundred),
        count => count === 101,
      ),
      101,
      'and more later',
    )
    let made = 0
    tested.app.server.on('request', () => made++)
    const many = await tested.open(request.repeat(1_500))
    await eventually(async () => many.ended(), Boolean)
    t.ok(many.ended())
    t.notOk(hundred.ended())
    await tested.app.close()
    await tested.ctx.journal.close()
    const directory = join(tested.ctx.config.dataDir, 'journal')
    const { records } = await readBatch(directory, { segment: 0, offset: 0 })
    t.ok(records.length <= 201, `${records.length - 101} of them were begun`)
    t.ok(made <= 201, `${made} requests were made of it`)
  },
)

t.test('requests in one piece are handled one after the other', async t => {
  let running = 0
  let most = 0
  const server = createServer((request, response) => {
    guard.inTurn(request, response, () => {
      most = Math.max(most, ++running)
      setTimeout(() => {
        running--
        response.end(request.url)
      }, 2)
    })
  })
  const limits = { connections: 10, idleMs: 60_000, stalledMs: 60_000, lingerMs: 60_000, sweepMs: 1_000 }
  const guard = guardConnections(server, limits, { clientOf: () => '', log: { warn() {} } })
  t.teardown(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { socket, text } = await openCaller(t, (server.address() as AddressInfo).port)
  const paths = Array.from({ length: 20 }, (_, n) => `/${n}`)
  socket.write(paths.map(path => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''))
  const answered = () => [...text().matchAll(/^\/\d+/gm)].map(([path]) => path)
  await eventually(
    async () => answered().length,
    count => count === 20,
  )
  t.strictSame(answered(), paths)
  t.equal(most, 1)
})

t.test('slow connections of all kinds leave room for others', async t => {
  const tested = await listening(t, {
    limits: { ...patient, connections: 20 },
    env: { TRUST_PROXY: 'loopback' },
  })
  const forwarded = (from: string) => `X-Forwarded-For: ${from}\r\n`
  const click = (from: string) => `GET /launch HTTP/1.1\r\nHost: x\r\n${forwarded(from)}\r\n`
  const answered = (caller: Caller) =>
    eventually(
      async () => caller.text(),
      text => text.includes('HTTP/1.1 302') || caller.ended(),
    )

  const early = await tested.open(click('192.0.2.1'))
  t.match(await answered(early), /^HTTP\/1.1 302/)
  const slow = (n: number) => {
    const authorized = `${headers}Authorization: Bearer ${tested.key}\r\n${forwarded('198.51.100.1')}`
    return [
      '',
      'GET /launch HTTP/1.1\r\nX-Slow: ',
      `${authorized}Content-Length: 10000\r\n\r\n{`,
      click('198.51.100.1'),
    ][n % 4] as string
  }
  for (let n = 0; n < 60; n++) await tested.open(slow(n))
  for (let n = 0; n < 10; n++) {
    const caller = await tested.open(click('192.0.2.1'))
    t.match(await answered(caller), /^HTTP\/1.1 302/, 'one who comes while it is full')
    caller.socket.destroy()
  }
  t.ok((await held(tested)) <= 20)
  early.socket.write(click('192.0.2.1'))
  const twice = await eventually(
    async () => early.text().split('HTTP/1.1 302').length,
    count => count === 3,
  )
  t.equal(twice, 3, 'one who was there before and holds few')
  t.ok(tested.logged.some(line => line.includes('make room')))
})

t.test('of those who hold most, the slowest go first', async t => {
  const many = [1, 2, 3].map(since => ({ client: 'many', since: since + 10 }))
  const some = [1, 2].map(since => ({ client: 'some', since: since + 20 }))
  const one = { client: 'one', since: 0 }
  const names = (count: number) =>
    slowest([one, ...some, ...many], count).map(({ client, since }) => `${client} ${since}`)
  t.strictSame(names(6), ['many 11', 'many 12', 'some 21', 'one 0', 'many 13', 'some 22'])
  t.strictSame(names(1), ['many 11'])
})

t.test('the system gives some descriptors to connections and keeps some for files', async t => {
  t.equal(placesFor(10_000, 1024), 384)
  t.equal(placesFor(10_000, Number.POSITIVE_INFINITY), 10_000)
  t.equal(placesFor(10_000, 100), 1)
})

function portOf({ app }: Pick<TestApp, 'app'>): number {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

t.test('a client that ends its side after its requests gets all answers', async t => {
  const { open } = await listening(t, { limits: patient })
  const redirect = 'GET /launch HTTP/1.1\r\nHost: sho.rt\r\n\r\n'
  for (const [requests, answers] of [
    [redirect, 1],
    [redirect.repeat(3), 3],
    ['POST /login HTTP/1.1\r\nHost: sho.rt\r\nContent-Length: 2\r\n\r\nab', 1],
  ] as const) {
    const { socket, text, ended } = await open(requests)
    socket.end()
    await eventually(async () => ended(), Boolean)
    t.equal(text().match(/^HTTP\/1\.1 /gm)?.length, answers, JSON.stringify(text().slice(0, 100)))
  }
})

t.test('a connection that a client ends without a request is closed', async t => {
  const tested = await listening(t, { limits: patient })
  const { socket } = await tested.open('')
  socket.end()
  await allEnded(t, tested)
})
