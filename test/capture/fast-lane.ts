import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { closeApp } from '../../src/main/close-app.js'
import { type Capture, capture } from '../fixtures/capture.js'
import { eventually } from '../fixtures/client.js'
import { storeLink } from '../fixtures/links.js'
import { type Caller, openCaller } from '../fixtures/send-bytes.js'

const head = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: sho.rt\r\n${more}\r\n`
const click = head('/launch')
const answer =
  /^HTTP\/1\.1 302 Found\r\nLocation: https:\/\/example\.com\/launch\r\nCache-Control: no-store\r\nContent-Length: 0\r\nX-Request-Id: [\w-]{16}\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=75\r\n\r\n$/

interface Served extends Capture {
  /** Requests that Node's HTTP has read. */
  byNode: () => number
  open(): Promise<Caller>
}

async function served(t: Test, options: Parameters<typeof capture>[1] = {}): Promise<Served> {
  const captured = await capture(t, options)
  const { app, db } = captured
  await storeLink(db, 'launch', { url: 'https://example.com/launch' })
  await app.inject('/launch')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  let byNode = 0
  app.server.on('request', () => byNode++)
  return {
    ...captured,
    byNode: () => byNode,
    open: () => openCaller(t, port),
  }
}

const answersIn = (text: string) => text.match(/HTTP\/1\.1 \d{3}/g) ?? []

/** Until so many answers have come. */
async function answered(text: () => string, count: number): Promise<string[]> {
  await eventually(
    async () => answersIn(text()).length,
    found => found >= count,
  )
  return answersIn(text())
}

t.test('clicks on a kept connection never meet Node, and are answered as it would', async t => {
  const { byNode, clicks, open } = await served(t)
  const before = (await clicks()).length
  const { socket, text } = await open()
  let length = 0
  for (let n = 1; n <= 20; n++) {
    socket.write(n % 2 === 0 ? click : head('/launch', 'Connection: keep-alive\r\n'))
    await answered(text, n)
    t.match(text().slice(length), answer)
    length = text().length
  }
  t.equal(byNode(), 0)
  t.equal((await clicks()).length, before + 20)
  const other = await open()
  other.socket.write(click.replace('GET', 'HEAD'))
  await answered(other.text, 1)
  const { length: begin } = other.text()
  other.socket.write(click)
  await answered(other.text, 2)
  t.equal(byNode(), 2)
  const lasting = (text: string) => text.replace(/(X-Request-Id|Date): .*/g, '$1')
  t.equal(lasting(other.text().slice(begin)), lasting(text().slice(0, text().indexOf('\r\n\r\n') + 4)))
})

t.test('a request that comes in two pieces is one click, wherever it is cut', async t => {
  const { clicks, open } = await served(t)
  const before = (await clicks()).length
  const cuts = Array.from({ length: click.length - 1 }, (_, n) => n + 1)
  const answers = await Promise.all(
    cuts.map(async cut => {
      const { socket, text } = await open()
      socket.write(click.slice(0, cut))
      await new Promise(resolve => setTimeout(resolve, 5))
      socket.write(click.slice(cut))
      await answered(text, 1)
      socket.write(click)
      return await answered(text, 2)
    }),
  )
  t.strictSame(new Set(answers.flat()), new Set(['HTTP/1.1 302']))
  t.equal(answers.flat().length, cuts.length * 2)
  t.equal((await clicks()).length, before + cuts.length * 2)
})

t.test('requests of all kinds on one connection are answered in their order', async t => {
  const { clicks, open } = await served(t)
  const before = (await clicks()).length
  const found = 'HTTP/1.1 302'
  const sequences: Record<string, [pieces: string[], statuses: string[], clicks: number]> = {
    'two clicks in one piece': [[click + click], [found, found], 2],
    'a click while one is answered': [[click, click, click], [found, found, found], 3],
    'a part while one is answered': [[click, click.slice(0, 9), click.slice(9)], [found, found], 2],
    'one that is unknown, then a click': [[head('/nobody'), click], ['HTTP/1.1 404', found], 1],
    'a click, then one with a body': [
      [click, 'POST /nobody HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab', click],
      [found, 'HTTP/1.1 404', found],
      2,
    ],
    'a click, then no HTTP': [[click, 'hello\r\n\r\n'], [found, 'HTTP/1.1 400'], 1],
    'a click, then the last one': [[click, head('/launch', 'Connection: close\r\n')], [found, found], 2],
  }
  let expected = before
  for (const [name, [pieces, statuses, count]] of Object.entries(sequences)) {
    for (const patient of [true, false]) {
      const { socket, text } = await open()
      for (const [n, piece] of pieces.entries()) {
        socket.write(piece)
        if (patient && !piece.startsWith('GET /lau\r')) await new Promise(resolve => setTimeout(resolve, 20))
        else await new Promise(resolve => setImmediate(resolve))
        if (n === pieces.length - 1) await answered(text, statuses.length)
      }
      const told = `${name}${patient ? '' : ', without waiting'}`
      t.strictSame(answersIn(text()), statuses, told)
      expected += count
      t.equal((await clicks()).length, expected, `${told}: the clicks`)
      socket.destroy()
    }
  }
})

t.test('blank lines between clicks do not end the wait for the next one', async t => {
  const { byNode, clicks, open } = await served(t, { limits: { headersMs: 200, sweepMs: 20 } })
  const before = (await clicks()).length
  const { socket, text, ended } = await open()
  let count = 0
  for (const pieces of [[`${click}\r\n`], ['\r\n', click], ['\r', click], ['\n\r\n\r\n', `${click}\n\n`]]) {
    for (const piece of pieces) {
      socket.write(piece)
      await new Promise(resolve => setTimeout(resolve, 400))
    }
    await answered(text, ++count)
  }
  socket.end(`${click}\r\n`)
  await eventually(async () => ended(), Boolean)
  t.strictSame(answersIn(text()), Array(count + 1).fill('HTTP/1.1 302'))
  t.equal((await clicks()).length, before + count + 1)
  t.equal(byNode(), 0)
})

t.test('a client that has sent all gets its answer, and one that has left is counted', async t => {
  const { app, clicks, open } = await served(t)
  const before = (await clicks()).length
  const half = await open()
  half.socket.end(click)
  await eventually(async () => half.ended(), Boolean)
  t.match(half.text(), /^HTTP\/1\.1 302 [\s\S]*\r\n\r\n$/)
  const both = await open()
  both.socket.end(click + click)
  await eventually(async () => both.ended(), Boolean)
  t.equal(answersIn(both.text()).length, 2)
  const three = await open()
  three.socket.end(click + click + head('/nobody'))
  await eventually(async () => three.ended(), Boolean)
  t.strictSame(answersIn(three.text()), ['HTTP/1.1 302', 'HTTP/1.1 302', 'HTTP/1.1 404'])
  const gone = await open()
  gone.socket.write(click)
  setImmediate(() => gone.socket.resetAndDestroy())
  const counted = await eventually(
    async () => (await clicks()).length,
    count => count === before + 6,
  )
  t.equal(counted, before + 6)
  await eventually(
    () => new Promise<number>(resolve => app.server.getConnections((_error, count) => resolve(count))),
    count => count === 0,
  )
})

t.test('a stop closes connections that wait, and not before the last answer', async t => {
  const { app, clicks, open } = await served(t)
  const before = (await clicks()).length
  const silent = await open()
  const waiting = await open()
  waiting.socket.write(click)
  await answered(waiting.text, 1)
  const last = await open()
  app.server.emit('last-call')
  last.socket.write(click)
  await eventually(async () => last.ended(), Boolean)
  t.match(last.text(), /^HTTP\/1\.1 302 [\s\S]*\r\nConnection: close\r\n\r\n$/)
  await app.close()
  for (const { ended } of [silent, waiting]) await eventually(async () => ended(), Boolean)
  t.ok(silent.ended() && waiting.ended())
  t.equal(silent.text(), '')
  t.equal((await clicks()).length, before + 2)
})

t.test('a stop still answers visitors who have just connected', async t => {
  const { app, clicks, open } = await served(t)
  const before = (await clicks()).length
  const clicking = await open()
  const asking = await open()
  const beginning = await open()
  const silent = await open()
  const closed = closeApp(app, 8_000)
  await eventually(
    async () => app.server.listening,
    listening => !listening,
  )
  clicking.socket.write(click)
  asking.socket.write(head('/nobody'))
  beginning.socket.write(click.slice(0, 9))
  await answered(clicking.text, 1)
  beginning.socket.write(click.slice(9))
  const all = [clicking, asking, beginning, silent]
  for (const { ended } of all) await eventually(async () => ended(), Boolean)
  t.strictSame(
    all.map(({ text }) => answersIn(text())),
    [['HTTP/1.1 302'], ['HTTP/1.1 404'], ['HTTP/1.1 302'], []],
  )
  await closed
  t.equal((await clicks()).length, before + 2)
})
