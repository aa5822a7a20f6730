import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import t from 'tap'
import type { Journal } from '../../src/journal/append.js'
import { encodeLine } from '../../src/journal/line.js'
import { openJournal } from '../../src/journal/open.js'
import { readBatch } from '../../src/journal/read.js'
import type { HitRecord } from '../../src/journal/record.js'
import { createFile } from '../../src/journal/segment.js'
import { segmentPath } from '../../src/journal/segments.js'
import { clickRecord } from '../fixtures/records.js'

const start = { segment: 0, offset: 0 }
const segmentBytes = 100_000

/** Appends one by one until the journal has gone on to that segment; returns the records. */
async function appendUntil(journal: Journal, segment: number): Promise<HitRecord[]> {
  const sent: HitRecord[] = []
  while (journal.status().segment < segment) {
    const record = clickRecord(sent.length)
    await journal.append(record)
    sent.push(record)
  }
  return sent
}

t.test('space for the next segment is reserved before it is needed, and given back at the end', async t => {
  const directory = t.testdir({ reserve: 'left behind by a crash' })
  const journal = await openJournal({ directory, segmentBytes })
  const sent = await appendUntil(journal, 2)
  t.equal((await stat(segmentPath(directory, 2))).size, segmentBytes)
  const { bytesAppended } = journal.status()
  t.ok(bytesAppended < segmentBytes, 'nothing waits for the first segment to be full')
  await journal.close()
  t.equal((await stat(segmentPath(directory, 2))).size, encodeLine(clickRecord(sent.length - 1)).length)
  t.same(
    (await readdir(directory)).filter(name => name.startsWith('reserve')),
    [],
  )
  t.match(await readBatch(directory, start), { records: sent, corrupt: [] })
})

t.test('a reserved segment is filled, though the space after it is ready', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory, segmentBytes })
  t.teardown(() => journal.close())
  await appendUntil(journal, 3)
  const { size } = await stat(segmentPath(directory, 2))
  const longest = encodeLine(clickRecord()).length
  t.ok(size > segmentBytes - longest && size < segmentBytes + longest, `${size} bytes`)
  t.equal((await stat(segmentPath(directory, 3))).size, segmentBytes)
})

t.test('while a slow disk reserves space, it is not asked for more', async t => {
  const directory = t.testdir()
  let asked = 0
  let release = () => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const journal = await openJournal({
    directory,
    segmentBytes,
    create: async path => {
      if (!path.endsWith('.log')) {
        asked++
        await released
      }
      return createFile(path)
    },
  })
  const sent = await appendUntil(journal, 4)
  t.equal(asked, 1)
  release()
  await journal.close()
  t.same((await readBatch(directory, start)).records, sent)
  t.notOk((await readdir(directory)).includes('reserve'))
})

t.test('a service with few clicks reserves nothing', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory })
  t.teardown(() => journal.close())
  for (let n = 0; n < 100; n++) await journal.append(clickRecord(n))
  t.same(await readdir(directory), ['0000000001.log'])
})

t.test('a process that dies leaves zeros behind, and every record is read', async t => {
  const directory = t.testdir()
  const first = await openJournal({ directory, segmentBytes })
  t.teardown(() => first.close())
  const sent = await appendUntil(first, 2)
  // What a killed process would leave, while this one lives on.
  const second = await openJournal({ directory, segmentBytes })
  t.teardown(() => second.close())
  const last = clickRecord(9_999)
  await second.append(last)
  t.equal((await readFile(segmentPath(directory, 2))).at(-1), 0)
  const batch = await readBatch(directory, start)
  t.same(batch.records, [...sent, last])
  t.same(batch.corrupt, [])
})

t.test('a group larger than a segment goes beyond the reserved space, and nothing overwrites it', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory, segmentBytes })
  const sent = await appendUntil(journal, 2)
  for (let round = 0; round < 5; round++) {
    const group = Array.from({ length: 1_000 }, (_, n) => clickRecord(sent.length + n))
    await Promise.all(group.map(record => journal.append(record)))
    sent.push(...group)
  }
  await journal.close()
  const batch = await readBatch(directory, start, { maxRecords: 1e9 })
  t.same(batch.records, sent)
  t.same(batch.corrupt, [])
})

