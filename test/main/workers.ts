import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { connect, type Database } from '../../src/db/connect.js'
import { isAlive } from '../../src/db/embedded/postmaster.js'
import { journalDirectories } from '../../src/journal/directories.js'
import { readBatch } from '../../src/journal/read.js'
import { Clicking, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { migratedDatabase } from '../fixtures/database.js'
import { countClicks } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { adminKey, spawnService, workersOf } from '../fixtures/service.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

interface Health {
  status: string
  ingest: { ingested: number; bytesBehind: number }
}

/** Of any worker: a new connection each time goes to one after the other. */
async function health(address: string): Promise<Health> {
  return (await fetch(`${address}/health`, { headers: { connection: 'close' } })).json() as Promise<Health>
}

async function shorten(address: string, url: string): Promise<string> {
  return (await new Client(address, adminKey).ask('POST', '/links', { url })).slug
}

/** Resolves to how many visits, on as many connections, were answered with a redirect. */
async function clickOften(address: string, slug: string, visits: number): Promise<number> {
  const clicking = new Clicking(address, visits)
  const answers = await Promise.allSettled(
    Array.from({ length: visits }, (_, n) => clicking.visit(slug, person(n))),
  )
  clicking.close()
  return answers.filter(answer => answer.status === 'fulfilled' && answer.value.status === 302).length
}

async function isGone(pid: number): Promise<boolean> {
  return !(await eventually(
    async () => isAlive(pid),
    alive => !alive,
    10_000,
  ))
}

async function until(done: () => Promise<boolean>): Promise<boolean> {
  return eventually(done, isDone => isDone, 30_000)
}

/** Records in each journal, the main one first. */
async function journalled(dataDir: string): Promise<number[]> {
  const counts: number[] = []
  for (const directory of await journalDirectories(dataDir)) {
    const { records } = await readBatch(directory, { segment: 0, offset: 0 }, { maxRecords: 1_000 })
    counts.push(records.length)
  }
  return counts
}

async function databaseOf(t: Test): Promise<{ url: string; db: Database }> {
  const url = await migratedDatabase(t)
  const db = connect(url, { max: 1 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  return { url, db }
}

t.test('workers answer on one port, and what they record is counted once', async t => {
  const { url, db } = await databaseOf(t)
  const env = { DATABASE_URL: url, DATA_DIR: await temporaryDirectory(t), WORKERS: '2', LOG_LEVEL: 'error' }
  let answered = 0
  const first = await spawnService(t, env)
  const workers = await workersOf(first)
  t.equal(workers.length, 2)

  const slug = await shorten(first.address, 'https://example.com/before')
  answered += await clickOften(first.address, slug, 100)
  t.equal(answered, 100)
  t.ok(await until(async () => (await countClicks(db)) === 100))
  const [main, ...others] = await journalled(env.DATA_DIR)
  t.equal(main, 0)
  t.equal(others.length, 2)
  t.ok(
    others.every(records => records > 0),
    `both have taken some: ${others}`,
  )
  t.equal(
    others.reduce((all, records) => all + records, 0),
    100,
  )
  for (let n = 0; n < 4; n++) {
    t.ok(
      await until(async () => {
        const { status, ingest } = await health(first.address)
        return status === 'ok' && ingest.ingested === 100 && ingest.bytesBehind === 0
      }),
      'each worker tells of all that is counted',
    )
  }

  const client = new Client(first.address, adminKey)
  await client.ask('PATCH', `/links/${slug}`, { url: 'https://example.com/after' })
  await sleep(200)
  for (let n = 0; n < 4; n++) {
    const clicking = new Clicking(first.address, 1)
    t.match(await clicking.visit(slug, person(1_000 + n)), { location: 'https://example.com/after' })
    clicking.close()
    answered++
  }

  // One that is killed costs no click that was answered, and is soon there again.
  const [killed = 0, left] = workers
  process.kill(killed, 'SIGKILL')
  t.ok(await isGone(killed))
  answered += await clickOften(first.address, slug, 50)
  t.ok(await until(async () => (await workersOf(first)).length === 2))
  t.ok((await workersOf(first)).includes(left ?? 0))
  t.ok(await until(async () => first.output.stderr !== ''))
  t.match(first.output.stderr, /"worker":1,"ended":"SIGKILL".*A worker ended and is started again\./)

  // Those of a service that is killed end with it, and the next one takes over what they have left.
  const orphans = await workersOf(first)
  await first.stop('SIGKILL')
  for (const pid of orphans) t.ok(await isGone(pid))
  const second = await spawnService(t, env)
  answered += await clickOften(second.address, slug, 60)
  const last = await workersOf(second)
  t.equal(await second.stop('SIGTERM'), 0)
  for (const pid of last) t.ok(await isGone(pid))
  t.equal(second.output.stderr, '')
  t.equal(await countClicks(db), answered, 'everything is counted when it has ended')
  t.strictSame(await rollupDifferences(db), [])
})

t.test('what more workers have left is counted by fewer', async t => {
  const { url, db } = await databaseOf(t)
  const env = { DATABASE_URL: url, DATA_DIR: await temporaryDirectory(t), LOG_LEVEL: 'error' }
  const three = await spawnService(t, { ...env, WORKERS: '3' })
  const slug = await shorten(three.address, 'https://example.com/')
  await db.$client`alter table clicks rename to away`
  t.equal(await clickOften(three.address, slug, 60), 60)
  t.equal(await three.stop('SIGTERM'), 0, 'what cannot be counted stays in the journals')
  await db.$client`alter table away rename to clicks`
  t.equal(await countClicks(db), 0)
  const one = await spawnService(t, env)
  t.ok(await until(async () => (await countClicks(db)) === 60))
  t.equal(await clickOften(one.address, slug, 5), 5)
  t.equal(await one.stop(), 0)
  t.equal(await countClicks(db), 65)
  const [main, ...others] = await journalled(env.DATA_DIR)
  t.equal(main, 5)
  t.equal(others.length, 3)
})

t.test('workers that cannot start say why, and the service ends', async t => {
  const first = await spawnService(t, { WORKERS: '2' })
  const { port } = new URL(first.address)
  const second = spawnService(t, { WORKERS: '2', PORT: port })
  await t.rejects(second, {
    message: new RegExp(`ended with 1: .*port ${port} is in use; set another PORT`),
  })
  const started = await workersOf(first)
  t.equal(started.length, 2)
  for (const pid of started) process.kill(pid, 'SIGTERM')
  t.equal(await first.stop('SIGTERM'), 0)
  for (const pid of started) t.ok(await isGone(pid))
})
