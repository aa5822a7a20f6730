import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { exposure } from '../../src/influence/exposure.js'
import { defaultPrior, type Prior } from '../../src/influence/prior.js'
import type { ExposedCount, TweetCount } from '../../src/influence/tweet-count.js'
import { chance, drawAccount } from '../fixtures/chance.js'

const tweets = (...counts: [h: number, f: number][]) => counts.map(([h, f]) => ({ h, f }))
const hourMs = 3_600_000
const weekMs = 168 * hourMs
const ofFive = tweets([12, 500], [3, 500], [0, 500], [40, 500], [5, 500])

/** The definition word for word: every point of the grid, no grouping, no window. */
function bruteForce(
  counts: readonly { h: number; f: number; g?: number }[],
  { mu, tau, k, nu }: Prior,
  highest = 4,
) {
  const grid = Array.from({ length: Math.round((highest + 16) * 200) + 1 }, (_, j) => -16 + j * 0.005)
  const log = grid.map(theta => {
    let sum = (-(nu + 1) / 2) * Math.log(1 + ((theta - mu) / tau) ** 2 / nu)
    for (const { h, f, g = 1 } of counts) sum += h * theta - (h + k) * Math.log(f * g * Math.exp(theta) + k)
    return sum
  })
  const top = log.reduce((a, b) => Math.max(a, b))
  const w = log.map(value => Math.exp(value - top))
  const total = w.reduce((a, b) => a + b)
  const mean = grid.reduce((sum, theta, j) => sum + theta * (w[j] ?? 0), 0) / total
  const sd = Math.sqrt(grid.reduce((sum, theta, j) => sum + (theta - mean) ** 2 * (w[j] ?? 0), 0) / total)
  let cumulated = 0
  const c = w.map(weight => {
    cumulated += weight
    return (cumulated - weight / 2) / total
  })
  const quantile = (p: number) => {
    const j = c.findIndex(value => value >= p)
    if (j < 0) return highest
    const [low, high] = [c[j - 1] ?? 0, c[j] ?? 1]
    return j <= 0 ? (grid[0] ?? 0) : (grid[j - 1] ?? 0) + (0.005 * (p - low)) / (high - low)
  }
  return { mean, sd, median: quantile(0.5), low: quantile(0.025), high: quantile(0.975) }
}

t.test('gives the reference values', async t => {
  const table: [TweetCount[], mean: string, sd: string, score: string, low: string, high: string][] = [
    [tweets([400, 500]), '-0.590872', '0.607373', '0.521958', '0.200142', '2.15440'],
    [tweets([400, 20_000]), '-4.017335', '0.567621', '0.0172325', '0.00671061', '0.0620991'],
    [tweets([0, 10_000]), '-7.705270', '1.664879', '0.000512598', '0.0000113577', '0.00752176'],
    [tweets([2, 3]), '-2.303872', '1.183119', '0.0985848', '0.0106665', '1.01696'],
    [ofFive, '-3.787574', '0.322039', '0.0223842', '0.0124557', '0.0440625'],
    [Array(5).fill({ h: 400, f: 500 }), '-0.305315', '0.306501', '0.725634', '0.422322', '1.40361'],
  ]
  for (const [counts, ...expected] of table) {
    const { mean, sd, score, interval } = accountPosterior(counts, defaultPrior)
    t.strictSame(
      [
        ...[mean, sd].map(value => value.toFixed(6)),
        ...[score, ...interval].map(value => value.toPrecision(6)),
      ],
      expected,
    )
  }
})

t.test('gives the reference values of tweets whose window is open', async t => {
  const g = exposure(hourMs, weekMs, 2.8)
  const young = { h: 2, f: 1000, g }
  const table: [ExposedCount[], score: string, low: string, high: string][] = [
    [[{ h: 0, f: 1000, g }], '0.00417004', '0.000365131', '0.0226358'],
    [[...Array(5).fill({ h: 10, f: 1000 }), young], '0.00989691', '0.00555614', '0.0188503'],
  ]
  for (const [counts, ...expected] of table) {
    const { score, interval } = accountPosterior(counts, defaultPrior)
    t.strictSame(
      [score, ...interval].map(value => value.toPrecision(6)),
      expected,
    )
  }
})

