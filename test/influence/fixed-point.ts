import t from 'tap'
import { fixedPoint } from '../../src/influence/fixed-point.js'

t.test('finds the point of a map that repetition would take 2,300 rounds for', async t => {
  let calls = 0
  const [x, y] = await fixedPoint([0, 0], async ([x, y]) => {
    calls++
    return [3 + 0.99 * (x - 3) + 0.0005 * (y + 2), -2 + 0.9 * (y + 2)]
  })
  t.ok(Math.abs(x - 3) < 1e-6 && Math.abs(y + 2) < 1e-6, `${x}, ${y}`)
  t.ok(calls < 100, `${calls} calls`)
})

t.test('a leap that leads away is not taken', async t => {
  const [x, y] = await fixedPoint([2, 2], async ([x, y]) => [Math.cos(x), Math.sin(y) / 2])
  t.ok(Math.abs(x - 0.7390851332151607) < 1e-9)
  t.ok(Math.abs(y) < 1e-9)
})

t.test('stays where nothing moves', async t => {
  t.strictSame(await fixedPoint([1, 2], async point => point), [1, 2])
})
