import { utimes, writeFile } from 'node:fs/promises'
import t from 'tap'
import { bytesAfter, deleteSegments, listSegments, segmentPath } from '../../src/journal/segments.js'

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
})

t.test('only what is ingested and old enough is deleted', async t => {
  const directory = t.testdir()
  await segments(directory, [1, 2, 3, 4])
  await utimes(segmentPath(directory, 1), later, later)
  t.same(await deleteSegments(directory, { segment: 3, offset: 0 }, later), [2])
  t.same(await listSegments(directory), [1, 3, 4])
})

t.test('the newest segment stays, so that no number comes twice', async t => {
  const directory = t.testdir()
  await segments(directory, [1, 2])
  t.same(await deleteSegments(directory, { segment: 9, offset: 0 }, later), [1])
  t.same(await listSegments(directory), [2])
})

t.test('what waits is counted from the position', async t => {
  const directory = t.testdir()
  await segments(directory, [1, 2, 3])
  t.equal(await bytesAfter(directory, { segment: 0, offset: 0 }), 300)
  t.equal(await bytesAfter(directory, { segment: 2, offset: 30 }), 170)
  t.equal(await bytesAfter(directory, { segment: 3, offset: 500 }), 0)
})

t.test('space that is reserved does not wait', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 1), 'x'.repeat(100))
  await writeFile(segmentPath(directory, 2), 'x'.repeat(1_000) + '\0'.repeat(2_000_000))
  t.equal(await bytesAfter(directory, { segment: 0, offset: 0 }), 1_100)
  t.equal(await bytesAfter(directory, { segment: 2, offset: 900 }), 100)
  t.equal(await bytesAfter(directory, { segment: 2, offset: 1_000 }), 0)
})
