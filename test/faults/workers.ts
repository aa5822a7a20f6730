// Processes of a service with several workers are killed, or stand still.
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { eventually } from '../fixtures/client.js'
import { spawnService, workersOf } from '../fixtures/service.js'
import { nothingLost, sized, traffic } from '../fixtures/traffic.js'

const workers = 3

t.test('kills of workers, and of the process that starts them', { timeout: 900_000 }, async t => {
  const kills = sized(40, 4)
  let running = await spawnService(t, { WORKERS: String(workers) })
  const clicks = await traffic(t, running.address, 'workers')
  let wholes = 0
  for (let n = 0; n < kills; n++) {
    await clicks.send(running.address, 50)
    const going = clicks.start(running.address)
    await pause(100 + Math.random() * 900)
    if (n % 4 === 3) {
      wholes++
      await running.stop('SIGKILL')
      await going.stop()
      running = await spawnService(t, running.env)
      continue
    }
    const there = await workersOf(running)
    const killed = there[Math.floor(Math.random() * there.length)] ?? 0
    process.kill(killed, 'SIGKILL')
    await pause(200)
    await going.stop()
    const again = await eventually(
      () => workersOf(running),
      found => found.length === workers && !found.includes(killed),
      60_000,
    )
    t.equal(again.length, workers, 'it is started again')
  }
  t.comment(`${kills - wholes} kills of a worker, ${wholes} of the whole service`)
  const outcome = await clicks.settle(running.address)
  nothingLost(t, `${kills} kills`, outcome)
})

t.test('a worker that stands still', { timeout: 300_000 }, async t => {
  const running = await spawnService(t, { WORKERS: String(workers) })
  const clicks = await traffic(t, running.address, 'still')
  await clicks.send(running.address, 100)
  const [still = 0] = await workersOf(running)
  process.kill(still, 'SIGSTOP')
  t.teardown(() => process.kill(still, 'SIGCONT'))
  // The others answer all but the visitor whom it had just been given.
  const going = clicks.start(running.address, 16)
  await pause(sized(70_000, 5_000))
  process.kill(still, 'SIGCONT')
  await pause(500)
  await going.stop()
  await clicks.send(running.address, 100)
  const outcome = await clicks.settle(running.address)
  nothingLost(t, 'a worker that stands still', outcome)
  t.ok(outcome.answered > 500, 'the others answer meanwhile')
})
