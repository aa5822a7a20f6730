import t from 'tap'
import { tweetInterval } from '../../src/influence/tweet-interval.js'
import { chance } from '../fixtures/chance.js'

const rounded = (interval: number[] | null) => interval?.map(end => Number(end.toFixed(6)))

t.test('gives the reference values', async t => {
  t.strictSame(rounded(tweetInterval(400, 500)), [0.725349, 0.882334])
  t.strictSame(rounded(tweetInterval(400, 20_000)), [0.018134, 0.022058])
  t.strictSame(rounded(tweetInterval(0, 500)), [0, 0.007683])
  t.strictSame(rounded(tweetInterval(1300, 1000)), [1.231227, 1.372614])
})

t.test('knows nothing without followers', async t => {
  t.equal(tweetInterval(3, null), null)
  t.equal(tweetInterval(3, 0), null)
})

t.test('holds the ratio, is never negative and narrows with more evidence', async t => {
  let relativeWidth = Number.POSITIVE_INFINITY
  for (const h of [1, 2, 5, 17, 400, 1e6, 1e9]) {
    const [low, high] = tweetInterval(h, 1000) ?? [Number.NaN, Number.NaN]
    t.ok(low >= 0 && low < h / 1000 && h / 1000 < high, `${h} lies inside`)
    t.ok((high - low) / h < relativeWidth, `${h} is narrower than fewer`)
    relativeWidth = (high - low) / h
  }
})

t.test('scales with the followers', async t => {
  const [low, high] = tweetInterval(40, 500) ?? []
  t.strictSame(tweetInterval(40, 1000), [(low ?? 0) / 2, (high ?? 0) / 2])
})

t.test('solves the score equation it is defined by: (h − m)² = z²·m at both ends', async t => {
  for (const h of [0, 1, 7, 400, 12_345]) {
    for (const end of tweetInterval(h, 1) ?? []) {
      t.ok(Math.abs((h - end) ** 2 - 1.959963984540054 ** 2 * end) < 1e-6 * (h + 1), `${h}: ${end}`)
    }
  }
})

t.test('covers the true rate 95 times in 100', async t => {
  const random = chance(1)
  let covered = 0
  for (let i = 0; i < 4000; i++) {
    const mean = Math.exp(random.normal(Math.log(30), 1))
    const [low, high] = tweetInterval(random.poisson(mean), 1) ?? [0, 0]
    if (low <= mean && mean <= high) covered++
  }
  t.ok(covered > 0.93 * 4000 && covered < 0.97 * 4000, `${covered} of 4000`)
})
