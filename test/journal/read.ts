import { appendFile, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import t from 'tap'
import { encodeLine } from '../../src/journal/line.js'
import { type Batch, type ReadLimits, readBatch } from '../../src/journal/read.js'
import type { HitRecord, Position } from '../../src/journal/record.js'
import { segmentPath } from '../../src/journal/segments.js'
import { clickRecord } from '../fixtures/records.js'

const start: Position = { segment: 0, offset: 0 }
const line = (n: number) => encodeLine(clickRecord(n))
const numbers = (records: HitRecord[]) => records.map(record => Number(record.id.slice(-12)))

async function readAll(directory: string, from: Position, limits?: ReadLimits): Promise<Batch[]> {
  const batches: Batch[] = []
  let position = from
  for (;;) {
    const batch = await readBatch(directory, position, limits)
    batches.push(batch)
    position = batch.position
    if (batch.atEnd) return batches
  }
}

t.test('an empty or missing directory is at its end', async t => {
  const directory = t.testdir()
  t.same(await readBatch(directory, start), {
    records: [],
    corrupt: [],
    ends: [],
    position: start,
    atEnd: true,
  })
  t.match(await readBatch(`${directory}/missing`, start), { records: [], atEnd: true })
})

t.test('reading goes on where a batch ended, whatever its limits', async t => {
  const directory = t.testdir()
  for (let segment = 1; segment <= 3; segment++) {
    const lines = Array.from({ length: 10 }, (_, i) => line(segment * 10 + i)).join('')
    await writeFile(segmentPath(directory, segment), lines)
  }
  const expected = Array.from({ length: 30 }, (_, i) => i + 10)
  for (const maxRecords of [1, 3, 7, 10, 11, 30, 1000]) {
    const batches = await readAll(directory, start, { maxRecords })
    t.same(numbers(batches.flatMap(batch => batch.records)), expected, `${maxRecords} at a time`)
    t.ok(batches.every(batch => batch.records.length <= maxRecords))
    t.same(batches.at(-1)?.position, { segment: 3, offset: Buffer.byteLength(line(30)) * 10 })
  }
})

t.test('batches end by bytes, too', async t => {
  const directory = t.testdir()
  const lines = Array.from({ length: 2_000 }, (_, n) => line(n)).join('')
  await writeFile(segmentPath(directory, 1), lines)
  const batches = await readAll(directory, start, { maxBytes: 1, maxRecords: 1e9 })
  t.ok(batches.length > 3, `${batches.length} batches`)
  t.equal(batches.flatMap(batch => batch.records).length, 2_000)
  t.equal(batches.flatMap(batch => batch.corrupt).length, 0)
  const maxBytes = 300_000
  const { position } = await readBatch(directory, start, { maxBytes, maxRecords: 1e9 })
  t.ok(position.offset >= maxBytes && position.offset < maxBytes + 64 * 1024, `${position.offset} bytes`)
})

t.test('what is no record counts as bytes, too', async t => {
  const directory = t.testdir()
  for (const bytes of ['\0'.repeat(50_000), 'x'.repeat(50_000)]) {
    for (let segment = 1; segment <= 20; segment++) await writeFile(segmentPath(directory, segment), bytes)
    const batches = await readAll(directory, start, { maxBytes: 1 })
    t.ok(batches.length >= 10, `${batches.length} batches`)
  }
})

t.test('an incomplete last line of the newest segment is not there yet', async t => {
  const directory = t.testdir()
  const path = segmentPath(directory, 1)
  await writeFile(path, line(1) + line(2).slice(0, 40))
  const first = await readBatch(directory, start)
  t.same(numbers(first.records), [1])
  t.same(first.corrupt, [])
  t.ok(first.atEnd)
  await appendFile(path, line(2).slice(40) + line(3))
  const second = await readBatch(directory, first.position)
  t.same(numbers(second.records), [2, 3])
  t.same(second.corrupt, [])
})

t.test('a torn last line of an older segment loses only itself', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 1), line(1) + line(2).slice(0, -1))
  await writeFile(segmentPath(directory, 2), line(3))
  const batch = await readBatch(directory, start)
  t.same(numbers(batch.records), [1, 3])
  t.same(batch.corrupt, [
    { segment: 1, offset: line(1).length, bytes: Buffer.from(line(2).slice(0, -1)), lines: 1 },
  ])
  t.same(
    (await readAll(directory, batch.position)).flatMap(later => later.corrupt),
    [],
    'and is reported once',
  )
})

