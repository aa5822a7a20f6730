// Two nodes, one of which loses its database without noticing: a half-open connection, a server
// that is gone.
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { Client, eventually } from '../fixtures/client.js'
import { emptyDatabase } from '../fixtures/database.js'
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
