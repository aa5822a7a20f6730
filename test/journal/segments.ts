import { utimes, writeFile } from 'node:fs/promises'
import t from 'tap'
import {
  bytesAfter,
  deleteSegments,
  findOutdated,
  findUnread,
  listSegments,
  segmentPath,
} from '../../src/journal/segments.js'

const written = new Date('2026-01-01T00:00:00Z')
const later = new Date('2026-01-02T00:00:00Z')

async function segments(directory: string, numbers: number[]): Promise<void> {
  for (const number of numbers) {
    await writeFile(segmentPath(directory, number), 'x'.repeat(100))
    await utimes(segmentPath(directory, number), written, written)
  }
}

t.test('segments are listed by number', async t => {
  const directory = t.testdir({ 'node-id': '', '12.log': '' })
  await segments(directory, [10, 9, 100])
  t.same(await listSegments(directory), [9, 10, 100])
  t.same(await listSegments(`${directory}/missing`), [])
  await t.rejects(listSegments(`${directory}/node-id`), { code: 'ENOTDIR' })
})

t.test('only what is ingested and old enough is deleted', async t => {
  const directory = t.testdir()
  await segments(directory, [1, 2, 3, 4])
  await utimes(segmentPath(directory, 1), later, later)
  const ingested = new Map([
    [1, 100],
    [2, 100],
    [3, 99],
  ])
  const outdated = await findOutdated(directory, ingested, later)
  t.same(outdated, [2])
  await deleteSegments(directory, outdated)
  t.same(await listSegments(directory), [1, 3, 4])
  await deleteSegments(directory, outdated)
})

t.test('the newest segment stays, so that no number comes twice', async t => {
  const directory = t.testdir()
  await segments(directory, [1, 2])
  const ingested = new Map([
    [1, 100],
    [2, 100],
  ])
  t.same(await findOutdated(directory, ingested, later), [1])
})

t.test('what waits is counted from the offsets', async t => {
  const directory = t.testdir()
  await segments(directory, [1, 2, 3])
  t.equal(await bytesAfter(directory, new Map()), 300)
  const first = [1, 100] as const
  t.equal(await bytesAfter(directory, new Map([first, [2, 30]])), 170)
  t.equal(await bytesAfter(directory, new Map([first, [2, 100], [3, 500]])), 0)
  t.equal(await bytesAfter(directory, new Map([[3, 100]])), 200, 'also in the segments before')
})

t.test('reading begins in the first segment that is not read to its end', async t => {
  const directory = t.testdir()
  t.same(await findUnread(directory, new Map()), { segment: 0, offset: 0 })
  await segments(directory, [1, 2, 3])
  t.same(await findUnread(directory, new Map()), { segment: 1, offset: 0 })
  t.same(
    await findUnread(
      directory,
      new Map([
        [1, 100],
        [2, 40],
      ]),
    ),
    { segment: 2, offset: 40 },
  )
  t.same(
    await findUnread(
      directory,
      new Map([
        [2, 100],
        [3, 100],
      ]),
    ),
    { segment: 1, offset: 0 },
  )
  t.same(
    await findUnread(
      directory,
      new Map([
        [1, 100],
        [2, 100],
        [3, 100],
      ]),
    ),
    { segment: 3, offset: 100 },
  )
})

t.test('space that is reserved does not wait', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 1), 'x'.repeat(100))
  await writeFile(segmentPath(directory, 2), 'x'.repeat(1_000) + '\0'.repeat(2_000_000))
  const first = [1, 100] as const
  t.equal(await bytesAfter(directory, new Map()), 1_100)
  t.equal(await bytesAfter(directory, new Map([first, [2, 900]])), 100)
  t.equal(await bytesAfter(directory, new Map([first, [2, 1_000]])), 0)
})
