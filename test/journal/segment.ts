import { mkdir, open, readdir, readFile, rm, stat, unlink } from 'node:fs/promises'
import t, { type Test } from 'tap'
import {
  abandonSegment,
  adoptReserve,
  type CreateFile,
  closeSegment,
  createFile,
  createSegment,
  probeDisk,
  reserveSegment,
  writeSegment,
} from '../../src/journal/segment.js'
import { segmentPath } from '../../src/journal/segments.js'

const full: CreateFile = () => open('/dev/full', 'w')

/** Whether files stay open when this is done, which it is some times. */
async function leavesOpen(work: () => Promise<unknown>): Promise<boolean> {
  const countOpen = async () => (await readdir('/dev/fd')).length
  const before = await countOpen()
  for (let n = 0; n < 20; n++) await work()
  return (await countOpen()) >= before + 10
}

async function rejectsAndCloses(t: Test, work: () => Promise<unknown>, code: string): Promise<void> {
  t.notOk(await leavesOpen(() => t.rejects(work(), { code })))
}

t.test('what is written is on disk, and the rest of the space is given back', async t => {
  // Only space of whole blocks has direct writes.
  for (const bytes of [300_000, 303_104]) {
    const directory = t.testdir()
    const reserve = await reserveSegment(directory, bytes, createFile)
    t.same(await readFile(`${directory}/reserve`), Buffer.alloc(bytes))
    const segment = await adoptReserve(directory, 7, reserve)
    t.same(await readdir(directory), ['0000000007.log'])
    await writeSegment(segment, Buffer.from('one '))
    await writeSegment(segment, Buffer.from('two'))
    t.match(segment, { number: 7, size: 7, reserved: bytes })
    t.equal((await stat(segmentPath(directory, 7))).size, bytes)
    await closeSegment(segment)
    t.equal(await readFile(segmentPath(directory, 7), 'utf8'), 'one two')
  }
})

t.test('more than the reserved space is written, too', async t => {
  const directory = t.testdir()
  const segment = await adoptReserve(directory, 1, await reserveSegment(directory, 8_192, createFile))
  const parts = [Buffer.alloc(8_000, 'a'), Buffer.alloc(300_000, 'b'), Buffer.from('c')]
  for (const part of parts) await writeSegment(segment, part)
  await closeSegment(segment)
  t.same(await readFile(segmentPath(directory, 1)), Buffer.concat(parts))
})

t.test('a disk that takes less at once than it is given gets the rest', async t => {
  const directory = t.testdir()
  const segment = await createSegment(directory, 1, async path => {
    const file = await createFile(path)
    const write = file.write.bind(file) as (...all: unknown[]) => ReturnType<typeof file.write>
    file.write = ((bytes: Buffer, from: number, length: number, position: number) =>
      write(bytes, from, Math.min(length, 3), position)) as typeof file.write
    return file
  })
  for (const text of ['1234567', '89', 'abcd']) await writeSegment(segment, Buffer.from(text))
  await closeSegment(segment)
  t.equal(await readFile(segmentPath(directory, 1), 'utf8'), '123456789abcd')
})

t.test('a segment that is deleted while it is written takes nothing', async t => {
  const directory = t.testdir()
  const segment = await createSegment(directory, 1, createFile)
  await writeSegment(segment, Buffer.from('one'))
  const datasync = segment.file.datasync.bind(segment.file)
  segment.file.datasync = async () => {
    await datasync()
    await unlink(segmentPath(directory, 1))
  }
  await t.rejects(writeSegment(segment, Buffer.from('two')))
  t.equal(segment.size, 3)
  await abandonSegment(segment)
})

t.test('a disk without room gets neither a reserve nor a probe, and says why', async t => {
  const directory = t.testdir()
  const named: CreateFile = async path => {
    await (await createFile(path)).close()
    return open('/dev/full', 'w')
  }
  await rejectsAndCloses(t, () => reserveSegment(directory, 300_000, named), 'ENOSPC')
  await rejectsAndCloses(t, () => probeDisk(directory, named), 'ENOSPC')
  t.same(await readdir(directory), [])
})

t.test('a segment that cannot be made is left to the one who has its name', async t => {
  const directory = t.testdir({ '0000000001.log': 'theirs' })
  await rejectsAndCloses(t, () => createSegment(directory, 1, createFile), 'EEXIST')
  await rejectsAndCloses(
    t,
    async () => adoptReserve(directory, 1, await reserveSegment(directory, 10, createFile)),
    'EEXIST',
  )
  t.equal(await readFile(segmentPath(directory, 1), 'utf8'), 'theirs')
  const vanishing: CreateFile = async path => {
    await mkdir(`${directory}/gone`)
    const file = await createFile(path)
    await rm(`${directory}/gone`, { recursive: true })
    return file
  }
  await rejectsAndCloses(t, () => createSegment(`${directory}/gone`, 2, vanishing), 'ENOENT')
})

t.test('no segment stays open once it is closed or given up', async t => {
  const directory = t.testdir()
  let number = 0
  for (const end of [closeSegment, abandonSegment])
    t.notOk(await leavesOpen(async () => end(await createSegment(directory, ++number, createFile))))
  t.notOk(await leavesOpen(() => probeDisk(directory, createFile)))
  t.notOk((await readdir(directory)).includes('probe'))
  const broken = await createSegment(directory, ++number, full)
  await t.resolves(abandonSegment(broken), 'a disk may refuse that, too')
})
