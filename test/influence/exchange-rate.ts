import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { exchangeRate } from '../../src/influence/exchange-rate.js'
import { defaultPrior } from '../../src/influence/prior.js'

const account = (h: number, f: number, tweets: number) =>
  accountPosterior(
    Array.from({ length: tweets }, () => ({ h, f })),
    defaultPrior,
  )

t.test("gives the article's own pair", async t => {
  const { rate, interval } = exchangeRate(account(400, 500, 1), account(400, 20_000, 1))
  t.equal(rate.toFixed(3), '30.289')
  t.strictSame(
    interval.map(end => end.toFixed(3)),
    ['6.111', '166.254'],
  )
})

t.test('comes nearer to the raw 40 with more tweets', async t => {
  const told = [5, 20].map(tweets => {
    const { rate, interval } = exchangeRate(account(400, 500, tweets), account(400, 20_000, tweets))
    return [rate, ...interval].map(number => number.toFixed(3))
  })
  t.strictSame(told, [
    ['37.699', '16.277', '88.081'],
    ['39.407', '25.518', '60.896'],
  ])
})

t.test('is the ratio of the two scores', async t => {
  const [a, b] = [account(40, 500, 3), account(7, 900, 4)]
  t.equal(exchangeRate(a, b).rate, a.score / b.score)
})

t.test('an account is worth itself', async t => {
  t.equal(exchangeRate(account(3, 500, 2), account(3, 500, 2)).rate, 1)
})

t.test('the way back is the inverse, and the way through a third is the product', async t => {
  const [a, b, c] = [account(40, 500, 3), account(7, 900, 4), account(0, 2000, 1)]
  const there = exchangeRate(a, b)
  const back = exchangeRate(b, a)
  const near = (found: number, expected: number) => t.ok(Math.abs(found / expected - 1) < 1e-12)
  near(back.rate, 1 / there.rate)
  near(back.interval[0], 1 / there.interval[1])
  near(exchangeRate(a, c).rate, there.rate * exchangeRate(b, c).rate)
})
