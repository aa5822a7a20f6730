import t from 'tap'
import { ageAtGrowth, exposure } from '../../src/influence/exposure.js'

const hourMs = 3_600_000
const week = 168 * hourMs

t.test('gives the reference values', async t => {
  const found = [0.5, 1, 2.8, 24, 100].map(hours => exposure(hours * hourMs, week, 2.8).toFixed(6))
  t.strictSame(found, ['0.154040', '0.267544', '0.508333', '0.910448', '0.988975'])
})

t.test('grows from 0 to 1 at the end of the window, whatever its length, and stays there', async t => {
  for (const window of [0.2 * hourMs, week, 365 * 24 * hourMs]) {
    let last = 0
    for (const share of [1e-6, 0.01, 0.3, 0.7, 0.99, 1 - 1e-9]) {
      const found = exposure(share * window, window, 2.8)
      t.ok(found > last && found < 1, `${found} at ${share} of ${window} ms`)
      last = found
    }
    t.ok(last > 1 - 1e-6, 'without a step at the end')
    t.equal(exposure(window, window, 2.8), 1)
    t.equal(exposure(100 * window, window, 2.8), 1)
  }
})

t.test('tells when it will have grown, at most to the end of the window', async t => {
  for (const hours of [1, 5, 24, 70]) {
    const later = ageAtGrowth(hours * hourMs, week, 2.8, 1.01)
    const growth = exposure(later, week, 2.8) / exposure(hours * hourMs, week, 2.8)
    t.ok(later > hours * hourMs && Math.abs(growth - 1.01) < 1e-12, `${growth} after ${hours} h`)
  }
  t.equal(ageAtGrowth(160 * hourMs, week, 2.8, 1.01), week)
})
