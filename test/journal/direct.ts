import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises'
import t, { type Test } from 'tap'
import { blockBytes, openDirect, writeDirect } from '../../src/journal/direct.js'

/** A file of zeros that refuses all but direct writes, and takes so many bytes at once. */
async function strictFile(t: Test, { most = Number.POSITIVE_INFINITY } = {}) {
  const path = `${t.testdir()}/file`
  await writeFile(path, Buffer.alloc(100 * blockBytes))
  const file = await open(path, 'r+')
  t.teardown(() => file.close())
  const write = file.write.bind(file) as (...all: unknown[]) => ReturnType<FileHandle['write']>
  let writes = 0
  file.write = ((bytes: Buffer, from: number, length: number, place: number) => {
    writes++
    for (const number of [from, length, place]) t.equal(number % blockBytes, 0)
    return write(bytes, from, Math.min(length, most), place)
  }) as typeof file.write
  return { path, file, memory: Buffer.alloc(4 * blockBytes), writes: () => writes }
}

/** Of so many bytes each, none of them zeros. */
const pieces = (lengths: number[]) => lengths.map((length, n) => Buffer.alloc(length, `${n % 7}abc`))

async function writeAll(file: Awaited<ReturnType<typeof strictFile>>, written: Buffer[]): Promise<Buffer> {
  let end = 0
  for (const bytes of written) {
    await writeDirect(file, bytes, end)
    end += bytes.length
  }
  return readFile(file.path)
}

t.test('bytes of any length follow each other, and zeros follow them', async t => {
  const written = pieces([1, 300, 3_795, 4_096, 1, 4_095, 5_000, 20_000, 16_384, 3, 90_000, 2])
  const file = await strictFile(t)
  const all = Buffer.concat(written)
  t.same(await writeAll(file, written), Buffer.concat([all, Buffer.alloc(100 * blockBytes - all.length)]))
})

t.test('what fits is one write, and the last block is written again', async t => {
  const file = await strictFile(t)
  await writeAll(file, pieces([4_000, 4_096, 4_096]))
  t.equal(file.writes(), 3)
})

t.test('a disk that takes less at once than it is given gets the rest', async t => {
  const file = await strictFile(t, { most: blockBytes })
  const written = pieces([10_000, 20_000])
  t.same((await writeAll(file, written)).subarray(0, 30_000), Buffer.concat(written))
})

t.test('a file is opened for direct writes where there are such, and is as it was', async t => {
  const path = `${t.testdir()}/file`
  await writeFile(path, Buffer.alloc(4 * blockBytes))
  const direct = await openDirect(path)
  t.same(await readFile(path), Buffer.alloc(4 * blockBytes))
  if (direct === null) return t.comment('This file system has no direct writes.')
  t.teardown(() => direct.file.close())
  await writeDirect(direct, Buffer.from('one '), 0)
  await writeDirect(direct, Buffer.from('two'), 4)
  t.equal((await readFile(path, 'utf8')).replaceAll('\0', ''), 'one two')
})

t.test('where there are none, or no file, there is nothing to close', async t => {
  t.equal(await openDirect(`${t.testdir()}/nothing`), null)
  t.equal(await openDirect('/dev/null'), null)
})
