import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { connect } from '../../../src/db/connect.js'
import { hasClients, isAlive } from '../../../src/db/embedded/postmaster.js'
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from '../../../src/db/embedded/start.js'
import { eventually } from '../../fixtures/client.js'
import { copyCluster } from '../../fixtures/cluster.js'
import { program } from '../../fixtures/programs.js'
import { embeddedPid, stopEmbedded } from '../../fixtures/service.js'
import { temporaryDirectory } from '../../fixtures/temporary-directory.js'

const holder = program(new URL('../../fixtures/hold-embedded.ts', import.meta.url))
/** `daemon` on Linux and macOS: PostgreSQL wants an account with a name. */
const ordinaryUser = 1
const isRoot = process.getuid?.() === 0

/**
 * A data directory below a private one, with a cluster unless it is `fresh`, and a way to start its
 * server, which is stopped when the test ends.
 */
async function place(t: Test, { fresh = false } = {}) {
  const parent = await temporaryDirectory(t)
  await chmod(parent, 0o700)
  const dataDir = join(parent, 'data')
  if (!fresh) await copyCluster(dataDir)
  t.teardown(() => stopEmbedded(dataDir))
  const start = (options: Partial<EmbeddedOptions> = {}) =>
    startEmbedded({ dataDir, settings: { fsync: 'off' }, ...options })
  return { dataDir, cluster: join(dataDir, 'postgres', 'data'), start }
}

async function query(server: Pick<EmbeddedServer, 'url'>, statement: string) {
  const db = connect(server.url, { max: 1 })
  try {
    return await db.$client.unsafe(statement)
  } finally {
    await db.$client.end()
  }
}

/** Starts a server in a process of its own; resolves when it runs. */
async function startElsewhere(dataDir: string, userId?: number) {
  const args = [...holder, dataDir, ...(userId === undefined ? [] : [String(userId)])]
  const env = { PATH: process.env.PATH }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  const [line] = await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
  if (child.exitCode !== null) throw new Error(stderr)
  return { child, server: JSON.parse(String(line)) as { url: string; pid: number } }
}

/**
 * Whether a process that should have ended does not; it may take a moment until the system has
 * taken it away.
 */
function outlives(pid: number): Promise<boolean> {
  return eventually(
    async () => isAlive(pid),
    alive => !alive,
  )
}

t.test('what was committed is there after a stop and a start', async t => {
  const { start } = await place(t)
  const first = await start()
  t.ok(first.started)
  await query(first, 'create table kept as select 1 as one')
  await first.stop()
  t.notOk(await outlives(first.pid))
  const second = await start()
  t.ok(second.started)
  t.strictSame([...(await query(second, 'select one from kept'))], [{ one: 1 }])
})

t.test('text is UTF-8, compares by code point, and knows the case of every letter', async t => {
  const { start } = await place(t)
  const [row] = await query(
    await start(),
    `select current_setting('server_encoding') as encoding, 'Z' < 'a' as by_code_point, 'ÄÖ' ilike 'äö' as without_case`,
  )
  t.strictSame(row, { encoding: 'UTF8', by_code_point: true, without_case: true })
})

t.test('nobody gets in over the network, and what is committed is on disk', async t => {
  const { dataDir } = await place(t)
  const [row] = await query(
    await startEmbedded({ dataDir }),
    `select current_setting('listen_addresses') as listen, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit`,
  )
  t.strictSame(row, { listen: '', fsync: 'on', commit: 'on' })
})

t.test('first starts at the same time share one server', async t => {
  const { start } = await place(t, { fresh: true })
  const servers = await Promise.all([start(), start(), start()])
  t.equal(new Set(servers.map(({ pid }) => pid)).size, 1)
  t.equal(servers.filter(({ started }) => started).length, 1)
  for (const server of servers) t.equal((await query(server, 'select')).length, 1)
})

t.test('the server of a killed process is adopted', async t => {
  const { dataDir, start } = await place(t)
  const { child, server } = await startElsewhere(dataDir)
  await query(server, 'create table kept as select 1 as one')
  child.kill('SIGKILL')
  await once(child, 'close')
  t.ok(isAlive(server.pid))
  const adopted = await start()
  t.equal(adopted.pid, server.pid)
  t.notOk(adopted.started)
  t.equal((await query(adopted, 'select one from kept')).length, 1)
  await adopted.stop()
  t.equal(await embeddedPid(dataDir), null)
})

t.test('a server that was killed itself is started again, on the same URL', async t => {
  const { start } = await place(t)
  const first = await start()
  process.kill(first.pid, 'SIGKILL')
  const second = await start()
  t.ok(second.started)
  t.not(second.pid, first.pid)
  t.equal(second.url, first.url)
})

