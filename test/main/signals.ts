import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { isAlive } from '../../src/db/embedded/postmaster.js'
import { lockSpace } from '../../src/db/locks.js'
import { untilSignal } from '../../src/main/signals.js'
import { eventually } from '../fixtures/client.js'
import { emptyDatabase } from '../fixtures/database.js'
import { script } from '../fixtures/programs.js'
import { directoryWithCluster, embeddedPid, spawnService, startProcess } from '../fixtures/service.js'
import { nothingLost, traffic } from '../fixtures/traffic.js'

const source = new URL('../../src/main/signals.ts', import.meta.url)

/** A process that is told to stop but has work left until its standard input ends. */
function start(options: { echoMs?: number; endMs?: number }) {
  const text = `
    process.stdin.resume()
    await untilSignal(signal => new Promise(resolve => {
      process.stdin.on('end', resolve)
      signal.addEventListener('abort', () => console.log(signal.reason.message))
      console.log('ready')
    }), ${JSON.stringify(options)})`
  const child = spawn(process.execPath, script(source, 'untilSignal', text), {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return { child, line: async () => String((await once(child.stdout, 'data'))[0]) }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  t.test(`${signal} is told, and a later one ends the process at once`, async t => {
    const { child, line } = start({ echoMs: 0 })
    t.equal(await line(), 'ready\n')
    child.kill(signal)
    t.equal(await line(), `Broken off by ${signal}.\n`)
    child.kill(signal)
    t.strictSame(await once(child, 'exit'), [1, null])
  })
}

t.test("a signal's echo is ignored", async t => {
  const { child, line } = start({ echoMs: 3_600_000 })
  t.equal(await line(), 'ready\n')
  child.kill('SIGINT')
  t.equal(await line(), 'Broken off by SIGINT.\n')
  child.kill('SIGINT')
  child.stdin.end()
  t.strictSame(await once(child, 'exit'), [0, null])
})

t.test('work that does not stop is ended with its process', async t => {
  const { child, line } = start({ endMs: 1 })
  t.equal(await line(), 'ready\n')
  child.kill('SIGTERM')
  t.strictSame(await once(child, 'exit'), [1, null])
})

t.test('after the work a signal ends the process as before', async t => {
  const before = process.listenerCount('SIGTERM')
  t.equal(await untilSignal(async () => process.listenerCount('SIGTERM')), before + 1)
  t.equal(process.listenerCount('SIGTERM'), before)
})

t.test('a start that waits for another is broken off by a signal', async t => {
  const databaseUrl = await emptyDatabase(t)
  const other = connect(databaseUrl, { max: 1 })
  t.teardown(() => other.$client.end({ timeout: 1 }))
  await other.$client`select pg_advisory_lock(${lockSpace.migration}::int, 0)`
  const starting = await startProcess(t, { DATABASE_URL: databaseUrl })
  // Other tests wait on the same server.
  const waits = async () =>
    (
      await other.$client`
        select from pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and not granted and datname = current_database()`
    ).length
  t.equal(await eventually(waits, found => found === 1), 1)
  t.equal(await starting.stop('SIGTERM'), 0)
  t.strictSame(starting.output, { stdout: '', stderr: '' })
})

t.test('a start that is broken off leaves no PostgreSQL', async t => {
  const first = await startProcess(t, { DATABASE_URL: '', DATA_DIR: await directoryWithCluster(t) })
  const exists = () => embeddedPid(first.env.DATA_DIR).catch(() => null)
  t.ok(await eventually(exists, pid => pid !== null))
  t.equal(await first.stop('SIGTERM'), 0)
  t.equal(await eventually(exists, pid => pid === null), null)
})

t.test('a second signal ends it at once, and its PostgreSQL stops by itself', async t => {
  const running = await spawnService(t, { DATABASE_URL: '', DATA_DIR: await directoryWithCluster(t) })
  const clicks = await traffic(t, running.address, 'twice')
  await clicks.send(running.address, 50)
  const postgres = (await embeddedPid(running.env.DATA_DIR)) ?? 0
  // It does not stop before it goes on.
  process.kill(postgres, 'SIGSTOP')
  t.teardown(() => isAlive(postgres) && process.kill(postgres, 'SIGCONT'))
  const stopped = running.stop('SIGTERM')
  // Not taken for an echo of the first.
  await sleep(1_000)
  process.kill(running.pid, 'SIGTERM')
  t.equal(await stopped, 1)
  process.kill(postgres, 'SIGCONT')
  t.equal(
    await eventually(
      () => embeddedPid(running.env.DATA_DIR),
      pid => pid === null,
    ),
    null,
  )
  const again = await spawnService(t, running.env)
  nothingLost(t, 'two signals', await clicks.settle(again.address))
})
