import t from 'tap'
import { estimatePrior } from '../../src/influence/estimate-prior.js'
import { posteriorGrid } from '../../src/influence/posterior-grid.js'
import { defaultPrior, type Prior } from '../../src/influence/prior.js'
import type { TweetCount } from '../../src/influence/tweet-count.js'
import { chance, drawAccount } from '../fixtures/chance.js'

/** One step of the definition word for word, on the reference grid. */
function bruteForce(accounts: TweetCount[][], { mu, tau, nu }: Prior) {
  const weigh = (square: number) => (nu + 1) / (nu + square / tau ** 2)
  const expected = accounts.map(tweets => {
    const { first, step, weights } = posteriorGrid(tweets, { mu, tau, k: 2, nu, halfLifeHours: 2.8 })
    const points = [...weights].map((p, i) => ({ p, theta: first + i * step }))
    const total = points.reduce((sum, { p }) => sum + p, 0)
    const of = (value: (theta: number) => number) =>
      points.reduce((sum, { p, theta }) => sum + p * weigh((theta - mu) ** 2) * value(theta), 0) / total
    return {
      w: of(() => 1),
      wTheta: of(theta => theta),
      spread: (m: number) => of(theta => (theta - m) ** 2),
    }
  })
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
  const own = Math.log(0.01)
  const pseudo = 5 * weigh(1 + (own - mu) ** 2)
  const m =
    (pseudo * own + sum(expected.map(({ wTheta }) => wTheta))) / (pseudo + sum(expected.map(({ w }) => w)))
  const spread = pseudo * (1 + (own - m) ** 2) + sum(expected.map(({ spread }) => spread(m)))
  return { mu: m, tau: Math.sqrt(spread / (5 + accounts.length)) }
}

const random = chance(4)
const accounts = Array.from({ length: 12 }, (_, i) => drawAccount(random, 1 + (i % 4)).tweets)

t.test('is the base without accounts', async t => {
  t.strictSame(await estimatePrior([]), defaultPrior)
  const base = { mu: -3, tau: 0.5, k: 1, nu: 4, halfLifeHours: 1 }
  t.strictSame(await estimatePrior([], base), base)
})

t.test('gives the reference values', async t => {
  const { mu, tau } = await estimatePrior([[{ h: 400, f: 500 }], [{ h: 400, f: 20_000 }]])
  t.equal(mu.toFixed(6), '-4.128009')
  t.equal(tau.toFixed(6), '1.465633')
})

t.test('is where the definition stands still', async t => {
  const unclicked = Array.from({ length: 30 }, (_, i) => [{ h: 0, f: 100 + i }])
  const far = [...accounts, [{ h: 1000, f: 3 }], [{ h: 1, f: 1e9 }]]
  for (const some of [
    accounts,
    far,
    unclicked,
    accounts.map(([first]) => (first ? [first, first, first] : [])),
  ]) {
    const found = await estimatePrior(some)
    const next = bruteForce(some, found)
    t.ok(Math.abs(found.mu - next.mu) < 1e-6, `mu ${found.mu} and ${next.mu}`)
    t.ok(Math.abs(found.tau - next.tau) < 1e-6, `tau ${found.tau} and ${next.tau}`)
    t.match(found, { k: 2, nu: 7 })
  }
})

t.test('a signal ends it', async t => {
  const stop = AbortSignal.abort(new Error('told to stop'))
  await t.rejects(estimatePrior(Array(100).fill([{ h: 1, f: 500 }]), defaultPrior, stop), {
    message: 'told to stop',
  })
})

t.test('the order of the accounts and of their tweets does not matter, to the last bit', async t => {
  t.strictSame(
    await estimatePrior(accounts.map(tweets => tweets.toReversed()).reverse()),
    await estimatePrior(accounts),
  )
})

t.test('accounts without a measurable tweet change nothing', async t => {
  t.strictSame(
    await estimatePrior([[], ...accounts.toReversed(), [{ h: 3, f: null }]]),
    await estimatePrior(accounts),
  )
})

t.test('moves towards what most accounts show, and a handful cannot move it far', async t => {
  const eager = { h: 100, f: 500 }
  const few = await estimatePrior([[eager, eager, eager]])
  const many = await estimatePrior(Array.from({ length: 60 }, () => [eager, eager, eager]))
  t.ok(defaultPrior.mu < few.mu && few.mu < many.mu && many.mu < Math.log(0.2))
  t.ok(few.mu < -4, 'five pseudo-accounts outweigh one')
  t.ok(many.mu > -2.2, 'and do not outweigh sixty')
})

t.test('finds the distribution that accounts were drawn from', async t => {
  const drawn = Array.from({ length: 400 }, () => drawAccount(random, 6).tweets)
  const { mu, tau } = await estimatePrior(drawn)
  t.ok(Math.abs(mu - Math.log(0.01)) < 0.2, `mu ${mu}`)
  t.ok(Math.abs(tau - 1) < 0.2, `tau ${tau}`)
})
