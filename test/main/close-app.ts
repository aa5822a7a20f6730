import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { browsers, Clicking } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { migratedDatabase } from '../fixtures/database.js'
import { countClicks } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'
import { adminKey, spawnService } from '../fixtures/service.js'
import { severable } from '../fixtures/severable.js'

t.test('while it stops, a link on a connection that was kept alive redirects and is counted', async t => {
  const databaseUrl = await migratedDatabase(t)
  const running = await spawnService(t, { DATABASE_URL: databaseUrl })
  const api = new Client(running.address, adminKey)
  const { slug } = await api.ask('POST', '/links', { url: 'https://example.com/' })
  const { hostname, port } = new URL(running.address)
  const visitors = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = connectSocket(Number(port), hostname)
      t.teardown(() => socket.destroy())
      await once(socket, 'connect')
      return async () => {
        socket.write(
          `GET /${slug} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nUser-Agent: ${browsers[0]}\r\n\r\n`,
        )
        return String((await once(socket, 'data'))[0])
      }
    }),
  )
  for (const answer of await Promise.all(visitors.map(visit => visit()))) {
    t.match(answer, /^HTTP\/1.1 302 [\s\S]*\r\nConnection: keep-alive\r\n/)
  }
  const stopped = running.stop('SIGTERM')
  let answers = visitors.length
  // As busy clients do, until they are told.
  const last = visitors.map(async visit => {
    for (;;) {
      const answer = await visit()
      answers++
      if (!answer.startsWith('HTTP/1.1 302 ') || answer.includes('\r\nConnection: close\r\n')) return answer
    }
  })
  for (const answer of await Promise.all(last)) t.match(answer, /^HTTP\/1.1 302 /)
  t.equal(await stopped, 0)
  const db = connect(databaseUrl, { max: 1 })
  t.teardown(() => db.$client.end())
  t.equal(await countClicks(db), answers)
})

t.test('a stop waits for nothing that may not end: the rest is done after the next start', async t => {
  const databaseUrl = await migratedDatabase(t)
  const db = connect(databaseUrl, { max: 1 })
  // Before the start: news of a link would make the service read it again.
  const { slug } = await storeLink(db, 'plain')
  await db.$client.end()
  const way = await severable(t, databaseUrl)
  const running = await spawnService(t, { DATABASE_URL: way.url })
  const api = new Client(running.address, adminKey)
  const web = new Clicking(running.address, 1)
  t.teardown(() => web.close())
  t.equal((await web.visit(slug, { userAgent: browsers[0] ?? '' })).status, 302)
  way.hang()
  t.equal((await web.visit(slug, { userAgent: browsers[0] ?? '' })).status, 302)
  const { hostname, port } = new URL(running.address)
  const slow = connectSocket(Number(port), hostname)
  t.teardown(() => slow.destroy())
  slow.on('error', () => {})
  slow.write('POST /api/v1/links HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{')
  const asking = api.call('GET', '/links').catch(() => null)
  t.equal(await running.stop('SIGTERM'), 0)
  await asking
  way.mend()
  const again = await spawnService(t, running.env)
  const counted = new Client(again.address, adminKey)
  const link = await eventually(
    () => counted.ask('GET', `/links/${slug}`),
    ({ clicks }) => clicks === 2,
  )
  t.equal(link.clicks, 2)
})