t.test('corrupt lines are reported where they are, and the rest goes on', async t => {
  const directory = t.testdir()
  const bad = `${line(3).slice(0, 30)}X${line(3).slice(31)}`
  await writeFile(segmentPath(directory, 1), line(1) + bad + bad + line(2) + bad + line(4))
  await writeFile(segmentPath(directory, 2), bad + line(5))
  for (const maxRecords of [1, 2, 100]) {
    const batches = await readAll(directory, start, { maxRecords })
    t.same(numbers(batches.flatMap(batch => batch.records)), [1, 2, 4, 5])
    const length = bad.length
    t.match(
      batches.flatMap(batch => batch.corrupt),
      [
        { segment: 1, offset: length, lines: 2, bytes: Buffer.from(bad + bad) },
        { segment: 1, offset: length * 4, lines: 1 },
        { segment: 2, offset: 0, lines: 1 },
      ],
    )
  }
})

t.test('a stretch without any line feed is passed over', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 1), `${line(1)}${'x'.repeat(300_000)}\n${line(2)}`)
  for (const limits of [{}, { maxBytes: 1 }]) {
    const batches = await readAll(directory, start, limits)
    t.same(numbers(batches.flatMap(batch => batch.records)), [1, 2])
    const bytes = batches.flatMap(batch => batch.corrupt).reduce((sum, part) => sum + part.bytes.length, 0)
    t.equal(bytes, 300_001)
  }
  const [part, ...more] = (await readBatch(directory, start)).corrupt
  t.match(part, { segment: 1, offset: line(1).length })
  t.equal(part?.bytes.length, 300_001)
  t.ok((part?.lines ?? 0) > 0)
  t.same(more, [], 'what was read in several parts is one')
})

t.test('a corrupt line among many costs itself alone', async t => {
  const directory = t.testdir()
  const all = Array.from({ length: 2_000 }, (_, n) => n)
  await writeFile(segmentPath(directory, 1), all.map(n => (n % 100 === 50 ? 'bad\n' : line(n))).join(''))
  const { records, corrupt } = await readBatch(directory, start)
  t.same(
    numbers(records),
    all.filter(n => n % 100 !== 50),
  )
  t.equal(corrupt.length, 20)
})

t.test(
  'corrupt lines of two segments are two parts, also where one would go on as the other ends',
  async t => {
    const directory = t.testdir()
    const bad = line(1).replace('[', '(')
    await writeFile(segmentPath(directory, 1), bad)
    await writeFile(segmentPath(directory, 2), line(2) + bad)
    t.match((await readBatch(directory, start)).corrupt, [
      { segment: 1, offset: 0 },
      { segment: 2, offset: bad.length },
    ])
  },
)

t.test('zeros are space for what comes, and a line among them is not there yet', async t => {
  const directory = t.testdir()
  const zeros = '\0'.repeat(400_000)
  const begun = [
    line(2).slice(0, 50),
    line(2).slice(0, 1),
    `${line(2).slice(0, 20)}\0${line(2).slice(21, 40)}`,
  ]
  for (const text of begun) {
    await writeFile(segmentPath(directory, 1), `${line(1)}${text}${zeros}${line(3)}`)
    const batch = await readBatch(directory, start)
    t.same(numbers(batch.records), [1])
    t.match(batch, { corrupt: [], position: { segment: 1, offset: line(1).length }, atEnd: true })
  }
})

