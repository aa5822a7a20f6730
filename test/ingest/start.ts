import { appendFile, copyFile, cp, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import t, { type Test } from 'tap'
import { type Ingest, startIngest } from '../../src/ingest/start.js'
import { encodeLine } from '../../src/journal/line.js'
import { openJournal } from '../../src/journal/open.js'
import type { HitRecord } from '../../src/journal/record.js'
import { openThread } from '../../src/thread.js'
import {
  countClicks,
  dayBegins,
  dayOfHits,
  linkedDatabase,
  quiet,
  randomRecords,
  seeded,
  storeLinkWithTweet,
  writeJournal,
} from '../fixtures/hits.js'
import { rebuildRollups, rollupDifferences } from '../fixtures/recount.js'
import { severable } from '../fixtures/severable.js'

const nodeId = '01960000-0000-4000-8000-000000000001'

async function start(
  t: Test,
  url: string,
  directory = t.testdir(),
  node = nodeId,
): Promise<{ ingest: Ingest; directory: string }> {
  const ingest = await startIngest({
    databaseUrl: url,
    journals: [{ directory, nodeId: node }],
    retentionHours: 24,
    log: quiet,
  })
  t.teardown(() => ingest.stop())
  return { ingest, directory }
}

t.test('what is in the journal comes into the database by itself', async t => {
  const { db, url } = await linkedDatabase(t)
  const linkId = await storeLinkWithTweet(db, 'tweeted', dayBegins, dayBegins + 7 * 86_400_000)
  const { ingest, directory } = await start(t, url)
  const records = randomRecords(seeded(1), {
    count: 2_000,
    linkIds: [linkId],
    from: dayBegins,
    to: dayBegins + 9 * 86_400_000,
  })
  await writeJournal(directory, records)
  const deadline = Date.now() + 60_000
  while ((await countClicks(db)) < records.length && Date.now() < deadline) await sleep(20)
  t.equal(await countClicks(db), records.length)
  await ingest.drain()
  t.strictSame(await rollupDifferences(db), [])
  t.match(ingest.status(), {
    state: 'running',
    bytesBehind: 0,
    lagSeconds: 0,
    ingested: records.length,
    duplicates: 0,
    corrupt: 0,
    setAside: 0,
    lastError: null,
    lastBatchAt: Date,
  })
})

t.test('a new start goes on where the last one stopped', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = t.testdir()
  const records = dayOfHits(2, 500)
  await writeJournal(directory, records.slice(0, 300))
  const first = await start(t, url, directory)
  await first.ingest.drain()
  await first.ingest.stop()
  t.equal(first.ingest.status().state, 'stopped')
  await writeJournal(directory, records.slice(300))
  const second = await start(t, url, directory)
  await second.ingest.drain()
  t.match(second.ingest.status(), { ingested: 200, duplicates: 0 })
  t.equal(await countClicks(db), 500)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a journal that is ingested from its beginning once more changes nothing', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = t.testdir()
  await writeJournal(directory, dayOfHits(3, 400, [1]))
  const first = await start(t, url, directory)
  await first.ingest.drain()
  await first.ingest.stop()
  await db.$client`delete from journal_positions`
  const second = await start(t, url, directory)
  await second.ingest.drain()
  t.match(second.ingest.status(), { ingested: 0, duplicates: 400 })
  t.strictSame(await rollupDifferences(db), [])
})

async function ingestAll(t: Test, url: string, directory: string): Promise<ReturnType<Ingest['status']>> {
  const { ingest } = await start(t, url, directory)
  await ingest.drain()
  await ingest.stop()
  return ingest.status()
}

for (const [what, putBack] of [
  [
    'an older copy of the journal',
    (copy: string, directory: string) => cp(copy, directory, { recursive: true }),
  ],
  ['an empty directory', (_: string, directory: string) => mkdir(directory)],
] as const) {
  t.test(`${what} in place of the journal: every new click is counted, and the status tells`, async t => {
    const { db, url } = await linkedDatabase(t)
    const copy = `${t.testdir()}/copy`
    const directory = `${t.testdirName}/journal`
    await writeJournal(directory, dayOfHits(21, 30))
    await ingestAll(t, url, directory)
    await cp(directory, copy, { recursive: true })
    for (let n = 0; n < 3; n++) await writeJournal(directory, dayOfHits(22 + n, 100))
    await ingestAll(t, url, directory)
    await rm(directory, { recursive: true })
    await putBack(copy, directory)
    for (let n = 0; n < 2; n++) {
      await writeJournal(directory, dayOfHits(30 + n, 60))
      const { misfits, setAside } = await ingestAll(t, url, directory)
      t.equal(setAside, 0)
      t.equal(misfits > 0, n === 0, 'the first start finds positions without their segments')
      t.equal(await countClicks(db), 330 + 60 * (n + 1))
    }
    t.strictSame(await rollupDifferences(db), [])
  })
}

