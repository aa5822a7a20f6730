import t from 'tap'
import { rangeSpan, readRangeName } from '../../../src/dashboard/tweet/ranges.js'

const now = new Date('2026-05-10T12:00:00.000Z')
const closed = { from: '2026-05-01T00:00:00.000Z', to: '2026-05-08T00:00:00.000Z' }
const open = { from: '2026-05-09T00:00:00.000Z', to: '2026-05-16T00:00:00.000Z' }
const none = { from: '2026-05-01T00:00:00.000Z', to: null }

t.test('of a tweet its window is shown first, of a link without one its life', async t => {
  t.equal(readRangeName(undefined, closed), 'window')
  t.equal(readRangeName('constructor', closed), 'window')
  t.equal(readRangeName('7d', closed), '7d')
  t.equal(readRangeName(undefined, none), 'all')
  t.equal(readRangeName('window', none), 'all')
})

t.test('a window goes to its end, or until now', async t => {
  t.same(rangeSpan('window', closed, now), closed)
  t.same(rangeSpan('window', open, now), { from: open.from, to: now.toISOString() })
  const ahead = { ...open, from: '2026-05-10T12:04:00.000Z' }
  t.same(rangeSpan('window', ahead, now), { from: ahead.from, to: '2026-05-10T12:04:00.001Z' }, 'never empty')
})

t.test('other ranges end now', async t => {
  t.same(rangeSpan('24h', closed, now), { from: '2026-05-09T12:00:00.000Z' })
  t.same(rangeSpan('all', closed, now), {})
})