t.test(
  'once the next segment exists, zeros are passed over, and what is torn before them is reported',
  async t => {
    const directory = t.testdir()
    const zeros = '\0'.repeat(400_000)
    const torn = line(2).slice(0, 50)
    await writeFile(segmentPath(directory, 1), line(1) + torn + zeros + line(3) + zeros)
    await writeFile(segmentPath(directory, 2), zeros)
    await writeFile(segmentPath(directory, 3), line(4))
    for (const limits of [{}, { maxBytes: 1 }, { maxRecords: 1 }]) {
      const batches = await readAll(directory, start, limits)
      t.same(numbers(batches.flatMap(batch => batch.records)), [1, 3, 4])
      t.same(
        batches.flatMap(batch => batch.corrupt),
        [{ segment: 1, offset: line(1).length, bytes: Buffer.from(torn), lines: 1 }],
      )
    }
  },
)

t.test('a line right behind reserved space is read, wherever a read ended', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 2), line(4))
  for (const end of [64 * 1024, 64 * 1024 + 1, 64 * 1024 - 1]) {
    await writeFile(segmentPath(directory, 1), line(2).slice(0, 200).padEnd(end, '\0') + line(3))
    t.same(numbers((await readBatch(directory, start)).records), [3, 4], `${end} bytes`)
  }
})

/** Nothing is being written there any more. */
async function writeLongAgo(path: string, bytes: Buffer | string): Promise<void> {
  await writeFile(path, bytes)
  const longAgo = Date.now() / 1_000 - 60
  await utimes(path, longAgo, longAgo)
}

t.test('zeros in what has just been written are a write in progress', async t => {
  const directory = t.testdir()
  const written = line(1) + line(2).slice(0, 50)
  const later = `${'\0'.repeat(4_096 - written.length)}${line(3)}`
  const path = segmentPath(directory, 1)
  await writeFile(path, written + later)
  const batch = await readBatch(directory, start)
  t.same(numbers(batch.records), [1])
  t.match(batch, { corrupt: [], position: { segment: 1, offset: line(1).length }, atEnd: true })
  await writeFile(path, line(1) + line(2) + line(3))
  t.same(numbers((await readBatch(directory, batch.position)).records), [2, 3])
  // It never comes: what is behind it does not wait for it for ever.
  await writeLongAgo(path, written + later)
  t.same(numbers((await readBatch(directory, batch.position)).records), [3])
  await writeFile(path, written + later)
  await writeFile(segmentPath(directory, 2), line(4))
  t.same(numbers((await readBatch(directory, batch.position)).records), [3, 4])
})

t.test('zeros that end within a sector are damage, and do not hide those of a write in progress', async t => {
  const directory = t.testdir()
  const path = segmentPath(directory, 1)
  const damaged = `${line(1)}${line(2).slice(0, 20)}\0${line(2).slice(21)}${line(3)}`
  await writeFile(path, damaged)
  t.match(await readBatch(directory, start), { records: [clickRecord(1), clickRecord(3)], atEnd: true })
  await writeFile(path, damaged.padEnd(8_192, '\0') + line(4))
  t.match(await readBatch(directory, start), { records: [clickRecord(1), clickRecord(3)], atEnd: true })
  t.match(await readBatch(directory, start), { position: { offset: damaged.length } })
})

t.test('a zero byte in the newest segment costs its own line alone, wherever it is', async t => {
  const directory = t.testdir()
  const lines = [line(1), line(2), line(3), line(4)]
  const whole = Buffer.from(lines.join(''))
  const begins = lines.map((_, n) => lines.slice(0, n).join('').length)
  for (let at = 0; at < whole.length; at += 7) {
    const bytes = Buffer.from(whole)
    bytes[at] = 0
    await writeLongAgo(segmentPath(directory, 1), bytes)
    const damaged = begins.findLastIndex(begin => begin <= at)
    const isLineFeed = at + 1 === begins[damaged + 1]
    const batch = await readBatch(directory, start)
    t.same(
      numbers(batch.records),
      [1, 2, 3, 4].filter(n => isLineFeed || n !== damaged + 1),
      `byte ${at}`,
    )
    t.equal(batch.corrupt.length, isLineFeed ? 0 : 1)
    t.match(batch, { position: { offset: whole.length }, atEnd: true })
  }
})