t.test('under a new node id all of the journal is read again, and nothing is doubled', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = t.testdir()
  await writeJournal(directory, dayOfHits(25, 200))
  await ingestAll(t, url, directory)
  await writeJournal(directory, dayOfHits(26, 100))
  const { ingest } = await start(t, url, directory, '01960000-0000-4000-8000-000000000002')
  await ingest.drain()
  t.match(ingest.status(), { ingested: 100, duplicates: 200, setAside: 0, misfits: 0 })
  t.equal(await countClicks(db), 300)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('segments of other nodes are read, whatever their numbers', async t => {
  const { db, url } = await linkedDatabase(t)
  const [directory, elsewhere] = [`${t.testdir()}/journal`, `${t.testdirName}/elsewhere`]
  await writeJournal(directory, dayOfHits(41, 100))
  await writeJournal(directory, dayOfHits(42, 100))
  await writeJournal(elsewhere, dayOfHits(43, 50))
  await writeJournal(elsewhere, dayOfHits(44, 300))
  await ingestAll(t, url, directory)
  // In place of one that is done, below and above all others, and while ingest runs.
  await copyFile(`${elsewhere}/0000000002.log`, `${directory}/0000000001.log`)
  const { ingest } = await start(t, url, directory)
  await ingest.drain()
  t.equal(await countClicks(db), 500)
  await copyFile(`${elsewhere}/0000000001.log`, `${directory}/0000000000.log`)
  await copyFile(`${elsewhere}/0000000001.log`, `${directory}/0000000009.log`)
  await writeJournal(directory, dayOfHits(45, 20))
  const deadline = Date.now() + 60_000
  while ((await countClicks(db)) < 570 && Date.now() < deadline) await sleep(50)
  t.equal(await countClicks(db), 570)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a database that goes back to an older state is brought up again, while ingest runs', async t => {
  const { db, url } = await linkedDatabase(t)
  const { ingest, directory } = await start(t, url)
  await writeJournal(directory, dayOfHits(51, 200))
  await ingest.drain()
  await db.$client`create table kept_clicks as select * from clicks`
  await db.$client`create table kept_positions as select * from journal_positions`
  await writeJournal(directory, dayOfHits(52, 300))
  await writeJournal(directory, dayOfHits(53, 400))
  await ingest.drain()
  t.equal(await countClicks(db), 900)
  const goBack = async () => {
    await db.$client.unsafe(`
      do $$ begin
        delete from clicks where id not in (select id from kept_clicks);
        delete from journal_positions;
        insert into journal_positions select * from kept_positions;
      end $$`)
    await rebuildRollups(db)
  }
  await goBack()
  const deadline = Date.now() + 60_000
  while ((await countClicks(db)) < 900 && Date.now() < deadline) await sleep(50)
  t.equal(await countClicks(db), 900, 'though no click comes')
  await ingest.drain()
  t.match(ingest.status(), { state: 'running', lastError: null, setAside: 0 })
  t.ok(ingest.status().misfits > 0)
  await goBack()
  await writeJournal(directory, dayOfHits(54, 100))
  while ((await countClicks(db)) < 1_000 && Date.now() < deadline) await sleep(50)
  t.equal(await countClicks(db), 1_000, 'and with one that comes')
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a record the database refuses is set aside, and the others are counted', async t => {
  const { db, url } = await linkedDatabase(t)
  const { ingest, directory } = await start(t, url)
  const records = dayOfHits(4, 300, [1])
  const odd = [
    { ...records[0], id: '01960000-0000-7000-8000-00000000aaaa', at: 8_640_000_000_000_001 },
    { ...records[1], id: '01960000-0000-7000-8000-00000000bbbb', at: Date.UTC(20_000, 0) },
  ] as HitRecord[]
  await writeJournal(directory, [...records.slice(0, 100), ...odd, ...records.slice(100)])
  await ingest.drain()
  t.equal(await countClicks(db), 300)
  t.match(ingest.status(), { state: 'running', ingested: 300, setAside: 2, lastError: null, bytesBehind: 0 })
  t.strictSame(await rollupDifferences(db), [])
  const [name = '', ...more] = await readdir(`${directory}/refused`)
  t.strictSame(more, [], 'a file for all of a batch')
  t.equal(await readFile(`${directory}/refused/${name}`, 'utf8'), odd.map(encodeLine).join(''))
})

t.test('journal lines that cannot be read are set aside and counted, and the rest goes on', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = t.testdir()
  const records = dayOfHits(12, 60, [1])
  await writeJournal(directory, records.slice(0, 30))
  await appendFile(`${directory}/0000000001.log`, '00000000 [1]\n00000000 [2]\n')
  await writeJournal(directory, records.slice(30))
  const { ingest } = await start(t, url, directory)
  await ingest.drain()
  t.equal(await countClicks(db), 60)
  t.match(ingest.status(), { ingested: 60, corrupt: 2, setAside: 0 })
  t.equal((await readdir(`${directory}/corrupt`)).length, 1)
})

