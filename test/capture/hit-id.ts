import t from 'tap'
import { hitId } from '../../src/capture/hit-id.js'

const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
/** The first 48 bits. */
const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

t.test('an id is a UUIDv7 of its time', async t => {
  for (const at of [0, 1, 0xffff, 0x10000, 1_790_000_000_123, 2 ** 48 - 1]) {
    t.match(hitId(at), uuidv7)
    t.equal(timeOf(hitId(at)), at)
  }
  t.equal(new Set(Array.from({ length: 1_000 }, () => hitId(5))).size, 1_000)
})

t.test('a clock may be wrong by any amount', async t => {
  for (const [at, time] of [
    [-1, 0],
    [-8.64e15, 0],
    [2 ** 48, 2 ** 48 - 1],
    [8.64e15, 2 ** 48 - 1],
  ] as const) {
    t.match(hitId(at), uuidv7)
    t.equal(timeOf(hitId(at)), time)
  }
})
