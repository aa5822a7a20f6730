import { open, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { JournalUnavailable } from '../../src/errors.js'
import { encodeLine } from '../../src/journal/line.js'
import { openJournal } from '../../src/journal/open.js'
import { readBatch } from '../../src/journal/read.js'
import { createFile } from '../../src/journal/segment.js'
import { listSegments, segmentPath } from '../../src/journal/segments.js'
import { eventually } from '../fixtures/client.js'
import { clickRecord } from '../fixtures/records.js'

const start = { segment: 0, offset: 0 }

t.test('an append that has resolved is in the file', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory })
  t.teardown(() => journal.close())
  await journal.append(clickRecord(1))
  t.equal(await readFile(segmentPath(directory, 1), 'utf8'), encodeLine(clickRecord(1)))
  t.match(journal.status(), {
    segment: 1,
    recordsAppended: 1,
    unavailable: false,
    since: null,
    lastError: null,
  })
})

t.test('appends that arrive together share their fdatasyncs', async t => {
  const directory = t.testdir()
  let flushed = 0
  let synced = 0
  const created: string[] = []
  const journal = await openJournal({
    directory,
    onFlushed: () => flushed++,
    create: async path => {
      created.push(path)
      const file = await createFile(path)
      if (!path.endsWith('.log')) return file
      const datasync = file.datasync.bind(file)
      file.datasync = () => {
        synced++
        return datasync()
      }
      return file
    },
  })
  t.teardown(() => journal.close())
  let n = 0
  const appender = async () => {
    for (let i = 0; i < 8; i++) await journal.append(clickRecord(++n))
  }
  await Promise.all(Array.from({ length: 50 }, appender))
  const { recordsAppended, groups, bytesAppended } = journal.status()
  t.equal(recordsAppended, 400)
  t.ok(synced >= 1 && synced < 100, `${synced} fdatasyncs for 400 appends`)
  t.equal(groups, synced)
  t.equal(flushed, synced)
  const { records } = await readBatch(directory, start)
  t.equal(new Set(records.map(record => record.id)).size, 400)
  t.equal(bytesAppended, (await readFile(segmentPath(directory, 1))).length)
  t.same(
    created.filter(path => path.endsWith('probe')),
    [],
    'a disk that works is not asked',
  )
})

t.test('records stand in the order of their appends', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory })
  t.teardown(() => journal.close())
  const sent = Array.from({ length: 300 }, (_, n) => clickRecord(n))
  await Promise.all(sent.map(record => journal.append(record)))
  t.same((await readBatch(directory, start)).records, sent)
})

t.test('a full segment is followed by a new one', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory, segmentBytes: 1_000 })
  t.teardown(() => journal.close())
  const sent = Array.from({ length: 20 }, (_, n) => clickRecord(n))
  for (const record of sent) await journal.append(record)
  t.ok((await listSegments(directory)).length > 3)
  t.same((await readBatch(directory, start)).records, sent)
})

t.test('closing brings what waits to the disk and refuses what comes later', async t => {
  const directory = t.testdir()
  const journal = await openJournal({ directory })
  const waiting = [journal.append(clickRecord(1)), journal.append(clickRecord(2))]
  await journal.close()
  await Promise.all(waiting)
  t.equal((await readBatch(directory, start)).records.length, 2)
  await t.rejects(journal.append(clickRecord(3)), { code: 'journal-unavailable' })
})

/**
 * A journal with one record, on a disk that is full from then on; `askedAt` has the time of each of
 * its refusals.
 */
async function onFullDisk(t: Test, { retryMs }: { retryMs: number }) {
  const directory = t.testdir()
  const disk = {
    full: false,
    /** What every answer but the first waits for. */
    hang: null as Promise<void> | null,
    askedAt: [] as number[],
    get asked() {
      return this.askedAt.length
    },
  }
  const logged: unknown[] = []
  const journal = await openJournal({
    directory,
    retryMs,
    segmentBytes: 1,
    log: {
      error: (facts: unknown) => void logged.push(facts),
      info: (facts: unknown) => void logged.push(facts),
    },
    create: async path => {
      if (!disk.full) return createFile(path)
      disk.askedAt.push(performance.now())
      if (disk.asked > 1) await disk.hang
      return open('/dev/full', 'w')
    },
  })
  t.teardown(() => journal.close())
  await journal.append(clickRecord(1))
  disk.full = true
  return { directory, journal, disk, logged }
}

