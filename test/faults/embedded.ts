// The embedded PostgreSQL fails in every way while people click: the service is whole again by
// itself.
import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { eventually } from '../fixtures/client.js'
import { embeddedPid, type SpawnedService, spawnService } from '../fixtures/service.js'
import { health, nothingLost, sized, traffic } from '../fixtures/traffic.js'

/** Kills the service's PostgreSQL, also while it starts, for as long as it is told. */
async function keepKilling(dataDir: string, forMs: number): Promise<number> {
  let killed = 0
  let last = 0
  for (const end = Date.now() + forMs; Date.now() < end; await pause(5)) {
    const pid = await embeddedPid(dataDir).catch(() => null)
    if (pid === null || pid === last) continue
    try {
      process.kill(pid, 'SIGKILL')
      last = pid
      killed++
    } catch {
      // It was gone already.
    }
  }
  return killed
}

async function wholeAgain(running: SpawnedService): Promise<any> {
  return eventually(
    () => health(running.address),
    found => found?.status === 'ok',
    // The server's own recovery, which takes as long as the disk does, is a part of it.
    60_000,
  )
}

t.test('PostgreSQL is killed again and again, also while it starts', { timeout: 300_000 }, async t => {
  const running = await spawnService(t, { DATABASE_URL: '' })
  const clicks = await traffic(t, running.address, 'killed')
  await clicks.send(running.address, 100)
  const going = clicks.start(running.address)
  const killed = await keepKilling(running.env.DATA_DIR, sized(20_000, 6_000))
  t.ok(killed >= 2, `killed ${killed} times`)
  t.match(await wholeAgain(running), { status: 'ok', database: 'up' }, 'whole again by itself')
  await going.stop()
  nothingLost(t, 'postmaster killed', await clicks.settle(running.address))
})

t.test('PostgreSQL is frozen', { timeout: 300_000 }, async t => {
  const running = await spawnService(t, { DATABASE_URL: '' })
  const clicks = await traffic(t, running.address, 'frozen')
  const going = clicks.start(running.address)
  await pause(500)
  const pid = (await embeddedPid(running.env.DATA_DIR)) ?? 0
  const family = [pid, ...childrenOf(pid)]
  const goOn = () => {
    for (const member of family) if (isRunning(member)) process.kill(member, 'SIGCONT')
  }
  t.teardown(goOn)
  for (const member of family) process.kill(member, 'SIGSTOP')
  await pause(sized(20_000, 12_000))
  const during = await health(running.address)
  t.match(during, { status: 'degraded', database: 'down' })
  t.ok(during.ingest.bytesBehind > 0, 'health says that clicks wait')
  t.ok(during.ingest.lagSeconds >= sized(10, 5), 'health says for how long')
  goOn()
  t.match(await wholeAgain(running), { status: 'ok' }, 'whole again by itself')
  await going.stop()
  nothingLost(t, 'frozen', await clicks.settle(running.address))
})

t.test('no file descriptors are left while PostgreSQL is restarted', { timeout: 300_000 }, async t => {
  const running = await spawnService(t, { DATABASE_URL: '' })
  // Only the soft limit, which its owner may raise again.
  const limit = (count: string) =>
    execFileSync('prlimit', ['--pid', String(running.pid), `--nofile=${count}:`])
  try {
    limit('1024')
  } catch (error) {
    return t.plan(0, `this system does not let a test limit descriptors: ${(error as Error).message}`)
  }
  const clicks = await traffic(t, running.address, 'descriptors')
  const going = clicks.start(running.address)
  await pause(500)
  limit('30')
  process.kill((await embeddedPid(running.env.DATA_DIR)) ?? 0, 'SIGKILL')
  await pause(sized(10_000, 4_000))
  limit('1024')
  t.match(await wholeAgain(running), { status: 'ok' }, 'whole again by itself')
  await going.stop()
  const outcome = await clicks.settle(running.address)
  const { losses } = await health(running.address)
  // Without a descriptor neither disk nor database can take a click: then the loss must be told.
  t.comment(`descriptors: ${JSON.stringify(outcome)}, ${losses} told as lost`)
  t.equal(outcome.doubled, 0)
  t.ok(outcome.lost <= losses, 'what is lost is reported')
})

function childrenOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return rows.split('\n').filter(Boolean).map(Number)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
