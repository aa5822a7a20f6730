import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { estimatePrior } from '../../src/influence/estimate-prior.js'
import { defaultPrior } from '../../src/influence/prior.js'
import type { TweetCount } from '../../src/influence/tweet-count.js'
import { chance, drawAccount } from '../fixtures/chance.js'

/** The definition word for word, on the reference grid. */
function bruteForce(accounts: TweetCount[][], rounds: number) {
  let { mu, tau } = defaultPrior
  for (let round = 0; round < rounds; round++) {
    const moments = accounts.map(tweets => accountPosterior(tweets, { mu, tau, k: 2 }))
    const size = 5 + accounts.length
    const m = (5 * Math.log(0.01) + moments.reduce((sum, { mean }) => sum + mean, 0)) / size
    const spread = moments.reduce((sum, { mean, sd }) => sum + sd ** 2 + (mean - m) ** 2, 0)
    tau = Math.sqrt((5 * (1 + (Math.log(0.01) - m) ** 2) + spread) / size)
    mu = m
  }
  return { mu, tau }
}

const random = chance(4)
const accounts = Array.from({ length: 12 }, (_, i) => drawAccount(random, 1 + (i % 4)).tweets)

t.test('is the base without accounts', async t => {
  t.strictSame(await estimatePrior([]), defaultPrior)
  const base = { mu: -3, tau: 0.5, k: 1 }
  t.strictSame(await estimatePrior([], base), base)
})

t.test('agrees with the definition', async t => {
  const found = await estimatePrior(accounts)
  const expected = bruteForce(accounts, 400)
  t.ok(Math.abs(found.mu - expected.mu) < 1e-8, `${found.mu} and ${expected.mu}`)
  t.ok(Math.abs(found.tau - expected.tau) < 1e-8, `${found.tau} and ${expected.tau}`)
  t.equal(found.k, 2)
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