t.test('zeros between lines of the newest segment hide nothing', async t => {
  const directory = t.testdir()
  const withoutEnd = line(1).slice(0, -1)
  for (const [bytes, lines] of [
    [`${withoutEnd}\0${line(2)}`, 0],
    [`${line(1)}${'\0'.repeat(4_096)}${line(2)}`, 0],
    [`${line(1)}${line(3).slice(0, 50)}${'\0'.repeat(40_000)}${line(2)}`, 1],
    [`${line(1)}${line(3).slice(0, 50)}\0${line(3).slice(20, 70)}\0${line(2)}`, 2],
  ] as const) {
    await writeLongAgo(segmentPath(directory, 1), `${bytes}${'\0'.repeat(100_000)}`)
    const batch = await readBatch(directory, start)
    t.same(numbers(batch.records), [1, 2])
    t.equal(
      batch.corrupt.reduce((sum, part) => sum + part.lines, 0),
      lines,
    )
    t.match(batch.position, { offset: bytes.length })
  }
})

t.test('each segment goes on where its offset is, and the batch says how far each was read', async t => {
  const directory = t.testdir()
  const length = line(1).length
  await writeFile(segmentPath(directory, 1), line(1) + line(2))
  await writeFile(segmentPath(directory, 2), line(3) + line(4))
  await writeFile(segmentPath(directory, 3), line(5) + line(6))
  const offsets = new Map([
    [1, 2 * length],
    [2, length],
  ])
  const batch = await readBatch(directory, { segment: 1, offset: 2 * length }, { maxRecords: 2 }, offsets)
  t.same(numbers(batch.records), [4, 5])
  t.same(batch.ends, [
    { segment: 2, offset: 2 * length },
    { segment: 3, offset: length },
  ])
  t.same((await readBatch(directory, { segment: 3, offset: 2 * length })).ends, [])
})

t.test('a segment of nothing but rubbish is reported as one part', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 1), '\n'.repeat(50_000) + line(1))
  const batch = await readBatch(directory, start)
  t.match(batch.corrupt, [{ offset: 0, lines: 50_000 }])
  t.same(numbers(batch.records), [1])
})

t.test('missing segments lead on to the next', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 4), line(4))
  await writeFile(segmentPath(directory, 9), line(9))
  t.same(numbers((await readBatch(directory, start)).records), [4, 9])
  t.same(numbers((await readBatch(directory, { segment: 2, offset: 500 })).records), [4, 9])
  await rm(segmentPath(directory, 4))
  t.same(numbers((await readBatch(directory, { segment: 4, offset: 10 })).records), [9])
})

t.test('a position past a segment that was cut leads on to the next', async t => {
  const directory = t.testdir()
  await writeFile(segmentPath(directory, 1), line(1))
  const beyond = { segment: 1, offset: 5_000 }
  t.match(await readBatch(directory, beyond), { records: [], corrupt: [], position: beyond, atEnd: true })
  await writeFile(segmentPath(directory, 2), line(2))
  t.same(numbers((await readBatch(directory, beyond)).records), [2])
})

t.test('other files in the directory are no segments', async t => {
  const directory = t.testdir({ 'node-id': 'x', probe: 'x', '1.log': 'x' })
  await mkdir(`${directory}/corrupt`)
  t.match(await readBatch(directory, start), { records: [], atEnd: true })
})

t.test('a segment that cannot be opened is an error, not a missing one', async t => {
  const directory = t.testdir()
  await symlink(segmentPath(directory, 1), segmentPath(directory, 1))
  await t.rejects(readBatch(directory, { segment: 1, offset: 0 }), { code: 'ELOOP' })
})