t.test('a full disk rejects, is asked again after the pause, and loses nothing it had promised', async t => {
  const { journal, disk, directory, logged } = await onFullDisk(t, { retryMs: 500 })
  await t.rejects(journal.append(clickRecord(2)), { code: 'journal-unavailable', cause: { code: 'ENOSPC' } })
  const status = journal.status()
  t.match(status, { unavailable: true, lastError: 'ENOSPC', recordsAppended: 1 })
  t.ok(status.since instanceof Date)
  t.equal(disk.asked, 1)
  await Promise.all(
    [3, 4, 5].map(n => t.rejects(journal.append(clickRecord(n)), { code: 'journal-unavailable' })),
  )
  t.equal(disk.asked, 1, 'nobody asks the disk during the pause')
  await sleep(520)
  await t.rejects(journal.append(clickRecord(6)), { code: 'journal-unavailable' })
  t.equal(disk.asked, 2)
  disk.full = false
  await sleep(520)
  await journal.append(clickRecord(7))
  t.match(journal.status(), { unavailable: false, since: null, lastError: 'ENOSPC', recordsAppended: 2 })
  const { records, corrupt } = await readBatch(directory, start)
  t.same(records, [clickRecord(1), clickRecord(7)])
  t.same(corrupt, [])
  t.same((await listSegments(directory)).length, 2, 'a disk that stays full gets no empty segments')
  t.match(logged, [{ err: { code: 'ENOSPC' }, segment: 2 }, { segment: 3 }])
  t.equal(logged.length, 2, 'what lasts is told once, and its end')
})

t.test('a disk that takes clicks again is noticed, though no click comes', async t => {
  const { journal, disk, directory } = await onFullDisk(t, { retryMs: 20 })
  await t.rejects(journal.append(clickRecord(2)), { code: 'journal-unavailable' })
  while (disk.asked < 3) await sleep(5)
  t.match(journal.status(), { unavailable: true, lastError: 'ENOSPC' })
  disk.full = false
  while (journal.status().unavailable) await sleep(5)
  t.equal(journal.status().since, null)
  await journal.append(clickRecord(3))
  t.same((await readBatch(directory, start)).records, [clickRecord(1), clickRecord(3)])
})

t.test('a disk that stays full is asked every few pauses, and a click waits for the next pause', async t => {
  const { journal, disk } = await onFullDisk(t, { retryMs: 20 })
  await t.rejects(journal.append(clickRecord(2)), { code: 'journal-unavailable' })
  while (disk.asked < 2) await sleep(1)
  while (disk.asked < 3) {
    await t.rejects(journal.append(clickRecord(3)), {
      code: 'journal-unavailable',
      cause: { code: 'ENOSPC' },
    })
    await sleep(1)
  }
  const [first = 0, quiet = 0, clicked = 0] = disk.askedAt
  // A timer may come a millisecond early.
  t.ok(quiet - first >= 3 * 20 - 2, `without a click after ${quiet - first} ms`)
  t.ok(clicked - quiet >= 20, `with clicks after ${clicked - quiet} ms`)
})

t.test('a disk that is slow to clear away what failed is asked, too', async t => {
  const directory = t.testdir()
  let full = true
  const journal = await openJournal({
    directory,
    retryMs: 1,
    create: async path => {
      const file = await createFile(path)
      const { write, truncate } = file
      file.write = ((...all: Parameters<typeof write>) => {
        if (full) return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        return write.apply(file, all)
      }) as typeof file.write
      file.truncate = async length => {
        await sleep(50)
        await truncate.call(file, length)
      }
      return file
    },
  })
  t.teardown(() => journal.close())
  await t.rejects(journal.append(clickRecord(1)), { code: 'journal-unavailable' })
  full = false
  const ask = async () => journal.status().unavailable
  t.equal(await eventually(ask, unavailable => !unavailable, 5_000), false)
})

