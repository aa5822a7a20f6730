import t from 'tap'
import { chartUnit, chooseRange, presetsOf, unitsFor } from '../../../src/dashboard/tweet/ranges.js'

const now = new Date('2026-05-10T12:00:00.000Z')
const closed = { from: '2026-05-01T00:00:00.000Z', to: '2026-05-08T00:00:00.000Z', open: false }
const open = { from: '2026-05-09T00:00:00.000Z', to: '2026-05-16T00:00:00.000Z', open: true }
const none = { from: '2026-05-01T00:00:00.000Z', to: null, open: true }

t.test('what there is to choose depends on the tweet and its window', async t => {
  const names = (window: typeof none | typeof open) => presetsOf(window).map(({ value }) => value)
  t.strictSame(names(closed), ['hour', '24h', '7d', '30d', 'window', 'tweet', 'all'])
  t.strictSame(names(open), ['hour', '24h', '7d', '30d', 'tweet', 'all'], 'an open window is all since then')
  t.strictSame(names(none), ['hour', '24h', '7d', '30d', 'all'])
})

t.test('a range is chosen by its name; what is missing or nonsense is all time', async t => {
  const choose = (range: string | undefined, window: typeof none | typeof open = closed) => {
    const { preset, title, span, query } = chooseRange({ range }, window, now)
    return { preset, title, span, query }
  }
  t.strictSame(choose('24h'), {
    preset: '24h',
    title: 'Last 24 hours',
    span: { from: '2026-05-09T12:00:00.000Z' },
    query: { range: '24h' },
  })
  t.strictSame(choose('window').span, { from: closed.from, to: closed.to })
  t.strictSame(choose('tweet').span, { from: closed.from, to: now.toISOString() })
  const all = { preset: 'all', title: 'All time', span: {}, query: {} }
  for (const nonsense of [undefined, '', 'constructor', 'all'])
    t.strictSame(choose(nonsense), all, `${nonsense}`)
  t.strictSame(choose('window', open), all)
  t.strictSame(choose('tweet', none), all)
  const ahead = { ...open, from: '2026-05-10T12:04:00.000Z' }
  t.strictSame(
    choose('tweet', ahead).span,
    { from: ahead.from, to: '2026-05-10T12:04:00.001Z' },
    'never empty',
  )
})

t.test('dates are whole days, the last one included, in any order', async t => {
  const choose = (from?: string, to?: string) => chooseRange({ range: '7d', from, to }, closed, now)
  t.match(choose('2026-04-30', '2026-05-01'), {
    preset: null,
    title: '2026-04-30 to 2026-05-01',
    span: { from: '2026-04-30', to: '2026-05-02' },
    query: { from: '2026-04-30', to: '2026-05-01' },
  })
  t.strictSame(choose('2026-05-01', '2026-04-30'), choose('2026-04-30', '2026-05-01'))
  t.match(choose('2028-02-29', '2028-02-29'), { title: '2028-02-29', span: { to: '2028-03-01' } })
  t.match(choose('2026-04-30'), { title: 'Since 2026-04-30', span: { to: undefined } })
  t.match(choose(undefined, '2026-04-30'), { title: 'Until 2026-04-30', span: { from: undefined } })
  for (const nonsense of ['', '2026-02-30', '30.4.2026', '0001-01-01', '2026-04-30T00:00:00Z'])
    t.equal(choose(nonsense, nonsense).preset, '7d', nonsense)
})

const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) })
const [hours, week, year] = [
  span('2026-05-10T10:00:00Z', '2026-05-10T12:00:00Z'),
  span('2026-05-01', '2026-05-08'),
  span('2025-05-01', '2026-05-01'),
]

t.test('bars are as fine as suits the range', async t => {
  t.strictSame([hours, week, year].map(chartUnit(undefined)), ['quarter-hour', 'hour', 'week'])
  t.strictSame(unitsFor(hours), ['quarter-hour'])
  t.strictSame(unitsFor(week), ['hour', 'day'])
  t.strictSame(unitsFor(year), ['day', 'week', 'month'])
})

t.test('a unit that was asked for is taken where it suits the range', async t => {
  t.strictSame([hours, week, year].map(chartUnit('day')), ['quarter-hour', 'day', 'day'])
  t.strictSame([hours, week, year].map(chartUnit('nonsense')), ['quarter-hour', 'hour', 'week'])
})