t.test(
  'a pid file whose number belongs to another program by now does not keep it from starting',
  async t => {
    const { cluster, start } = await place(t)
    await (await start()).stop()
    await writeFile(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n0\n5432\n\n`)
    t.ok((await start()).started)
  },
)

t.test('a server whose socket was cleaned away is replaced', async t => {
  const { cluster, start } = await place(t)
  const first = await start()
  // The session of the start itself may take a moment to end.
  await eventually(
    async () => hasClients(cluster),
    found => !found,
  )
  await rm(new URL(first.url).searchParams.get('host') ?? '', { recursive: true })
  const second = await start()
  t.ok(second.started)
  t.notOk(await outlives(first.pid))
  t.equal((await query(second, 'select')).length, 1)
})

t.test('a server whose socket was cleaned away is left alone while somebody is connected', async t => {
  const { start } = await place(t)
  const first = await start()
  const user = connect(first.url, { max: 1 })
  t.teardown(() => user.$client.end())
  await user.$client`select`
  await rm(new URL(first.url).searchParams.get('host') ?? '', { recursive: true })
  await t.rejects(start(), { name: 'CannotStart', message: `process ${first.pid}` })
  t.equal((await user.$client`select`).length, 1)
})

t.test('revive starts a server that is gone, and leaves one that runs alone', async t => {
  const { start } = await place(t)
  const server = await start()
  const { pid } = server
  await server.revive()
  t.equal(server.pid, pid)
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await new Promise(resolve => setTimeout(resolve, 5))
  await server.revive()
  t.not(server.pid, pid)
  t.equal((await query(server, 'select')).length, 1)
})

const socketOf = ({ url }: Pick<EmbeddedServer, 'url'>) => new URL(url).searchParams.get('host') ?? ''

/** A data directory and its server for the tests that follow; each leaves the server running. */
let shared: ReturnType<typeof place> | null = null
async function lasting(options: Partial<EmbeddedOptions> = {}) {
  shared ??= place(t)
  const { start, ...where } = await shared
  return { ...where, start, server: await start(options) }
}

/** Ends a server and waits until it is gone. */
async function end({ pid }: Pick<EmbeddedServer, 'pid'>, signal: NodeJS.Signals = 'SIGKILL') {
  process.kill(pid, signal)
  t.notOk(await outlives(pid))
}

t.test('after a start that failed the next one comes back on the same URL', async t => {
  const { cluster, server } = await lasting()
  const settings = join(cluster, 'postgresql.auto.conf')
  const good = await readFile(settings)
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGQUIT'] as const) {
    await end(server, signal)
    await writeFile(settings, 'no_such_setting = 1\n')
    for (const _ of [1, 2])
      await t.rejects(server.revive(), { name: 'CannotStart', message: /no_such_setting/ })
    await writeFile(settings, good)
    await server.revive()
    t.equal((await query(server, 'select')).length, 1, signal)
  }
})

t.test('a server that is killed while it starts is started again', async t => {
  const { dataDir, server } = await lasting()
  await end(server)
  for (let round = 0; round < 5; round++) {
    const old = server.pid
    const reviving = server.revive().catch(() => {})
    let found: number | null = null
    for (; found === null || found === old; await sleep(1)) found = await embeddedPid(dataDir)
    process.kill(found, 'SIGKILL')
    await reviving
  }
  await eventually(
    () =>
      server.revive().then(
        () => true,
        () => false,
      ),
    revived => revived,
  )
  t.equal((await query(server, 'select')).length, 1)
})

t.test('a server that stops in the middle of its start is replaced', async t => {
  const { dataDir, server } = await lasting({ patienceMs: 1_000 })
  const old = server.pid
  await end(server)
  const reviving = server.revive()
  let found: number | null = null
  for (; found === null || found === old; await sleep(1)) found = await embeddedPid(dataDir)
  process.kill(found, 'SIGSTOP')
  // It may have been quick enough; then it is no start any more.
  if (
    await reviving.then(
      () => true,
      () => false,
    )
  )
    process.kill(found, 'SIGCONT')
  else t.notOk(await outlives(found))
  await server.revive()
  t.equal((await query(server, 'select')).length, 1)
})

t.test('a server whose socket is cleaned away is started again although its users are connected', async t => {
  const { server } = await lasting()
  const user = connect(server.url, { max: 1 })
  t.teardown(() => user.$client.end({ timeout: 0 }))
  await user.$client`select`
  await rm(socketOf(server), { recursive: true })
  await server.revive()
  t.equal((await query(server, 'select')).length, 1)
})

t.test("a command's own server is waited for, and then the URL is the old one", async t => {
  const { start, server } = await lasting()
  await server.stop()
  const command = await start()
  t.not(command.url, server.url)
  const user = connect(command.url, { max: 1 })
  await user.$client`select`
  await t.rejects(server.revive(), { name: 'CannotStart', message: `process ${command.pid}` })
  t.equal((await user.$client`select`).length, 1)
  await user.$client.end()
  await eventually(
    () =>
      server.revive().then(
        () => true,
        () => false,
      ),
    revived => revived,
  )
  t.equal((await query(server, 'select')).length, 1)
  t.notOk(await outlives(command.pid))
})

t.test('what a killed server has left is no hindrance', async t => {
  const { cluster, server } = await lasting()
  const pidFile = join(cluster, 'postmaster.pid')
  const lock = join(socketOf(server), '.s.PGSQL.5432.lock')

  await end(server)
  // Killed before it had filled its pid file, and a socket's lock that names a program of today.
  await writeFile(pidFile, '')
  await utimes(pidFile, 1, 1)
  await writeFile(lock, `${process.pid}\n`)
  await server.revive()
  t.equal((await query(server, 'select')).length, 1, 'files')

  const user = connect(server.url, { max: 1 })
  t.teardown(() => user.$client.end({ timeout: 0 }))
  const [session] = await user.$client`select pg_backend_pid() as pid`
  process.kill(session?.pid, 'SIGSTOP')
  await end(server)
  await server.revive()
  t.equal((await query(server, 'select')).length, 1, 'processes')

  const last = connect(server.url, { max: 1 })
  t.teardown(() => last.$client.end({ timeout: 0 }))
  const [held] = await last.$client`select pg_backend_pid() as pid`
  process.kill(held?.pid, 'SIGSTOP')
  await end(server)
  await writeFile(pidFile, '')
  await utimes(pidFile, 1, 1)
  const reviving = server.revive()
  await sleep(1_500)
  process.kill(held?.pid, 'SIGKILL')
  await reviving
  t.equal((await query(server, 'select')).length, 1, 'an empty file and a process that is slow to end')
})

t.test(
  'a person who stands in the data directory is no server',
  { skip: process.platform !== 'linux' },
  async t => {
    const { cluster, server } = await lasting()
    const shell = spawn('sleep', ['60'], { cwd: cluster })
    t.teardown(() => shell.kill())
    await end(server)
    await writeFile(join(cluster, 'postmaster.pid'), `${shell.pid}\n${cluster}\n0\n5432\n\n`)
    await server.revive()
    t.equal((await query(server, 'select')).length, 1)
  },
)

t.test('a start can be broken off, and leaves no server', async t => {
  const { dataDir, start, server } = await lasting()
  await server.stop()
  const stopping = new AbortController()
  const starting = start({ signal: stopping.signal })
  stopping.abort(new Error('enough'))
  await t.rejects(starting, { message: 'enough' })
  t.equal(
    await eventually(
      () => embeddedPid(dataDir),
      pid => pid === null,
    ),
    null,
  )
})

t.test('a start that is broken off fails, though the server answers at once', async t => {
  const { start, server } = await lasting()
  const signal = AbortSignal.abort(new Error('enough'))
  await t.rejects(start({ signal }), { message: 'enough' })
  t.ok(isAlive(server.pid), 'it is not ours to stop')
  await server.stop()
  await t.rejects(start({ signal }), { message: 'enough' })
})

t.test('a process that cannot wait tells the server to stop by itself', async t => {
  const { server } = await lasting()
  server.dismiss()
  t.notOk(await outlives(server.pid))
  server.dismiss()
})

t.test('settings that PostgreSQL does not take are told', async t => {
  const { start } = await place(t)
  await t.rejects(start({ settings: { shared_buffers: 'much' } }), {
    name: 'CannotStart',
    message: /shared_buffers/,
  })
})

t.test('a log that has grown is put aside, once', async t => {
  const { dataDir, start } = await place(t)
  await (await start()).stop()
  const log = join(dataDir, 'postgres', 'postgres.log')
  await writeFile(log, 'x'.repeat(10_000_001))
  await start()
  t.equal((await readFile(`${log}.1`)).length, 10_000_001)
  t.ok((await readFile(log)).length < 10_000)
})

t.test(
  'an ordinary user can start it, in a private directory',
  { skip: !isRoot && 'needs root' },
  async t => {
    const parent = await mkdtemp(join(tmpdir(), 'fivehundred-data-'))
    t.teardown(() => rm(parent, { recursive: true, force: true }))
    await chown(parent, ordinaryUser, ordinaryUser)
    const dataDir = join(parent, 'data')
    const { child, server } = await startElsewhere(dataDir, ordinaryUser)
    t.teardown(() => stopEmbedded(dataDir))
    t.equal((await query(server, 'select')).length, 1)
    child.kill('SIGKILL')
    await once(child, 'close')
    // Root, too, runs PostgreSQL as the account the data belongs to.
    const adopted = await startEmbedded({ dataDir })
    t.equal(adopted.pid, server.pid)
    await adopted.stop()
    const again = await startEmbedded({ dataDir })
    t.ok(again.started)
  },
)

t.test('a data directory that cannot be written is told', { skip: !isRoot && 'needs root' }, async t => {
  const parent = await temporaryDirectory(t)
  await chmod(parent, 0o755)
  const dataDir = join(parent, 'data')
  await mkdir(dataDir)
  await t.rejects(startElsewhere(dataDir, ordinaryUser), { message: /CannotStart.*may not write there/ })
})
