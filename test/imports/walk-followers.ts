import t from 'tap'
import { walkFollowers } from '../../src/imports/walk-followers.js'

const at = (time: string) => new Date(time.includes('T') ? time : `${time}T00:00:00Z`)
const days = [
  { day: at('2026-07-01'), change: 10 },
  { day: at('2026-07-02'), change: -4 },
  { day: at('2026-07-04'), change: 6 },
]
const now = at('2026-08-01')
const walked = (known: [string, number][], today = now) =>
  walkFollowers(
    days,
    known.map(([time, followers]) => ({ at: at(time), followers })),
    today,
  ).map(({ at, followers }) => `${at.toISOString().slice(0, 10)} ${followers}`)

t.test('every day is reckoned from the one count that is known', async t => {
  const all = ['2026-07-01 488', '2026-07-02 498', '2026-07-03 494', '2026-07-04 494', '2026-07-05 500']
  t.strictSame(walked([['2026-07-05', 500]]), all, 'back from the end')
  t.strictSame(walked([['2026-07-20', 500]]), all, 'a later one is taken for that of the end')
  t.strictSame(walked([['2026-06-20', 488]]), all, 'on from the beginning')
  t.strictSame(walked([['2026-07-03', 494]]), all, 'both ways')
  t.strictSame(walked([['2026-07-01T12:00:00Z', 493]]), all, 'half of a day has half of its change')
})

t.test('of several counts, the nearest is taken', async t => {
  const known: [string, number][] = [
    ['2026-07-01', 100],
    ['2026-07-05', 500],
  ]
  t.strictSame(walked(known), [
    '2026-07-01 100',
    '2026-07-02 110',
    '2026-07-03 494',
    '2026-07-04 494',
    '2026-07-05 500',
  ])
})

t.test('the future is not told, and nothing comes of nothing', async t => {
  t.equal(walked([['2026-07-04', 494]], at('2026-07-04T09:00:00Z')).at(-1), '2026-07-04 494')
  t.strictSame(walked([]), [])
  t.strictSame(walkFollowers([], [{ at: now, followers: 1 }], now), [])
  t.equal(walked([['2026-07-01', 2]])[0], '2026-07-01 2')
  t.equal(walked([['2026-07-05', 3]])[0], '2026-07-01 -9', 'people who know better see it')
})