t.test('agrees with the definition on the whole grid', async t => {
  const random = chance(2)
  const cases: [{ h: number; f: number; g?: number }[], Prior, highest?: number][] = [
    [tweets([0, 1]), defaultPrior],
    [tweets([5, 1], [0, 2_000_000_000]), defaultPrior],
    // The grid reaches 3 beyond ln 10,000.
    [tweets([100_000, 10]), defaultPrior, 12.215],
    [[{ h: 3, f: 500, g: 0.3 }, { h: 9, f: 500, g: 0.9 }, ...ofFive], defaultPrior],
    [Array.from({ length: 400 }, () => ({ h: 0, f: 1_000_000 })), defaultPrior],
    [drawAccount(random, 300).tweets, defaultPrior],
    [ofFive, { mu: -2, tau: 0.2, k: 0.5, nu: 7, halfLifeHours: 2.8 }],
    [ofFive, { mu: -8, tau: 5, k: 50, nu: 1, halfLifeHours: 2.8 }],
    // Two modes.
    [tweets([1, 3]), { mu: -12, tau: 0.05, k: 2, nu: 3, halfLifeHours: 2.8 }],
  ]
  for (let i = 0; i < 40; i++) {
    const mixed = [...drawAccount(random, 3).tweets, ...drawAccount(random, 2).tweets]
    cases.push([
      mixed,
      {
        mu: random.normal(-5, 1),
        tau: 0.3 + random.uniform(),
        k: 0.5 + 3 * random.uniform(),
        nu: 1 + 10 * random.uniform(),
        halfLifeHours: 2.8,
      },
    ])
  }
  let worst = 0
  for (const [counts, prior, highest] of cases) {
    const found = accountPosterior(counts, prior)
    const expected = bruteForce(counts, prior, highest)
    const differences = [
      found.mean - expected.mean,
      found.sd - expected.sd,
      Math.log(found.score) - expected.median,
      Math.log(found.interval[0]) - expected.low,
      Math.log(found.interval[1]) - expected.high,
    ]
    worst = Math.max(worst, ...differences.map(Math.abs))
  }
  t.ok(worst < 1e-6, `at most ${worst} apart`)
})

t.test('the order of the tweets does not matter, to the last bit', async t => {
  const mixed = tweets([3, 700], [9, 500], [0, 800], [2, 500], [11, 900])
  const prior = { ...defaultPrior, k: 0.1 }
  t.strictSame(accountPosterior(mixed.toReversed(), prior), accountPosterior(mixed, prior))
})

t.test('more clickers raise the score, more followers lower it', async t => {
  let last = 0
  for (const h of [0, 1, 2, 5, 20, 100, 400]) {
    const { score, interval } = accountPosterior(tweets([h, 500], [3, 500]), defaultPrior)
    t.ok(score > last && interval[0] < score && score < interval[1], `${h} clickers`)
    last = score
  }
  last = Number.POSITIVE_INFINITY
  for (const f of [10, 100, 1000, 1e6, 1e9]) {
    const { score } = accountPosterior(tweets([5, f]), defaultPrior)
    t.ok(score < last, `${f} followers`)
    last = score
  }
})

t.test('one lucky tweet stays below the same ratio proven weekly, which comes near it', async t => {
  const once = accountPosterior(tweets([400, 500]), defaultPrior)
  const weekly = accountPosterior(
    Array.from({ length: 52 }, () => ({ h: 400, f: 500 })),
    defaultPrior,
  )
  t.ok(once.score < weekly.score && weekly.score < 0.8)
  t.ok(weekly.score > 0.75)
  t.ok(weekly.sd < once.sd / 3)
})