t.test('no click waits while the disk is asked', async t => {
  const { journal, disk } = await onFullDisk(t, { retryMs: 1 })
  let release = () => {}
  disk.hang = new Promise(resolve => {
    release = resolve
  })
  await t.rejects(journal.append(clickRecord(2)), { code: 'journal-unavailable' })
  while (disk.asked < 2) await sleep(1)
  await sleep(5)
  await t.rejects(journal.append(clickRecord(3)), { code: 'journal-unavailable' })
  release()
})

t.test('a disk that takes no new file is asked once for a click', async t => {
  const directory = t.testdir()
  let asked = 0
  const journal = await openJournal({
    directory,
    segmentBytes: 1,
    create: path => {
      if (path === segmentPath(directory, 1)) return createFile(path)
      asked++
      return Promise.reject(Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' }))
    },
  })
  t.teardown(() => journal.close())
  await journal.append(clickRecord(1))
  await t.rejects(journal.append(clickRecord(2)), { code: 'journal-unavailable', cause: { code: 'EMFILE' } })
  t.equal(asked, 1)
})

t.test('a write that fails half way leaves no torn line, and the segment is not used again', async t => {
  const directory = t.testdir()
  let failing = false
  const journal = await openJournal({
    directory,
    retryMs: 0,
    create: async path => {
      const file = await createFile(path)
      const datasync = file.datasync.bind(file)
      file.datasync = () => {
        if (!failing) return datasync()
        failing = false
        return Promise.reject(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }))
      }
      return file
    },
  })
  t.teardown(() => journal.close())
  await journal.append(clickRecord(1))
  failing = true
  await t.rejects(journal.append(clickRecord(2)), JournalUnavailable)
  await journal.append(clickRecord(3))
  t.equal(await readFile(segmentPath(directory, 1), 'utf8'), encodeLine(clickRecord(1)))
  t.equal(await readFile(segmentPath(directory, 2), 'utf8'), encodeLine(clickRecord(3)))
  t.equal(journal.status().lastError, 'EIO')
})

t.test('a write that has returned no longer counts as stalled', async t => {
  const journal = await openJournal({ directory: t.testdir(), stallMs: 50 })
  t.teardown(() => journal.close())
  // On a busy machine it may come too late.
  await journal.append(clickRecord(1)).catch(() => {})
  await sleep(80)
  t.equal(journal.status().unavailable, false)
})

t.test('a disk that hangs counts as failed until it moves again', async t => {
  const directory = t.testdir()
  let release = () => {}
  let hang: Promise<void> | null = null
  const journal = await openJournal({
    directory,
    // Long enough for a disk that moves, on a busy machine.
    stallMs: 400,
    create: async path => {
      const file = await createFile(path)
      const datasync = file.datasync.bind(file)
      file.datasync = async () => {
        await hang
        return datasync()
      }
      return file
    },
  })
  t.teardown(() => journal.close())
  hang = new Promise(resolve => {
    release = resolve
  })
  await t.rejects(journal.append(clickRecord(1)), { code: 'journal-unavailable' })
  await t.rejects(journal.append(clickRecord(2)), { code: 'journal-unavailable' })
  t.match(journal.status(), { unavailable: true, lastError: 'stalled' })
  release()
  while (journal.status().unavailable) await sleep(5)
  await journal.append(clickRecord(3))
  // The first one came to the disk after all: its id makes that harmless, also when it was rescued
  // meanwhile.
  t.same((await readBatch(directory, start)).records, [clickRecord(1), clickRecord(3)])
})

t.test('a torn end of the last run is not appended to', async t => {
  const directory = t.testdir()
  const first = await openJournal({ directory })
  await Promise.all([1, 2].map(n => first.append(clickRecord(n))))
  await first.close()
  const path = join(directory, '0000000001.log')
  await truncate(path, (await readFile(path)).length - 5)
  const second = await openJournal({ directory })
  t.teardown(() => second.close())
  await second.append(clickRecord(3))
  const { records, corrupt } = await readBatch(directory, start)
  t.same(records, [clickRecord(1), clickRecord(3)])
  t.equal(corrupt.length, 1)
})
