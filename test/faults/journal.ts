// Journals and databases that do not belong to each other: older copies, deleted and damaged
// segments.
import { execFileSync } from 'node:child_process'
import { open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { Client, eventually } from '../fixtures/client.js'
import { emptyDatabase } from '../fixtures/database.js'
import { adminKey, spawnService } from '../fixtures/service.js'
import { severable } from '../fixtures/severable.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'
import { health, nothingLost, sized, timesCounted, traffic } from '../fixtures/traffic.js'

/** With owners and modes, which PostgreSQL insists on. */
const copyTree = (from: string, to: string) => execFileSync('cp', ['-a', from, to])

const segmentsOf = async (journal: string) =>
  (await readdir(journal)).filter(name => /^\d+/.test(name)).sort()

t.test('a journal older than the database', { timeout: 300_000 }, async t => {
  const copy = join(await temporaryDirectory(t), 'journal')
  const first = await spawnService(t, { DATABASE_URL: '' })
  const journal = join(first.env.DATA_DIR, 'journal')
  const clicks = await traffic(t, first.address, 'older')
  await clicks.send(first.address, 300)
  await clicks.settle(first.address)
  await first.stop()
  copyTree(journal, copy)
  const second = await spawnService(t, first.env)
  await clicks.send(second.address, sized(3_000, 600))
  await clicks.settle(second.address)
  await second.stop()
  await rm(journal, { recursive: true })
  copyTree(copy, journal)
  const third = await spawnService(t, first.env)
  await clicks.send(third.address, 300)
  nothingLost(t, 'older journal', await clicks.settle(third.address))
})

t.test('all segments of the journal were deleted', { timeout: 300_000 }, async t => {
  const first = await spawnService(t, { DATABASE_URL: '' })
  const journal = join(first.env.DATA_DIR, 'journal')
  const clicks = await traffic(t, first.address, 'deleted')
  await clicks.send(first.address, sized(3_000, 600))
  await clicks.settle(first.address)
  await first.stop()
  for (const name of await segmentsOf(journal)) await rm(join(journal, name))
  const second = await spawnService(t, first.env)
  await clicks.send(second.address, 300)
  nothingLost(t, 'deleted segments', await clicks.settle(second.address))
})

t.test('segments of the journal are there twice, and one is missing', { timeout: 300_000 }, async t => {
  const first = await spawnService(t, { DATABASE_URL: '' })
  const journal = join(first.env.DATA_DIR, 'journal')
  const clicks = await traffic(t, first.address, 'twice')
  await clicks.send(first.address, 300)
  await clicks.settle(first.address)
  await first.stop()
  const second = await spawnService(t, first.env)
  await clicks.send(second.address, 300)
  await clicks.settle(second.address)
  await second.stop()
  const [oldest = '', ...newer] = await segmentsOf(journal)
  const newest = newer.at(-1) ?? ''
  const next = (by: number) => newest.replace(/^\d+/, n => String(Number(n) + by).padStart(n.length, '0'))
  copyTree(join(journal, oldest), join(journal, next(1)))
  copyTree(join(journal, newest), join(journal, next(2)))
  await rm(join(journal, oldest))
  const third = await spawnService(t, first.env)
  await clicks.send(third.address, 300)
  nothingLost(t, 'doubled and missing segments', await clicks.settle(third.address))
})

t.test('a zero byte within the newest segment, and a flipped one', { timeout: 300_000 }, async t => {
  const path = await severable(t, await emptyDatabase(t))
  const running = await spawnService(t, { DATABASE_URL: path.url })
  const clicks = await traffic(t, running.address, 'zero')
  await clicks.send(running.address, 100)
  await clicks.settle(running.address)
  path.cut()
  await clicks.send(running.address, 100)
  // Until then some lines may be in memory already.
  await eventually(
    () => health(running.address),
    found => found.ingest.state === 'retrying',
  )
  const journal = join(running.env.DATA_DIR, 'journal')
  const newest = await open(join(journal, (await segmentsOf(journal)).at(-1) ?? ''), 'r+')
  const text = await newest.readFile('utf8')
  // In two lines of the hundred that nobody has read yet.
  await newest.write(Buffer.from([0]), 0, 1, text.indexOf('example.org/110"'))
  await newest.write(Buffer.from('X'), 0, 1, text.indexOf('example.org/150"'))
  await newest.close()
  path.mend()
  await clicks.send(running.address, 100)
  const told = await eventually(
    () => health(running.address),
    found => found.ingest.ingested >= 298,
    30_000,
  )
  const times = await timesCounted(running.address, 'zero')
  t.comment(`zero and flipped byte: 300 answered, ${times.size} counted, ${told.ingest.corrupt} set aside`)
  t.equal(times.size, 298, 'two damaged lines lose only themselves')
  t.equal(told.ingest.corrupt, 2, 'and are reported')
})

/** What is done to the newest segment while nobody runs, and how many of 100 lines that costs. */
const damages: [name: string, damage: (path: string, bytes: number) => Promise<void>, lines: number][] = [
  ['half a line at the end', (path, bytes) => truncate(path, bytes - 20), 1],
  ['zeros after the end', (path, bytes) => truncate(path, bytes + 100_000), 0],
  ['nothing', path => truncate(path, 0), 100],
  ['zeros alone', (path, bytes) => writeFile(path, Buffer.alloc(bytes)), 100],
]
for (const [name, damage, lines] of damages) {
  t.test(`the newest segment has ${name} after a kill`, { timeout: 300_000 }, async t => {
    const path = await severable(t, await emptyDatabase(t))
    const first = await spawnService(t, { DATABASE_URL: path.url })
    const clicks = await traffic(t, first.address, 'torn')
    await clicks.send(first.address, 100)
    await clicks.settle(first.address)
    await first.stop()
    const second = await spawnService(t, first.env)
    path.cut()
    await clicks.send(second.address, 100)
    await second.stop('SIGKILL')
    const journal = join(first.env.DATA_DIR, 'journal')
    const newest = join(journal, (await segmentsOf(journal)).at(-1) ?? '')
    await damage(newest, (await readFile(newest)).length)
    path.mend()
    const third = await spawnService(t, first.env)
    await clicks.send(third.address, 100)
    const told = await eventually(
      () => health(third.address),
      found => found.ingest.ingested >= 200 - lines && found.ingest.bytesBehind === 0,
      30_000,
    )
    const { size } = await timesCounted(third.address, 'torn')
    t.comment(`${name}: 300 answered, ${size} counted, ${told.ingest.corrupt} set aside`)
    t.equal(size, 300 - lines, 'only what was damaged is gone')
  })
}

t.test('a database of a newer version', { timeout: 300_000 }, async t => {
  const first = await spawnService(t)
  const clicks = await traffic(t, first.address, 'newer')
  await clicks.send(first.address, 100)
  await first.stop()
  const db = connect(first.env.DATABASE_URL ?? '', { max: 1 })
  await db.$client`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9e12)`
  for (const table of ['links', 'clicks', 'visitors', 'link_totals', 'tweets'])
    await db.$client`alter table ${db.$client(table)} add column newer integer not null default 1`
  await db.$client.end()
  const second = await spawnService(t, first.env)
  await clicks.send(second.address, 200)
  nothingLost(t, 'database of a newer version', await clicks.settle(second.address))
  t.match(second.output.stderr, /newer version/, 'the log says so')
})

t.test('a database older than a link', { timeout: 300_000 }, async t => {
  const copy = join(await temporaryDirectory(t), 'postgres')
  const first = await spawnService(t, { DATABASE_URL: '' })
  const database = join(first.env.DATA_DIR, 'postgres')
  const kept = await traffic(t, first.address, 'kept')
  await kept.send(first.address, 100)
  await kept.settle(first.address)
  await first.stop()
  copyTree(database, copy)
  const second = await spawnService(t, first.env)
  const forgotten = await traffic(t, second.address, 'forgotten')
  await forgotten.send(second.address, 299)
  await kept.send(second.address, 100)
  await forgotten.settle(second.address)
  await second.stop()
  await rm(database, { recursive: true })
  copyTree(copy, database)
  const third = await spawnService(t, first.env)
  const fresh = await traffic(t, third.address, 'fresh')
  await fresh.send(third.address, 50)
  nothingLost(t, 'the link that the database knows', await kept.settle(third.address))
  nothingLost(t, 'the new link', await fresh.settle(third.address))
  const link = await new Client(third.address, adminKey).ask('GET', '/links/fresh')
  t.equal(link.clicks + link.excluded, 50, "no click of the forgotten link is another one's")
  t.equal((await timesCounted(third.address, 'fresh')).size, 50)
  const told = await eventually(
    () => health(third.address),
    found => found.ingest.unknownLinks >= 299,
  )
  t.equal(told.ingest.unknownLinks, 299, 'the clicks of the forgotten link are set aside and reported')
})
