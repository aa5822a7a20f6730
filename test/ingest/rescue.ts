import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { startRescue } from '../../src/capture/rescue.js'
import { openRescuer, type Rescuer } from '../../src/ingest/rescue.js'
import { startIngest } from '../../src/ingest/start.js'
import { encodeLine } from '../../src/journal/line.js'
import { countLosses } from '../../src/journal/losses.js'
import type { HitRecord } from '../../src/journal/record.js'
import {
  countClicks,
  dayBegins,
  dayOfHits,
  linkedDatabase,
  quiet,
  randomRecords,
  seeded,
  writeJournal,
} from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'
import { severable } from '../fixtures/severable.js'

function open(t: Test, databaseUrl: string, journalDirectory = t.testdir()): Rescuer {
  const rescuer = openRescuer({ databaseUrl, journalDirectory, log: quiet })
  t.teardown(() => rescuer.close(1_000))
  return rescuer
}

t.test('text that PostgreSQL cannot hold is made storable', async t => {
  const { db, url } = await linkedDatabase(t)
  const { rescue } = open(t, url)
  const [record] = randomRecords(seeded(5), {
    count: 1,
    linkIds: [1],
    from: dayBegins,
    to: dayBegins + 1,
  }) as [HitRecord]
  await rescue([
    {
      ...record,
      referrer: 'https://a.example/\0\ud800',
      userAgent: 'Mozilla/5.0 \udfff',
      hints: { purpose: 'x\0' },
    },
  ])
  const [row] = await db.$client`select referrer, user_agent, hints from clicks`
  t.strictSame(
    { ...row },
    {
      referrer: 'https://a.example/\ufffd\ufffd',
      user_agent: 'Mozilla/5.0 \ufffd',
      hints: { purpose: 'x\ufffd' },
    },
  )
  t.strictSame(await rollupDifferences(db), [])
})

t.test('rescued records count once, also when they are in the journal too', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = t.testdir()
  const { rescue } = open(t, url)
  const records = dayOfHits(6, 200, [1])
  const ingest = await startIngest({
    databaseUrl: url,
    journals: [{ directory, nodeId: '01960000-0000-4000-8000-000000000001' }],
    retentionHours: 24,
    log: quiet,
  })
  t.teardown(() => ingest.stop())
  await Promise.all([rescue(records.slice(0, 150)), writeJournal(directory, records)])
  await ingest.drain()
  t.equal(await countClicks(db), 200)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a rescued record that cannot be stored is set aside, and the others are counted', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = t.testdir()
  const { rescue, counts } = open(t, url, directory)
  await db.$client`alter table clicks add constraint poison check (country <> 'ZZ')`
  const records = dayOfHits(71, 1_000)
  const odd = [
    { ...records[3], country: 'ZZ' },
    { ...records[4], at: -1 },
    { ...records[5], linkId: 99 },
  ] as HitRecord[]
  const outcome = await rescue([...records.slice(0, 3), ...odd, ...records.slice(6)])
  t.strictSame(outcome, { lost: 0, cause: null })
  t.equal(await countClicks(db), 997)
  t.strictSame(counts(), { setAside: 2, unknownLinks: 1, purged: 0 })
  t.strictSame(await rescue(records.slice(10)), { lost: 0, cause: null }, 'what is there is not lost')
  const lines = await Promise.all([
    ...(await readdir(`${directory}/refused`)).map(name => readFile(`${directory}/refused/${name}`, 'utf8')),
    ...(await readdir(`${directory}/unknown-links`)).map(name =>
      readFile(`${directory}/unknown-links/${name}`, 'utf8'),
    ),
  ])
  t.strictSame(lines.sort(), odd.map(encodeLine).sort())
  t.strictSame(await rollupDifferences(db), [])
})

t.test('of rescued records only those are lost that nothing has taken', async t => {
  const { db, url } = await linkedDatabase(t)
  const directory = `${t.testdir({ file: '' })}/file/journal`
  const { rescue } = open(t, url, directory)
  const records = dayOfHits(72, 100)
  const outcome = await rescue(records.map((record, n) => (n < 2 ? { ...record, linkId: 99 } : record)))
  t.match(
    outcome,
    { lost: 2, cause: { code: 'ENOTDIR' } },
    'set aside they cannot be on a disk that takes nothing',
  )
  t.equal(await countClicks(db), 98)
  await db.$client`alter table clicks rename to gone`
  t.match(await rescue(dayOfHits(73, 50)), { lost: 50, cause: Error })
})

t.test('a stop waits for the rescues that are under way, and for those that wait for them', async t => {
  const { db, url } = await linkedDatabase(t)
  const rescuer = open(t, url)
  const losses = countLosses(quiet)
  const rescue = startRescue(rescuer, losses)
  const records = dayOfHits(92, 1_500)
  let closed: Promise<void> | undefined
  await db.transaction(async tx => {
    await tx.execute(sql`lock table clicks in exclusive mode`)
    for (const record of records) void rescue(record)
    await sleep(200)
    closed = rescuer.close(20_000)
    await sleep(1_500)
  })
  await closed
  t.equal(await countClicks(db), 1_500)
  t.equal(losses.count(), 0)
})

t.test('a stop does not wait for longer than it may, and what is lost then is told', async t => {
  const { url } = await linkedDatabase(t)
  const way = await severable(t, url)
  const { rescue, close } = open(t, way.url)
  await rescue(dayOfHits(94, 10))
  way.hang()
  const rescued = rescue(dayOfHits(93, 10))
  const began = performance.now()
  await close(500)
  t.ok(performance.now() - began < 3_000)
  t.match(await rescued, { lost: 10, cause: Error })
})
