import t from 'tap'
import { windowDays, windowStart } from '../../src/scores/window.js'

const now = new Date('2026-05-31T12:00:00Z')

t.test('days are counted back from now', async t => {
  t.strictSame(windowStart(windowDays('30d'), now), new Date('2026-05-01T12:00:00Z'))
  t.strictSame(windowStart(windowDays('1d'), now), new Date('2026-05-30T12:00:00Z'))
})

t.test('"all" and nothing have no start', async t => {
  t.equal(windowStart(windowDays('all'), now), null)
  t.equal(windowStart(windowDays(undefined), now), null)
})

t.test('anything else is refused by its field', async t => {
  for (const window of ['', '0d', '-3d', '1.5d', '10000d', '30', '30 d', '3w', 'ALL', '30d\n']) {
    t.throws(
      () => windowDays(window),
      { code: 'invalid-input', facts: { errors: [{ field: 'window' }] } },
      window,
    )
  }
})
