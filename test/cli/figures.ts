import t from 'tap'
import { count, counted, minute, moment, percent, ratioWithInterval } from '../../src/cli/figures.js'

t.test('numbers are grouped, and nouns agree with them', async t => {
  t.equal(count(20_000), '20,000')
  t.equal(count(null), 'unknown')
  t.equal(counted(1, 'click'), '1 click')
  t.equal(counted(0, 'click'), '0 clicks')
  t.equal(counted(1204, 'click'), '1,204 clicks')
})

t.test('ratios read as they do in the sentences', async t => {
  t.equal(percent(0.017235), '1.7 %')
  t.equal(percent(1.3), '130 %')
  t.equal(percent(0), '0 %')
  t.equal(percent(null), 'unknown')
  t.equal(ratioWithInterval(0.017235, [0.006697, 0.057051]), '1.7 % (likely 0.67–5.7 %)')
  t.equal(ratioWithInterval(null, null), 'unknown')
})

t.test('times are cut to their unit in their time zone', async t => {
  t.equal(minute('2025-07-03T14:02:59.999Z'), '2025-07-03 14:02')
  t.equal(minute(new Date('2025-07-03T00:02:00Z')), '2025-07-03 00:02')
  const at = '2025-12-31T23:00:00.000Z'
  t.equal(moment(at, 'hour', 'Europe/Berlin'), '2026-01-01 00:00')
  t.equal(moment(at, 'day', 'Europe/Berlin'), '2026-01-01')
  t.equal(moment(at, 'week', 'UTC'), '2025-12-31')
  t.equal(moment(at, 'month', 'Asia/Tokyo'), '2026-01')
})
