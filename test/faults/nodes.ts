// Two nodes, one of which loses its database without noticing, or stands still itself: a half-open
// connection, a server that is gone, a process that is stopped.
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { connect, type Database } from '../../src/db/connect.js'
import { Client, eventually } from '../fixtures/client.js'
import { emptyDatabase } from '../fixtures/database.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { adminKey, spawnService } from '../fixtures/service.js'
import { severable } from '../fixtures/severable.js'
import { health, nothingLost, sized, traffic } from '../fixtures/traffic.js'

t.test('a half-open LISTEN connection', { timeout: 300_000 }, async t => {
  const url = await emptyDatabase(t)
  const near = await spawnService(t, { DATABASE_URL: url })
  const path = await severable(t, url)
  const far = await spawnService(t, { DATABASE_URL: path.url })
  const clicks = await traffic(t, near.address, 'shared')
  await clicks.send(far.address, 100)
  // What was open stays open and is silent; what is opened from now on works.
  path.forget()
  await new Client(near.address, adminKey).ask('DELETE', '/links/shared')
  const started = Date.now()
  const answer = await eventually(
    () => fetch(`${far.address}/shared`, { redirect: 'manual' }),
    ({ status }) => status === 410,
    40_000,
  )
  const seconds = (Date.now() - started) / 1000
  t.equal(answer.status, 410)
  t.ok(seconds <= 30, `the far node learned of it after ${seconds.toFixed(1)} s`)
})

for (const trouble of ['cut', 'hang'] as const) {
  t.test(`a database that is gone for long (${trouble})`, { timeout: 300_000 }, async t => {
    const url = await emptyDatabase(t)
    const path = await severable(t, url)
    const running = await spawnService(t, { DATABASE_URL: path.url })
    const clicks = await traffic(t, running.address, 'away')
    const going = clicks.start(running.address)
    await pause(1000)
    path[trouble]()
    await pause(sized(60_000, 12_000))
    const during = await health(running.address)
    t.match(during, { status: 'degraded', database: 'down' })
    t.ok(
      during.ingest.bytesBehind > 0 && during.ingest.lagSeconds >= sized(50, 5),
      'health says what waits, and how long',
    )
    path.mend()
    const after = await eventually(
      () => health(running.address),
      found => found?.status === 'ok',
      30_000,
    )
    t.equal(after.status, 'ok', 'whole again within 30 s')
    await going.stop()
    const outcome = await clicks.settle(running.address)
    nothingLost(t, `database gone (${trouble})`, outcome)
    t.equal(outcome.unanswered, 0, 'every visitor was redirected')
  })
}

t.test(
  'a node stands still within a batch, longer than it may hold anything',
  { timeout: 600_000 },
  async t => {
    const url = await emptyDatabase(t)
    const db = connect(url, { max: 2 })
    t.teardown(() => db.$client.end({ timeout: 1 }))
    const named = new URL(url)
    named.searchParams.set('application_name', 'still')
    const other = await spawnService(t, { DATABASE_URL: url, TRUST_PROXY: 'loopback' })
    const still = await spawnService(t, { DATABASE_URL: named.href, TRUST_PROXY: 'loopback' })
    const api = new Client(other.address, adminKey)
    await api.ask('POST', '/links', { slug: 'moved', url: 'https://example.com/first' })
    const target = async () =>
      (await fetch(`${still.address}/moved`, { redirect: 'manual' })).headers.get('location')
    t.equal(await target(), 'https://example.com/first')
    // The same people at both, so that each waits for what the other has begun to store of them.
    const shared = await traffic(t, other.address, 'shared')
    const going = [shared.start(other.address), shared.start(still.address)]
    await pause(1_000)
    t.teardown(() => process.kill(still.pid, 'SIGCONT'))
    t.ok(await stopWithinCopy(still.pid, db, 'still'), 'it is stopped while the server waits for its rows')
    const stoppedAt = Date.now()
    await api.ask('PATCH', '/links/moved', { url: 'https://example.com/second' })
    // What needs the lock that the stopped node holds.
    const exclusive = () => api.call('PUT', '/links/moved/tweet', { tweetedAt: new Date().toISOString() })
    if (sized(1, 0) === 1) {
      const { status } = await eventually(exclusive, answer => answer.status === 200, 120_000)
      t.equal(status, 200, `the other node has its lock after ${seconds(stoppedAt)} s`)
    }
    await pause(sized(20_000, 12_000))
    const own = await traffic(t, other.address, 'own')
    await own.send(other.address, 500)
    nothingLost(t, 'at the other node meanwhile', await own.settle(other.address))
    const forS = seconds(stoppedAt)
    process.kill(still.pid, 'SIGCONT')
    const continuedAt = Date.now()
    const moved = await eventually(target, url => url === 'https://example.com/second', 5_000)
    t.equal(moved, 'https://example.com/second', `it knows the change after ${seconds(continuedAt)} s`)
    await pause(2_000)
    for (const one of going) await one.stop()
    nothingLost(t, `a node that stood still for ${forS} s`, await shared.settle(still.address))
    t.equal((await exclusive()).status, 200)
    t.strictSame(await rollupDifferences(db), [], 'every rollup equals a recount')
  },
)

const seconds = (since: number) => ((Date.now() - since) / 1000).toFixed(1)

/**
 * Stops a node whose sessions have this name when the server waits for the rows of its COPY, for
 * which it has no time limit.
 */
async function stopWithinCopy(pid: number, db: Database, name: string): Promise<boolean> {
  const waitsForRows = async () => {
    const found = await db.$client`
      select from pg_stat_activity
      where application_name = ${name} and state = 'active' and wait_event = 'ClientRead' and query ilike 'copy %'`
    return found.length > 0
  }
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    process.kill(pid, 'SIGSTOP')
    await pause(30)
    // Until then the server takes what was sent before.
    if ((await waitsForRows()) && (await pause(200).then(waitsForRows))) return true
    process.kill(pid, 'SIGCONT')
    await pause(20 + Math.random() * 100)
  }
  return false
}
