// What surrounds the service fails: its log's disk, its clock, its end.
import { open } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { Client, eventually } from '../fixtures/client.js'
import { adminKey, embeddedPid, service, spawnService } from '../fixtures/service.js'
import { health, nothingLost, sized, traffic } from '../fixtures/traffic.js'

t.test('the disk of the log is full', { timeout: 120_000 }, async t => {
  const full = await open('/dev/full', 'w').catch(() => null)
  if (full === null) return t.plan(0, 'this system has no /dev/full')
  t.teardown(() => full.close())
  const running = await spawnService(t, { LOG_LEVEL: 'trace' }, { stderr: full.fd })
  const clicks = await traffic(t, running.address, 'log')
  await clicks.send(running.address, 300)
  // Each wrong key, each bad address: something to log.
  for (let n = 0; n < 50; n++) await new Client(running.address, 'wrong').call('GET', '/links')
  await clicks.send(running.address, 300)
  nothingLost(t, 'log on a full disk', await clicks.settle(running.address))
  t.equal((await health(running.address)).status, 'ok')
})

t.test('SIGTERM under load, with kept connections', { timeout: 300_000 }, async t => {
  const first = await spawnService(t)
  const clicks = await traffic(t, first.address, 'sigterm')
  const going = clicks.start(first.address, 32)
  await pause(sized(2_000, 1_000))
  const started = Date.now()
  const status = await first.stop('SIGTERM')
  const seconds = (Date.now() - started) / 1000
  await going.stop()
  t.equal(status, 0)
  t.ok(seconds <= 10, `ended after ${seconds.toFixed(1)} s`)
  const second = await spawnService(t, first.env)
  await clicks.send(second.address, 100)
  nothingLost(t, 'SIGTERM under load', await clicks.settle(second.address))
})

t.test('kills of everything at random moments', { timeout: 1_500_000 }, async t => {
  const kills = sized(100, 3)
  let running = await spawnService(t, { DATABASE_URL: '' })
  const clicks = await traffic(t, running.address, 'kills')
  let databases = 0
  for (let n = 0; n < kills; n++) {
    // So many at least, on a machine that is too slow for more before the kill.
    await clicks.send(running.address, 5)
    const going = clicks.start(running.address)
    await pause(100 + Math.random() * 900)
    const pid = await embeddedPid(running.env.DATA_DIR).catch(() => null)
    // The service, and its PostgreSQL every other time: before it or after it.
    const first = Math.random() < 0.5
    if (n % 2 === 0 && pid !== null) databases++
    const killDatabase = () => n % 2 === 0 && pid !== null && process.kill(pid, 'SIGKILL')
    if (first) killDatabase()
    await running.stop('SIGKILL')
    if (!first) killDatabase()
    await going.stop()
    running = await spawnService(t, running.env)
  }
  t.comment(`${kills} kills of the service, ${databases} of its PostgreSQL`)
  nothingLost(t, `${kills} kills`, await clicks.settle(running.address))
})

t.test('a clock that jumps to 2039 and back', { timeout: 300_000 }, async t => {
  let offset = 0
  const running = await service(t, {}, { now: () => new Date(Date.now() + offset) })
  const clicks = await traffic(t, running.address, 'clock')
  await clicks.send(running.address, 100)
  offset = Date.UTC(2039, 0, 1) - Date.now()
  await clicks.send(running.address, 5)
  offset = 0
  await clicks.send(running.address, 100)
  nothingLost(t, 'clock', await clicks.settle(running.address))
  const api = new Client(running.address, adminKey)
  const answer = await eventually(
    () => api.call('GET', '/links/clock/stats'),
    ({ body }) => body.clicks >= 200,
    15_000,
  )
  t.equal(answer.status, 200, 'statistics answer')
})
