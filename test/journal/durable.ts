import { readdir, readFile, writeFile } from 'node:fs/promises'
import t from 'tap'
import { syncDirectory, writeDurably } from '../../src/journal/durable.js'
import { readFingerprint } from '../../src/journal/fingerprint.js'
import { encodeLine } from '../../src/journal/line.js'
import { readBatch } from '../../src/journal/read.js'
import { bytesAfter, segmentPath } from '../../src/journal/segments.js'
import { clickRecord } from '../fixtures/records.js'

t.test('a file is written whole, in place of one that is there', async t => {
  const path = `${t.testdir({ file: 'something longer' })}/file`
  await writeDurably(path, 'text')
  t.equal(await readFile(path, 'utf8'), 'text')
  await writeDurably(path, Buffer.from([0, 255]))
  t.same(await readFile(path), Buffer.from([0, 255]))
  await t.rejects(syncDirectory(`${path}/missing`), { code: 'ENOTDIR' })
})

t.test('what reads or writes a whole file leaves none open', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 1), encodeLine(clickRecord()))
  const start = { segment: 1, offset: 0 }
  const all = {
    writeDurably: () => writeDurably(`${directory}/file`, ''),
    syncDirectory: () => syncDirectory(directory),
    readFingerprint: () => readFingerprint(directory, start),
    readBatch: () => readBatch(directory, start),
    bytesAfter: () => bytesAfter(directory, new Map()),
  }
  const countOpen = async () => (await readdir('/dev/fd')).length
  for (const [name, work] of Object.entries(all)) {
    const before = await countOpen()
    for (let n = 0; n < 20; n++) await work()
    t.ok((await countOpen()) < before + 10, name)
  }
})
