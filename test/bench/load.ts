// Load for the benchmarks, a process of its own. Plain sockets, so that it costs less than the
// server it measures. Arguments: port, seconds, requests per second (0 for as many as 64
// connections get through). Prints one line of JSON.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

const [port = 0, seconds = 1, rate = 0] = process.argv.slice(2).map(Number)
const connections = 64
const startedAt = performance.now()
const endsAt = startedAt + seconds * 1_000
const latencies: number[] = []
let unexpected = 0
let sent = 0

/** A tap on the link by a person: address, browser and referrer as they arrive through a proxy. */
const requests = Array.from({ length: 4_096 }, (_, n) =>
  Buffer.from(
    `GET /bench HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Forwarded-For: ${81 + (n >> 8)}.${n & 255}.3.7\r\n` +
      `User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1\r\n` +
      'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: de-DE,de;q=0.9\r\n' +
      'Referer: https://t.co/AbCdEf1234\r\nSec-Fetch-Mode: navigate\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n',
  ),
)
const found = Buffer.from('HTTP/1.1 302')

const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1').setNoDelay())
await Promise.all(sockets.map(socket => once(socket, 'connect')))

/**
 * Times at which requests were due; behind schedule, the wait for a connection is part of the
 * latency.
 */
const due: number[] = []
const idle: Socket[] = []

for (const socket of sockets) {
  let since = 0
  const ask = () => {
    const time = performance.now()
    if (rate === 0 && time >= endsAt) return socket.end()
    const dueAt = rate === 0 ? time : due.shift()
    if (dueAt === undefined) return idle.push(socket)
    since = dueAt
    return socket.write(requests[sent++ % requests.length] ?? '')
  }
  socket.on('data', (answer: Buffer) => {
    // An answer is far smaller than a packet, so it comes in one piece.
    if (found.compare(answer, 0, found.length) !== 0) unexpected++
    latencies.push(performance.now() - since)
    ask()
  })
  socket.on('ask', ask)
  ask()
}

if (rate > 0) {
  let scheduled = startedAt
  const timer = setInterval(() => {
    const time = performance.now()
    for (; scheduled < Math.min(time, endsAt); scheduled += 1_000 / rate) {
      due.push(scheduled)
      idle.shift()?.emit('ask')
    }
    if (time < endsAt || due.length > 0 || idle.length < connections) return
    clearInterval(timer)
    for (const socket of sockets) socket.end()
  }, 1)
}
await Promise.all(sockets.map(socket => once(socket, 'close')))

latencies.sort((a, b) => a - b)
const quantile = (q: number) => latencies[Math.min(latencies.length - 1, Math.floor(q * latencies.length))]
console.log(
  JSON.stringify({
    perSecond: Math.round(latencies.length / seconds),
    answers: latencies.length,
    unexpected,
    p50: quantile(0.5),
    p99: quantile(0.99),
  }),
)
