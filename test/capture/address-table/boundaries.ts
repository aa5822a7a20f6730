import t from 'tap'
import { boundariesOf } from '../../../src/capture/address-table/boundaries.js'

const joined = (...ranges: [number, number][]) =>
  boundariesOf(ranges.map(([first, last]) => ({ first: BigInt(first), last: BigInt(last) }))).map(Number)

t.test('ranges have a beginning and an end, in ascending order', async t => {
  t.strictSame(joined(), [])
  t.strictSame(joined([5, 5]), [5, 6])
  t.strictSame(joined([20, 29], [0, 9]), [0, 10, 20, 30])
})

t.test('ranges that touch, overlap or contain another become one', async t => {
  t.strictSame(joined([0, 9], [10, 19]), [0, 20])
  t.strictSame(joined([0, 9], [11, 19]), [0, 10, 11, 20])
  t.strictSame(joined([0, 9], [5, 14]), [0, 15])
  t.strictSame(joined([0, 99], [5, 14], [20, 29]), [0, 100])
  t.strictSame(joined([5, 9], [5, 19], [5, 6]), [5, 20])
})

t.test('a number is inside if an odd number of boundaries are at or below it', async t => {
  const ranges: [number, number][] = [
    [3, 7],
    [8, 8],
    [15, 20],
    [18, 25],
    [31, 31],
    [40, 40],
  ]
  const boundaries = joined(...ranges)
  for (let number = 0; number < 50; number++) {
    t.equal(
      boundaries.filter(boundary => boundary <= number).length % 2 === 1,
      ranges.some(([first, last]) => first <= number && number <= last),
      `${number}`,
    )
  }
})
