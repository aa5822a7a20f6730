// One loop in this thread, and what it reports and logs step by step.
import { appendFile, copyFile, readdir, utimes } from 'node:fs/promises'
import t, { type Test } from 'tap'
import { everything } from '../../src/auth/access.js'
import { connect, type Database } from '../../src/db/connect.js'
import { type Loop, startLoop } from '../../src/ingest/loop.js'
import { freshStatus, type LoopStatus } from '../../src/ingest/status.js'
import type { HitRecord } from '../../src/journal/record.js'
import { purgeLink } from '../../src/purge/link.js'
import { countClicks, dayOfHits, linkedDatabase, quiet, writeJournal } from '../fixtures/hits.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

const nodeId = '01960000-0000-4000-8000-000000000001'
const hour = 3_600_000

interface Begun {
  loop: Loop
  statuses: LoopStatus[]
  logged: unknown[][]
  /** The next report of which that holds. */
  told(is: (status: LoopStatus) => boolean): Promise<LoopStatus>
}

function begin(t: Test, url: string, directory: string): Begun {
  const statuses: LoopStatus[] = []
  const logged: unknown[][] = []
  const watched = new Set<(status: LoopStatus) => void>()
  const log = (level: string) => (facts: object, message: string) => void logged.push([level, facts, message])
  const loop = startLoop({
    connect: () => connect(url, { max: 2, name: 'fivehundred ingest' }),
    journal: { directory, nodeId },
    retentionHours: 24,
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    onStatus(status) {
      statuses.push(status)
      for (const look of watched) look(status)
    },
  })
  t.teardown(() => loop.stop())
  const told: Begun['told'] = is =>
    new Promise(resolve => {
      const look = (status: LoopStatus) => {
        if (!is(status)) return
        watched.delete(look)
        resolve(status)
      }
      watched.add(look)
    })
  return { loop, statuses, logged, told }
}

/** Makes the loop's clock go ahead by so many milliseconds. */
function clock(t: Test): { skip(ms: number): void } {
  const { now } = performance
  let ahead = 0
  t.intercept(performance, 'now', { value: () => now.call(performance) + ahead })
  return {
    skip(ms) {
      ahead += ms
    },
  }
}

const positions = async (db: Database) =>
  (await db.$client`select segment::int from journal_positions order by 1`).map(({ segment }) => segment)

/** How many records the first report with more than before has more. */
function firstBatch(statuses: LoopStatus[]): number {
  const before = statuses[0]?.ingested ?? 0
  const next = statuses.find(({ ingested }) => ingested > before)
  return (next?.ingested ?? before) - before
}

t.test('every kind of record that is not counted has its number', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = await temporaryDirectory(t)
  const links = { changed() {} } as never
  await purgeLink({ access: everything, db, links, log: quiet as never, now: () => new Date() }, 'link-3')
  const records = dayOfHits(3, 20).map((record, n): HitRecord => {
    if (n < 3) return { ...record, linkId: 99 }
    if (n < 5) return { ...record, linkId: 3 }
    return n < 9 ? { ...record, at: -1 } : record
  })
  await writeJournal(directory, records)
  await appendFile(`${directory}/0000000001.log`, '00000000 [1]\n00000000 [2]\n')
  const { loop, statuses, logged } = begin(t, url, directory)
  const counts = { ingested: 11, unknownLinks: 3, purged: 2, setAside: 4, corrupt: 2, duplicates: 0 }
  await loop.drain()
  t.match(statuses.at(-1), counts)
  const [[, facts] = []] = logged
  t.match(facts, { path: /corrupt/, lines: 2 })
  t.strictSame(
    logged.map(([level, , message]) => [level, message]),
    [
      ['error', 'Journal lines cannot be read and were set aside.'],
      ['error', 'Hits of links that the database does not have were set aside.'],
      ['error', 'Hits with a time outside of the years 1970 to 9999 were set aside.'],
    ],
  )
  await writeJournal(directory, records)
  await loop.drain()
  t.match(statuses.at(-1), { ...counts, unknownLinks: 6, purged: 4, setAside: 8, duplicates: 11 })
})

t.test('segments that were ingested are deleted when they are old, once a minute', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = await temporaryDirectory(t)
  const { skip } = clock(t)
  for (const n of [1, 2, 3, 4]) await writeJournal(directory, dayOfHits(10 + n, 10))
  const written = (n: number, hoursAgo: number) =>
    utimes(`${directory}/000000000${n}.log`, new Date(), new Date(Date.now() - hoursAgo * hour))
  const left = async () => (await readdir(directory)).filter(name => name.endsWith('.log')).length
  await written(1, 25)
  await written(2, 23)
  const { loop, logged } = begin(t, url, directory)
  await loop.drain()
  await loop.drain()
  t.strictSame(logged, [['info', { segments: [1] }, 'Ingested journal segments were deleted.']])
  t.strictSame(await positions(db), [2, 3, 4])
  t.equal(await left(), 3)
  await written(2, 25)
  skip(50_000)
  await loop.drain()
  await loop.drain()
  t.equal(await left(), 3)
  skip(20_000)
  await loop.drain()
  await loop.drain()
  t.strictSame(logged.slice(1), [['info', { segments: [2] }, 'Ingested journal segments were deleted.']])
  t.strictSame(await positions(db), [3, 4])
  t.equal(await countClicks(db), 40)
})

