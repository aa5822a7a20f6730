// Two nodes on one PostgreSQL: what one learns, the other knows; what both count, adds up.
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { Clicking, inParallel, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { migratedDatabase } from '../fixtures/database.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { adminKey, service } from '../fixtures/service.js'

t.test('two nodes share links, people, keys and counts', async t => {
  const url = await migratedDatabase(t)
  const env = { DATABASE_URL: url, TRUST_PROXY: '127.0.0.1', BASE_URL: 'https://sho.rt' }
  const nodes = [await service(t, env), await service(t, env)]
  const [one, other] = nodes.map(({ address }) => new Client(address, adminKey)) as [Client, Client]
  const [left, right] = nodes.map(({ address }) => new Clicking(address)) as [Clicking, Clicking]
  t.teardown(() => [left, right].map(web => web.close()))

  await one.ask('POST', '/accounts', { handle: '@me', followers: 1000 })
  await one.ask('POST', '/links', { slug: 'shared', url: 'https://example.com/first', account: '@me' })
  t.equal((await right.visit('shared', person(0))).location, 'https://example.com/first')

  await inParallel(100, 16, n => left.visit('shared', person(n)))
  await inParallel(100, 16, n => right.visit('shared', person(n + 50)))
  const stats = await eventually(
    () => other.ask('GET', '/links/shared/stats'),
    ({ clicks }) => clicks >= 201,
  )
  t.match(stats, { clicks: 201, clickers: 150 }, 'who clicks at both nodes is one person')
  t.match(await one.ask('GET', '/links/shared/influence'), { followerClickers: 150, influence: 0.15 })

  await one.ask('PATCH', '/links/shared', { url: 'https://example.com/second' })
  const moved = await eventually(
    () => right.visit('shared', { from: '192.0.2.1', userAgent: 'curl/8.5.0' }),
    ({ location }) => location === 'https://example.com/second',
    5_000,
  )
  t.equal(moved.location, 'https://example.com/second', 'a change reaches the other node’s memory')
  await other.ask('DELETE', '/links/shared')
  const gone = await eventually(
    () => left.visit('shared', person(1)),
    ({ status }) => status === 410,
    5_000,
  )
  t.equal(gone.status, 410)

  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end())
  for (const node of nodes)
    await eventually(
      async () => node.context.ingest.status().bytesBehind,
      behind => behind === 0,
    )
  t.strictSame(await rollupDifferences(db), [], 'every rollup equals a recount')
})