t.test('tweets without known followers take no part', async t => {
  const idle = [
    { h: 9, f: null },
    { h: 9, f: 0 },
  ]
  t.strictSame(accountPosterior([...ofFive, ...idle], defaultPrior), accountPosterior(ofFive, defaultPrior))
})

t.test('its interval covers the true rate of 1,000 drawn accounts 95 times in 100', async t => {
  const random = chance(3)
  for (const count of [1, 12]) {
    let covered = 0
    for (let i = 0; i < 1000; i++) {
      const account = drawAccount(random, count)
      const [low, high] = accountPosterior(account.tweets, defaultPrior).interval
      if (low <= account.rate && account.rate <= high) covered++
    }
    t.ok(covered >= 930 && covered <= 970, `${covered} of 1000 with ${count} tweets each`)
  }
})

t.test(
  'it covers those of 1,000 accounts whose windows are partly open, clicks coming as they do',
  async t => {
    const random = chance(4)
    for (const count of [1, 12]) {
      let covered = 0
      for (let i = 0; i < 1000; i++) {
        const account = drawAccount(random, count)
        const seen = account.tweets.map(({ h, f }, n) => {
          // Every second window is open, from the first hour on.
          const age = (n + i) % 2 === 0 ? weekMs : hourMs * 168 ** random.uniform()
          const clicks = Array.from({ length: h }, () => lomax(random))
          return { f, h: clicks.filter(delay => delay < age).length, g: exposure(age, weekMs, 2.8) }
        })
        const [low, high] = accountPosterior(seen, defaultPrior).interval
        if (low <= account.rate && account.rate <= high) covered++
      }
      t.ok(covered >= 930 && covered <= 970, `${covered} of 1000 with ${count} tweets each`)
    }
  },
)

/** Delay from a tweet to a click that comes within the window, in milliseconds. */
function lomax(random: ReturnType<typeof chance>): number {
  const scale = 2.8 * hourMs
  const share = random.uniform() * (weekMs / (weekMs + scale))
  return (share * scale) / (1 - share)
}

t.test('the interval of a single tweet that was clicked holds its own ratio', async t => {
  t.strictSame(outside(1), [])
})

t.test('it does however far the ratio is', async t => {
  for (const [h, f] of [
    ...([
      [200, 3],
      [400, 5],
      [1000, 10],
      [100, 1],
      [200, 2],
      [100_000, 1],
      [9_999_999_999, 1],
    ] as const),
    ...([
      [1, 1e8],
      [2, 1e8],
      [3, 1e8],
      [10, 1e8],
      [2, 2e9],
      [1, 9_999_999_999],
    ] as const),
  ]) {
    const { score, interval } = accountPosterior([{ h, f }], defaultPrior)
    t.ok(interval[0] < h / f && h / f < interval[1], `${h} of ${f}: ${interval}`)
    t.ok(interval[0] < score && score < interval[1])
  }
})

// With 3 followers, h/(f·g) of a first click is more followers than there are.
t.test('while its window is open, it holds the ratio that the tweet is on its way to', async t => {
  for (const hours of [1, 2.8, 24, 100]) {
    const found = outside(exposure(hours * hourMs, weekMs, 2.8))
    t.strictSame(
      found.filter(text => !text.startsWith('1 of 3:')),
      [],
    )
  }
})

/** Of seventy single tweets with this exposure, those with h/(f·g) outside of the interval. */
function outside(g: number): string[] {
  const found: string[] = []
  for (const f of [3, 20, 150, 500, 1_000, 20_000, 1_000_000]) {
    for (const wished of [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.6, 0.9, 1.2, 2]) {
      const h = Math.max(1, Math.round(wished * f))
      const [low, high] = accountPosterior([{ h, f, g }], defaultPrior).interval
      const ratio = h / (f * g)
      if (low > ratio || ratio > high) found.push(`${h} of ${f}: ${low} to ${high}`)
    }
  }
  return found
}