t.test('stored positions without their segments are told, each as one, until all is read', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = await temporaryDirectory(t)
  await writeJournal(directory, dayOfHits(20, 10))
  await db.$client`
    insert into journal_positions (node_id, segment, byte_offset, fingerprint)
    select ${nodeId}, segment, 10, 'gone' from unnest(array[5, 7]) as segment`
  const { loop, statuses, logged } = begin(t, url, directory)
  await loop.drain()
  t.strictSame(logged, [
    ['warn', { segments: [5, 7] }, 'Stored positions do not fit the journal, which is older or lacks files.'],
  ])
  t.match(statuses[0], { state: 'rereading', misfits: 2, ingested: 0 })
  t.match(statuses[1], { state: 'rereading', misfits: 2, ingested: 10 })
  t.match(statuses.at(-1), { state: 'running', misfits: 2, ingested: 10 })
  t.strictSame(await positions(db), [1])
})

t.test('positions that the database lost are found with the next batch, or after five seconds', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = await temporaryDirectory(t)
  const { skip } = clock(t)
  skip(10_000)
  await writeJournal(directory, dayOfHits(30, 10))
  const { loop, statuses, logged, told } = begin(t, url, directory)
  const lost =
    'The database has lost stored hits; the journal is read again from the position in the database.'
  await loop.drain()
  await loop.drain()
  await db.$client`truncate clicks, journal_positions, visitors, link_totals, link_changes`
  skip(4_000)
  await loop.drain()
  await loop.drain()
  t.equal(await countClicks(db), 0)
  skip(2_000)
  const rereading = told(({ state }) => state === 'rereading')
  loop.wake()
  t.match(await rereading, { misfits: 1 })
  await loop.drain()
  t.equal(await countClicks(db), 10)
  t.strictSame(logged, [['warn', { segments: [] }, lost]])
  t.notOk(
    statuses.some(({ state }) => state === 'retrying'),
    'there is no trouble with the database',
  )
  t.match(statuses.at(-1), { state: 'running', misfits: 1, lastError: null, ingested: 20 })
  t.strictSame(await positions(db), [1])
})

t.test('an older segment that somebody adds is found after five seconds', async t => {
  const { db, url } = await linkedDatabase(t)
  const [directory, elsewhere] = [await temporaryDirectory(t), await temporaryDirectory(t)]
  const { skip } = clock(t)
  skip(10_000)
  await writeJournal(directory, dayOfHits(40, 10))
  const { loop, statuses } = begin(t, url, directory)
  await loop.drain()
  await loop.drain()
  await writeJournal(elsewhere, dayOfHits(41, 5))
  await copyFile(`${elsewhere}/0000000001.log`, `${directory}/0000000000.log`)
  await loop.drain()
  t.equal(await countClicks(db), 10)
  skip(6_000)
  await loop.drain()
  await loop.drain()
  t.equal(await countClicks(db), 15)
  t.match(statuses.at(-1), { ingested: 15, duplicates: 0, misfits: 0 })
})

t.test('a loop that has stopped has no connection left', async t => {
  const { db, url } = await linkedDatabase(t)
  const { loop } = begin(t, url, await temporaryDirectory(t))
  const connections = async () =>
    (
      await db.$client`
        select from pg_stat_activity
        where application_name = 'fivehundred ingest' and datname = current_database()`
    ).length
  await loop.drain()
  t.ok((await connections()) > 0)
  await loop.stop()
  // The server takes a moment to notice.
  while ((await connections()) > 0);
  t.equal(await connections(), 0)
})

t.test('the first batch after a pause is small, and the last one leaves nothing to wait for', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = await temporaryDirectory(t)
  const { loop, statuses, logged } = begin(t, url, directory)
  await loop.drain()
  t.strictSame(statuses, [{ ...freshStatus, state: 'running' }])
  for (const [n, count] of [2_700, 2_600].entries()) {
    await writeJournal(directory, dayOfHits(1 + n, count))
    statuses.splice(0, statuses.length - 1)
    await loop.drain()
    t.equal(firstBatch(statuses), 2_500)
    t.match(statuses.at(-1), {
      ...freshStatus,
      state: 'running',
      ingested: n === 0 ? 2_700 : 5_300,
      lastBatchAt: Date,
    })
  }
  t.equal(await countClicks(db), 5_300)
  t.strictSame(logged, [])
})

t.test('while the database takes nothing that is logged once, and batches get smaller', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = await temporaryDirectory(t)
  const { loop, statuses, logged, told } = begin(t, url, directory)
  await loop.drain()
  for (const round of [1, 2]) {
    await db.$client`alter table clicks rename to gone`
    const records = dayOfHits(round, 1_000)
    const retrying = () => told(({ state }) => state === 'retrying')
    const [failed] = await Promise.all([retrying(), writeJournal(directory, records)])
    t.match(failed.lastError, /clicks/)
    await retrying()
    const waiting = await retrying()
    t.ok(waiting.bytesBehind > 0)
    t.equal(waiting.oldestWaiting, records[0]?.at)
    t.equal(logged.length, round)
    t.match(logged.at(-1), ['warn', { error: /clicks/ }, 'Hits wait for the database.'])
    statuses.splice(0, statuses.length - 1)
    await db.$client`alter table gone rename to clicks`
    await loop.drain()
    t.ok(firstBatch(statuses) <= 625)
    t.match(statuses.at(-1), { state: 'running', lastError: null, bytesBehind: 0, oldestWaiting: null })
  }
  t.equal(await countClicks(db), 2_000)
})