t.test('connections that the server cuts cost nothing', async t => {
  const { db, url } = await linkedDatabase(t)
  const { ingest, directory } = await start(t, url)
  const records = dayOfHits(7, 3_000, [1, 2, 3])
  const journal = await openJournal({ directory, onFlushed: () => ingest.wake() })
  await ingest.drain()
  let cut = 0
  for (let at = 0; at < records.length; at += 100) {
    await Promise.all(records.slice(at, at + 100).map(record => journal.append(record)))
    const cuts = await db.$client`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'fivehundred ingest' and datname = current_database()`
    cut += cuts.length
    await sleep(20)
  }
  await journal.close()
  await ingest.drain()
  t.ok(cut > 0, 'connections were cut')
  t.equal(await countClicks(db), records.length)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('clicks wait while there is no database, and the status tells', async t => {
  const { db, url } = await linkedDatabase(t)
  const { ingest, directory } = await start(t, url)
  await db.$client`alter table clicks rename to gone`
  await writeJournal(directory, dayOfHits(8, 50, [1]))
  const deadline = Date.now() + 60_000
  while (ingest.status().state !== 'retrying' && Date.now() < deadline) await sleep(20)
  const waiting = ingest.status()
  t.match(waiting, { state: 'retrying', lastError: /clicks/, setAside: 0 })
  t.ok(waiting.lagSeconds > 0 && waiting.bytesBehind > 0)
  await db.$client`alter table gone rename to clicks`
  await ingest.drain()
  t.equal(await countClicks(db), 50)
  t.match(ingest.status(), { state: 'running', lastError: null, lagSeconds: 0, bytesBehind: 0 })
})

t.test('what waits is told as it grows, while the database is gone and while it hangs', async t => {
  const { url } = await linkedDatabase(t)
  const way = await severable(t, url)
  const { ingest, directory } = await start(t, way.url)
  await writeJournal(directory, dayOfHits(61, 10))
  await ingest.drain()
  const journal = await openJournal({ directory, onFlushed: () => ingest.wake() })
  t.teardown(() => journal.close())
  for (const trouble of ['cut', 'hang'] as const) {
    way[trouble]()
    const before = journal.status().bytesAppended
    const waiting = () => journal.status().bytesAppended - before
    for (let n = 0; n < 3; n++) {
      const records = dayOfHits(62 + n, 50).map(record => ({ ...record, at: Date.now() - 5_000 }))
      await Promise.all(records.map(record => journal.append(record)))
      const deadline = Date.now() + 60_000
      while (ingest.status().bytesBehind !== waiting() && Date.now() < deadline) await sleep(20)
      t.equal(ingest.status().bytesBehind, waiting(), `the database is ${trouble}`)
      t.ok(ingest.status().lagSeconds >= 5)
    }
    way.mend()
    await ingest.drain()
    t.match(ingest.status(), { state: 'running', bytesBehind: 0, lagSeconds: 0 })
  }
})

t.test('ingest yields to redirects', { skip: process.platform !== 'linux' }, async t => {
  const { url } = await linkedDatabase(t)
  const { ingest } = await start(t, url)
  await ingest.drain()
  // The process's own first: the system counts threads round and round.
  const threads = (await readdir('/proc/self/task')).filter(thread => Number(thread) !== process.pid)
  threads.unshift(String(process.pid))
  const stats = await Promise.all(threads.map(thread => readFile(`/proc/self/task/${thread}/stat`, 'utf8')))
  // Field 19, counted behind the name in parentheses, is the niceness.
  const niceness = stats.map(stat => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]))
  const [own = 0] = niceness
  t.same(
    niceness.filter(nice => nice !== own),
    own < 19 ? [Math.min(19, own + 15)] : [],
  )
})

