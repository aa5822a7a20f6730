import t from 'tap'
import { addLine, decodeLine, decodeLines, emptied, encodeLine, noLines } from '../../src/journal/line.js'
import type { HitRecord } from '../../src/journal/record.js'
import { clickRecord } from '../fixtures/records.js'

const line = (record: HitRecord) => Buffer.from(encodeLine(record).slice(0, -1))
/** A line with a right checksum around JSON that is not a record. */
const forged = (change: (values: unknown[]) => unknown) => {
  const values = JSON.parse(encodeLine(clickRecord()).slice(9)) as unknown[]
  const json = JSON.stringify(change(values))
  const right = encodeLine(clickRecord())
  t.not(json, right.slice(9, -1))
  return withChecksum(json)
}
const withChecksum = (json: string) => Buffer.from(`${crc(json)} ${json}`)
/** CRC-32 bit by bit, so that the format does not depend on one implementation. */
function crc(text: string): string {
  let sum = 0xffffffff
  for (const byte of Buffer.from(text)) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  }
  return ((sum ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}

t.test('a record comes back as it was', async t => {
  const records = [
    clickRecord(),
    clickRecord(2, { country: null, referrer: null, userAgent: null, hints: {} }),
    clickRecord(3, { userAgent: 'Ünïcode \u2028 "quotes" \\ \t', referrer: 'https://例え.jp/道' }),
    clickRecord(4, { hints: { head: true, purpose: 'prefetch', noAcceptLanguage: true, secure: true } }),
  ]
  for (const record of records) t.same(decodeLine(line(record)), record)
})

t.test('a line is the CRC-32 of its JSON, a space, the JSON and a line feed', async t => {
  const encoded = encodeLine(clickRecord())
  t.match(encoded, /^[0-9a-f]{8} \[.*\]\n$/)
  t.equal(encoded.slice(0, 8), crc(encoded.slice(9, -1)))
  t.equal(encoded.indexOf('\n'), encoded.length - 1)
})

t.test('its JSON is an array of the version and the fields', async t => {
  const record = clickRecord(2, {
    linkIdentity: null,
    referrer: 'https://a.example/"\\',
    userAgent: 'B/1 \u007f \ud800',
  })
  const { id, linkId, at, visitor, country, hints } = record
  const json = JSON.stringify([
    ...[2, id, linkId, null, at, visitor, country],
    ...['https://a.example/"\\', 'B/1 \u007f \ud800', hints],
  ])
  t.equal(encodeLine(record).slice(9), `${json}\n`)
})

t.test('lines follow each other in memory, which is used again unless it is large', async t => {
  const lines = noLines()
  const { bytes } = lines
  const records = Array.from({ length: 3 }, (_, n) => clickRecord(n))
  for (const record of records) addLine(lines, record)
  t.equal(lines.bytes, bytes)
  t.equal(lines.bytes.toString('utf8', 0, lines.length), records.map(encodeLine).join(''))
  t.same(emptied(lines), { bytes, length: 0 })
  const long = clickRecord(4, { userAgent: 'ü'.repeat(1_024) })
  for (let n = 0; n < 200; n++) addLine(lines, long)
  t.equal(
    lines.bytes.toString('utf8', 0, lines.length),
    records.map(encodeLine).join('') + encodeLine(long).repeat(200),
  )
  t.equal(emptied(lines), undefined)
})

t.test('any single changed byte makes a line corrupt', async t => {
  const good = line(clickRecord())
  for (let place = 0; place < good.length; place++) {
    const bad = Buffer.from(good)
    bad[place] = (bad[place] ?? 0) ^ 0x01
    t.equal(decodeLine(bad), null, `byte ${place}`)
  }
})

t.test('a line cut anywhere is corrupt', async t => {
  const good = line(clickRecord())
  for (let length = 0; length < good.length; length++) t.equal(decodeLine(good.subarray(0, length)), null)
})

t.test('a right checksum around something else than a record is corrupt', async t => {
  const at = (index: number, value: unknown) => forged(values => values.with(index, value))
  t.equal(decodeLine(withChecksum('not json')), null)
  t.equal(decodeLine(withChecksum('{"id":1}')), null)
  t.equal(decodeLine(at(0, 3)), null, 'version of the future')
  t.equal(decodeLine(at(1, 'no-uuid')), null, 'id')
  t.equal(decodeLine(at(2, '7')), null, 'link id')
  t.equal(decodeLine(at(3, 1.5)), null, 'link identity')
  t.equal(decodeLine(at(4, 1.5)), null, 'time')
  t.equal(decodeLine(at(5, 'short')), null, 'visitor')
  t.equal(decodeLine(at(6, 'Germany')), null, 'country')
  t.equal(decodeLine(at(7, 1)), null, 'referrer')
  t.equal(decodeLine(at(8, {})), null, 'User-Agent')
  t.equal(decodeLine(at(9, null)), null, 'hints')
  t.equal(decodeLine(at(9, [])), null, 'hints')
  t.equal(decodeLine(forged(values => [...values, 1])), null, 'one element more')
})

t.test(
  'a line of the version without the link’s identity is read, and its record lacks that alone',
  async t => {
    const old = forged(([, ...values]) => [1, ...values.filter((_, n) => n !== 2)])
    t.same(decodeLine(old), clickRecord(1, { linkIdentity: null }))
    t.equal(decodeLine(forged(([, ...values]) => [1, ...values])), null, 'but not with one element more')
  },
)

t.test('lines decoded together are what each of them is', async t => {
  const records = [
    clickRecord(),
    clickRecord(2, { userAgent: 'Ünïcode \u2028 "],[" \\', referrer: 'https://例え.jp/道', hints: {} }),
    clickRecord(3, { country: null, referrer: null, userAgent: null }),
  ]
  const lines = Buffer.from(records.map(encodeLine).join(''))
  const before = Buffer.from(lines)
  t.same(decodeLines(lines, 3), records)
  t.same(decodeLines(lines, 2), null, 'more than wanted')
  t.same(lines, before, 'the bytes stay as they are')
  t.same(decodeLines(Buffer.alloc(0), 3), [])
  for (let place = 0; place < lines.length; place++) {
    const bad = Buffer.from(lines)
    bad[place] = (bad[place] ?? 0) ^ 0x01
    if (decodeLines(bad, 3) !== null) t.fail(`byte ${place} was changed, and nobody saw it`)
  }
})

t.test('a right checksum around no record, or two, is wrong beside whole lines, too', async t => {
  const good = line(clickRecord())
  const json = good.toString('utf8', 9)
  for (const wrong of ['', ' ', 'not json', '{}', `${json},${json}`, `${json},`, '[', ']', '],[']) {
    const bad = withChecksum(wrong)
    t.equal(decodeLine(bad), null, wrong)
    for (const lines of [
      [bad, good],
      [good, bad, good],
      [good, bad],
    ]) {
      const bytes = Buffer.from(lines.map(part => `${part.toString()}\n`).join(''))
      t.equal(decodeLines(bytes, 3), null, wrong)
    }
  }
})
