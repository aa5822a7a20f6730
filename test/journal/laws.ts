// What holds of the journal whatever is in it, and however it is damaged. A failure tells the seed
// that repeats it.
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { decodeLine, decodeLines, encodeLine } from '../../src/journal/line.js'
import { readBatch } from '../../src/journal/read.js'
import type { Hints, HitRecord, Position } from '../../src/journal/record.js'
import { segmentPath } from '../../src/journal/segments.js'
import { temporaryDirectory } from '../fixtures/temporary-directory.js'

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`))
/** As capture makes them: whole characters, among them those that JSON and UTF-8 treat apart. */
const text = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('a\nb', '\u0000', '"\\', '\u2028', '🦊', 'ÿ'),
  ),
)
const record: fc.Arbitrary<HitRecord> = fc.record({
  id: fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map(parts => parts.join('-')),
  linkId: fc.maxSafeNat(),
  linkIdentity: fc.option(fc.maxSafeNat()),
  at: fc.maxSafeInteger(),
  visitor: hex(32),
  country: fc.option(fc.stringMatching(/^[A-Z]{2}$/)),
  referrer: text,
  userAgent: text,
  hints: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean()), {
    maxKeys: 3,
  }) as fc.Arbitrary<Hints>,
})
const records = fc.array(record, { minLength: 1, maxLength: 12 })

/** A list of bytes with some of them cut, flipped or zeroed. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.constant(0) }),
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('zero' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 400 }) }),
)

const runs = { numRuns: 150 }

t.test('a record is read as it was written', async () => {
  fc.assert(
    fc.property(records, some => {
      const lines = some.map(encodeLine)
      const together = decodeLines(Buffer.from(lines.join('')), some.length)
      const apart = lines.map(line => decodeLine(Buffer.from(line).subarray(0, -1)))
      return (
        JSON.stringify(together) === JSON.stringify(some) && JSON.stringify(apart) === JSON.stringify(some)
      )
    }),
    runs,
  )
})

t.test('a line with a byte changed is no record, or the same one', async () => {
  fc.assert(
    fc.property(record, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, place, bits) => {
      const line = Buffer.from(encodeLine(one)).subarray(0, -1)
      const at = place % line.length
      line[at] = (line[at] ?? 0) ^ bits
      return decodeLine(line) === null
    }),
    runs,
  )
})

t.test('damage loses the records that it touches, and nothing is invented', async t => {
  const directory = join(await temporaryDirectory(t), 'journal')
  await fc.assert(
    fc.asyncProperty(records, damage, records, async (some, { kind, at, length }, others) => {
      const lines = some.map(each => Buffer.from(encodeLine(each)))
      const whole = Buffer.concat(lines)
      const place = at % whole.length
      const end =
        kind === 'cut' ? whole.length : kind === 'flip' ? place + 1 : Math.min(whole.length, place + length)
      const bytes = Buffer.from(kind === 'cut' ? whole.subarray(0, place) : whole)
      if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ length
      if (kind === 'zero') bytes.fill(0, place, end)
      await rm(directory, { recursive: true, force: true })
      await mkdir(directory)
      await writeFile(segmentPath(directory, 1), bytes)
      await writeFile(segmentPath(directory, 2), others.map(encodeLine).join(''))
      const read = await readAll(directory)
      const starts = lines.map((_, n) => Buffer.concat(lines.slice(0, n)).length)
      const isTouched = (n: number) => {
        const start = starts[n] ?? end
        return start < end && start + (lines[n]?.length ?? 0) > place
      }
      // A line feed that is gone takes the line after it along.
      const kept = some.filter((_, n) => !isTouched(n) && !(n > 0 && isTouched(n - 1)))
      const own = read.slice(0, read.length - others.length)
      return isSame(read.slice(-others.length), others) && isPart(own, some) && isPart(kept, own)
    }),
    runs,
  )
})

t.test('whatever the limits, batches come one after the other and miss nothing', async t => {
  const directory = join(await temporaryDirectory(t), 'journal')
  await mkdir(directory)
  await fc.assert(
    fc.asyncProperty(
      fc.array(records, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 7 }),
      fc.nat(300),
      async (segments, maxRecords, torn) => {
        await rm(directory, { recursive: true, force: true })
        await mkdir(directory)
        for (const [n, some] of segments.entries())
          await writeFile(segmentPath(directory, n + 1), some.map(encodeLine).join(''))
        // What is being written is left for later.
        const next = Buffer.from(encodeLine(segments[0]?.[0] as HitRecord)).subarray(0, -1)
        await appendFile(segmentPath(directory, segments.length), next.subarray(0, torn))
        return isSame(await readAll(directory, maxRecords), segments.flat())
      },
    ),
    { numRuns: 60 },
  )
})

async function readAll(directory: string, maxRecords = 5_000): Promise<HitRecord[]> {
  const found: HitRecord[] = []
  for (let position: Position = { segment: 0, offset: 0 }; ; ) {
    const batch = await readBatch(directory, position, { maxRecords })
    if (batch.records.length > maxRecords) throw new Error('There are more than asked for.')
    found.push(...batch.records)
    position = batch.position
    if (batch.atEnd) return found
  }
}

/** As JSON keeps them: -0 is 0. */
function isSame(some: unknown, others: unknown): boolean {
  return JSON.stringify(some) === JSON.stringify(others)
}

/** Whether some are among the others, in the same order. */
function isPart(some: readonly HitRecord[], others: readonly HitRecord[]): boolean {
  const among = others.map(each => JSON.stringify(each))
  let from = 0
  return some.every(each => {
    from = among.indexOf(JSON.stringify(each), from) + 1
    return from > 0
  })
}