t.test('a thread that dies and for a time cannot be started again is back within seconds', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = t.testdir()
  const begun: Worker[] = []
  let refused = 0
  const ingest = await startIngest({
    databaseUrl: url,
    journals: [{ directory, nodeId }],
    retentionHours: 24,
    log: quiet,
    open(...args) {
      if (begun.length === 1 && refused < 2) {
        refused++
        throw new Error('no thread is left')
      }
      const worker = openThread(...args)
      begun.push(worker)
      return worker
    },
  })
  t.teardown(() => ingest.stop())
  await ingest.drain()
  await begun[0]?.terminate()
  await writeJournal(directory, dayOfHits(91, 20))
  const drained = ingest.drain()
  t.equal(ingest.status().state, 'restarting')
  await drained
  t.equal(refused, 2)
  t.equal(await countClicks(db), 20)
  t.match(ingest.status(), { state: 'running', lastError: null })
})

t.test('however often the thread dies, it gets another one within seconds', async t => {
  const pauses: number[] = []
  const { setTimeout: real } = globalThis
  t.intercept(globalThis, 'setTimeout', {
    value: (run: () => void, ms: number) => {
      pauses.push(ms)
      return real(run, ms / 1_000)
    },
  })
  let begun = 0
  const ingest = await startIngest({
    databaseUrl: 'postgres://localhost',
    journals: [{ directory: t.testdir(), nodeId }],
    retentionHours: 24,
    log: quiet,
    open() {
      begun++
      return new Worker('', { eval: true })
    },
  })
  t.teardown(() => ingest.stop())
  while (begun < 12) await sleep(10)
  t.ok(pauses.length >= 11)
  t.ok(Math.max(...pauses) <= 15_000, `${pauses}`)
})

t.test('a journal that cannot be read is told, and read when it can be', async t => {
  const { db, url } = await linkedDatabase(t)
  const place = `${t.testdir({ file: '' })}/file`
  const { ingest } = await start(t, url, `${place}/journal`)
  const deadline = Date.now() + 60_000
  while (ingest.status().state === 'starting' && Date.now() < deadline) await sleep(20)
  t.match(ingest.status(), { state: 'retrying', lastError: /ENOTDIR/ })
  await rm(place)
  await writeJournal(`${place}/journal`, dayOfHits(94, 10))
  await ingest.drain()
  t.equal(await countClicks(db), 10)
  t.match(ingest.status(), { state: 'running', lastError: null })
})

t.test('several journals are ingested side by side, and told of as one', async t => {
  const { db, url } = await linkedDatabase(t)
  const root = t.testdir()
  const journals = [1, 2, 3].map(n => ({
    directory: `${root}/${n}`,
    nodeId: `0196000${n}-0000-4000-8000-000000000001`,
  }))
  const records = dayOfHits(95, 900)
  await writeJournal(`${root}/1`, records.slice(0, 300))
  await writeJournal(`${root}/2`, records.slice(250, 600))
  const ingest = await startIngest({ databaseUrl: url, journals, retentionHours: 24, log: quiet })
  t.teardown(() => ingest.stop())
  await ingest.drain()
  t.match(ingest.status(), { state: 'running', ingested: 600, duplicates: 50, bytesBehind: 0, lagSeconds: 0 })
  await writeJournal(`${root}/3`, records.slice(600))
  await appendFile(`${root}/3/0000000001.log`, 'damaged\n')
  await ingest.drain()
  t.match(ingest.status(), { ingested: 900, duplicates: 50, corrupt: 1 })
  t.equal(await countClicks(db), 900)
  t.strictSame(await rollupDifferences(db), [])
  const nodes = await db.$client`select distinct node_id from journal_positions order by 1`
  t.strictSame(
    nodes.map(({ node_id }) => node_id),
    journals.map(({ nodeId }) => nodeId),
  )
})
