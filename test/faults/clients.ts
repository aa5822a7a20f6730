// Clients that hold what they can get, while ordinary ones click: they send or read next to
// nothing, or ask for very much at once.
import { once } from 'node:events'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import { placesFor } from '../../src/main/connections.js'
import { eventually } from '../fixtures/client.js'
import { memoryOf } from '../fixtures/memory.js'
import { spawnService } from '../fixtures/service.js'
import { nothingLost, sized, traffic } from '../fixtures/traffic.js'

interface SlowClient {
  name: string
  asks: string
  /** What it does each second; more it does not read. */
  goesOn: (socket: Socket) => void
}

const [largest] = readdirSync('dist/assets').sort((a, b) => sizeOf(b) - sizeOf(a))
// More than what the system takes for a client that does not read.
const muchToRead = `GET /assets/${largest} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(80)

const slowClients: SlowClient[] = [
  {
    name: 'never finish their request',
    asks: 'GET /slow HTTP/1.1\r\nHost: x\r\nX-Slow: ',
    goesOn: socket => socket.write('a'),
  },
  { name: 'never read', asks: muchToRead, goesOn() {} },
  { name: 'read a byte a second', asks: muchToRead, goesOn: socket => socket.read(1) },
  {
    name: 'ask for 2,000 pages at once',
    asks: 'GET /login HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2_000),
    goesOn: socket => socket.read(),
  },
]

/** Descriptors that other work of the service may need meanwhile. */
const few = 30

for (const { name, asks, goesOn } of slowClients) {
  t.test(`clients that ${name}`, { timeout: 300_000 }, async t => {
    if (!existsSync('/proc/self/fd')) return t.plan(0, 'this system does not tell what a process uses')
    const running = await spawnService(t)
    const clicks = await traffic(t, running.address, 'slow')
    await clicks.send(running.address, 100)
    const before = used(running.pid)
    const { hostname: host, port } = new URL(running.address)
    const sockets = Array.from({ length: sized(300, 100) }, () => {
      const socket = connect({ host, port: Number(port) })
      socket.on('error', () => {}).pause()
      socket.write(asks)
      return socket
    })
    const dribble = setInterval(() => {
      for (const socket of sockets) if (socket.writable) goesOn(socket)
    }, 1_000)
    t.teardown(() => {
      clearInterval(dribble)
      for (const socket of sockets) socket.destroy()
    })
    const going = clicks.start(running.address)
    let most = before
    let came = false
    const left = await eventually(
      async () => {
        const now = used(running.pid)
        most = { files: Math.max(most.files, now.files), megabytes: Math.max(most.megabytes, now.megabytes) }
        came ||= now.files >= before.files + sockets.length / 2 || sockets.every(({ destroyed }) => destroyed)
        return now
      },
      ({ files }) => came && files <= before.files + few,
      90_000,
    )
    await going.stop()
    const outcome = await clicks.settle(running.address)
    t.comment(
      `${sockets.length} clients: ${most.files} descriptors and ${most.megabytes} MB at most, ` +
        `${before.files} and ${before.megabytes} MB before; the slowest redirect took ${outcome.slowestMs} ms`,
    )
    t.ok(came && left.files <= before.files + few, 'every one of them was ended')
    t.ok(most.files <= before.files + sockets.length + few, 'descriptors have a bound')
    t.ok(most.megabytes <= before.megabytes + 200, 'memory has a bound')
    nothingLost(t, `clients that ${name}`, outcome)
    t.equal(outcome.unanswered, 0, 'every visitor was redirected')
  })
}

t.test('idle connections', { timeout: 300_000 }, async t => {
  const running = await spawnService(t)
  const clicks = await traffic(t, running.address, 'idle')
  const { hostname, port } = new URL(running.address)
  const sockets = await Promise.all(
    Array.from({ length: placesFor(sized(10_000, 2_000)) }, async () => {
      const socket = connect(Number(port), hostname).on('error', () => {})
      await once(socket, 'connect').catch(() => {})
      return socket.resume()
    }),
  )
  t.teardown(() => sockets.forEach(socket => void socket.destroy()))
  t.comment(`${sockets.filter(({ destroyed }) => !destroyed).length} are open`)
  await clicks.send(running.address, 1_000)
  const outcome = await clicks.settle(running.address)
  nothingLost(t, 'beside idle connections', outcome)
  t.equal(outcome.unanswered, 0, 'every visitor was redirected')
})

/** Descriptors and memory of a process. */
function used(pid: number): { files: number; megabytes: number } {
  return { files: readdirSync(`/proc/${pid}/fd`).length, megabytes: memoryOf(pid) }
}

function sizeOf(asset: string): number {
  return statSync(`dist/assets/${asset}`).size
}
