import t from 'tap'
import { bar, merged, sparkline } from '../../src/cli/bars.js'

t.test('a bar is as long as its part of the longest', async t => {
  t.equal(bar(10, 10, 4), '████')
  t.equal(bar(5, 10, 4), '██')
  t.equal(bar(1, 8, 4), '▌')
  t.equal(bar(3, 8, 4), '█▌')
  t.equal(bar(1, 1_000_000, 4), '▏', 'anything above zero shows')
  t.equal(bar(0, 10, 4), '')
  t.equal(bar(0, 0, 4), '')
})

t.test('a bar never shrinks as its value grows', async t => {
  const lengths = Array.from({ length: 101 }, (_, value) => bar(value, 100, 24))
  const eighths = lengths.map(
    text =>
      text.length * 8 - (text.endsWith('█') || text === '' ? 0 : 8 - '▏▎▍▌▋▊▉'.indexOf(text.slice(-1)) - 1),
  )
  t.strictSame(
    eighths,
    eighths.toSorted((a, b) => a - b),
  )
})

t.test('a sparkline has a character for each value', async t => {
  t.equal(sparkline([0, 1, 4, 8]), '▁▂▅█')
  t.equal(sparkline([0, 0]), '▁▁')
})

t.test('merging keeps the sum', async t => {
  const values = Array.from({ length: 169 }, (_, n) => n)
  const sums = merged(values, 80)
  t.ok(sums.length <= 80)
  t.equal(
    sums.reduce((sum, value) => sum + value, 0),
    (168 * 169) / 2,
  )
  t.strictSame(merged([1, 2], 80), [1, 2])
})