t.test('a disk without room for a reserve takes records as long as it can', async t => {
  const directory = t.testdir()
  let asked = 0
  const journal = await openJournal({
    directory,
    segmentBytes,
    create: path => {
      if (path.endsWith('.log')) return createFile(path)
      asked++
      return open('/dev/full', 'w')
    },
  })
  t.teardown(() => journal.close())
  const sent = await appendUntil(journal, 3)
  t.match(journal.status(), { unavailable: false, recordsAppended: sent.length })
  t.match(await readBatch(directory, start), { records: sent, corrupt: [] })
  t.ok(asked >= 1 && asked <= 3, 'it is asked once a segment')
})

t.test('a reader beside the writer sees every record once, in order, and nothing half', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory, segmentBytes })
  const count = 3_000
  const seen: string[] = []
  let corrupt = 0
  const reading = (async () => {
    let position = start
    while (seen.length < count) {
      const batch = await readBatch(directory, position, { maxRecords: 97 })
      seen.push(...batch.records.map(record => record.id))
      corrupt += batch.corrupt.length
      position = batch.position
    }
  })()
  const ids: string[] = []
  for (let n = 0; n < count; n += 10) {
    const group = Array.from({ length: 10 }, (_, i) => clickRecord(n + i))
    ids.push(...group.map(record => record.id))
    await Promise.all(group.map(record => journal.append(record)))
  }
  await reading
  await journal.close()
  t.same(seen, ids)
  t.equal(corrupt, 0)
})

t.test('a file of somebody else that has the next number is passed over and stays as it is', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory, segmentBytes })
  t.teardown(() => journal.close())
  const foreign = Array.from({ length: 3 }, (_, n) => encodeLine(clickRecord(5_000 + n)))
  for (const [n, line] of foreign.entries()) await writeFile(segmentPath(directory, n + 2), line)
  const sent = await appendUntil(journal, 5)
  t.same(await Promise.all(foreign.map((_, n) => readFile(segmentPath(directory, n + 2), 'utf8'))), foreign)
  const { records } = await readBatch(directory, start)
  t.equal(records.length, sent.length + foreign.length)
})

t.test('reserved space that cannot be linked costs no record', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory, segmentBytes })
  t.teardown(() => journal.close())
  const sent = await appendUntil(journal, 2)
  const reserve = `${directory}/reserve`
  while ((await stat(reserve).catch(() => null))?.size !== segmentBytes) {
    sent.push(clickRecord(sent.length))
    await journal.append(clickRecord(sent.length - 1))
  }
  // As on a file system without hard links.
  await rm(reserve)
  await mkdir(reserve)
  while (journal.status().segment < 3) {
    sent.push(clickRecord(sent.length))
    await journal.append(clickRecord(sent.length - 1))
  }
  t.match(await readBatch(directory, start), { records: sent, corrupt: [] })
})

for (const [what, isDirectory, isReserved] of [
  ['segments', false, false],
  ['segments and reserved space', false, true],
  ['directory', true, false],
] as const) {
  t.test(`${what} that were deleted under a running journal cost no further record`, async t => {
    const directory = `${t.testdir()}/journal`
    const journal = await openJournal({ directory, segmentBytes })
    t.teardown(() => journal.close())
    await appendUntil(journal, 2)
    while (isReserved && (await stat(`${directory}/reserve`).catch(() => null))?.size !== segmentBytes)
      await journal.append(clickRecord())
    for (const path of isDirectory
      ? [directory]
      : (await readdir(directory)).map(name => `${directory}/${name}`))
      await rm(path, { recursive: true })
    const sent = Array.from({ length: 2_000 }, (_, n) => clickRecord(n))
    for (const record of sent) await journal.append(record)
    t.match(journal.status(), { unavailable: false })
    t.same((await readBatch(directory, start)).records, sent)
  })
}
