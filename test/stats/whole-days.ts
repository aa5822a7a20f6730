import t from 'tap'
import { wholeDays } from '../../src/stats/whole-days.js'

const span = (from: string, to: string) => ({
  from: new Date(`2026-05-${from}:00Z`),
  to: new Date(`2026-05-${to}:00Z`),
})
const always = span('01T00:00', '31T00:00')

t.test('whole days need no cut', async t => {
  t.strictSame(wholeDays(span('02T00:00', '05T00:00'), always), {
    days: span('02T00:00', '05T00:00'),
    cuts: [],
  })
})

t.test('a cut day at each end is left over', async t => {
  t.strictSame(wholeDays(span('02T10:00', '05T07:00'), always), {
    days: span('03T00:00', '05T00:00'),
    cuts: [span('02T10:00', '03T00:00'), span('05T00:00', '05T07:00')],
  })
})

t.test('two cut days that touch have nothing between', async t => {
  t.strictSame(wholeDays(span('02T10:00', '03T07:00'), always), {
    days: null,
    cuts: [span('02T10:00', '03T00:00'), span('03T00:00', '03T07:00')],
  })
})

t.test('a part of one day is one cut, wherever it lies', async t => {
  for (const part of [
    span('02T10:00', '02T12:00'),
    span('02T00:00', '02T12:00'),
    span('02T10:00', '03T00:00'),
  ]) {
    t.strictSame(wholeDays(part, always), { days: null, cuts: [part] })
  }
})

t.test('a day is whole where the part outside lies outside the life of the link', async t => {
  const life = span('02T10:00', '05T07:00')
  t.strictSame(wholeDays(life, life), { days: span('02T00:00', '06T00:00'), cuts: [] })
  t.strictSame(wholeDays(span('02T11:00', '05T07:00'), life), {
    days: span('03T00:00', '06T00:00'),
    cuts: [span('02T11:00', '03T00:00')],
  })
  t.strictSame(wholeDays(span('03T01:00', '03T02:00'), span('03T01:00', '03T02:00')), {
    days: span('03T00:00', '04T00:00'),
    cuts: [],
  })
})

t.test('a link without hits has no pieces', async t => {
  t.strictSame(wholeDays(span('02T10:00', '05T07:00'), null), { days: null, cuts: [] })
})

t.test('the pieces cover each hour of the range that the link lived exactly once, and no other', async t => {
  const hour = (n: number) => new Date(Date.UTC(2026, 4, 1) + n * 3_600_000)
  const covered = (lifeFrom: number, lifeTo: number, from: number, to: number) => {
    const life = { from: hour(lifeFrom), to: hour(lifeTo) }
    const { days, cuts } = wholeDays({ from: hour(from), to: hour(to) }, life)
    const pieces = days === null ? cuts : [days, ...cuts]
    for (let n = lifeFrom; n < lifeTo; n++) {
      const times = pieces.filter(piece => piece.from <= hour(n) && hour(n) < piece.to).length
      if (times !== (n >= from && n < to ? 1 : 0)) return false
    }
    return true
  }
  const wrong: string[] = []
  for (const [lifeFrom, lifeTo] of [
    [0, 96],
    [10, 60],
    [25, 47],
    [30, 31],
  ] as const) {
    for (let from = 0; from < 96; from += 5) {
      for (let to = from + 1; to <= 96; to += 4) {
        if (!covered(lifeFrom, lifeTo, from, to)) wrong.push(`${lifeFrom}–${lifeTo}: ${from}–${to}`)
      }
    }
  }
  t.strictSame(wrong, [])
})
