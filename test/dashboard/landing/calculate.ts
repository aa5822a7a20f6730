import t from 'tap'
import { calculate } from '../../../src/dashboard/landing/calculate.js'
import { defaultPrior } from '../../../src/influence/prior.js'

t.test("the article's own pair", async t => {
  const { a, b, exchange } = calculate(
    { followers: 500, clicks: 400 },
    { followers: 20_000, clicks: 400 },
    defaultPrior,
  )
  t.equal(a.influence, 0.8)
  t.equal(b.influence, 0.02)
  t.equal(a.tweetSentence, '400 of 500 followers clicked: 80 % (73–88 %).')
  t.equal(b.tweetSentence, '400 of 20,000 followers clicked: 2.0 % (1.8–2.2 %).')
  t.equal(a.accountSentence, "A's 500 followers act like 261 who all click (100–1,077).")
  t.equal(b.accountSentence, "B's 20,000 followers act like 345 who all click (134–1,242).")
  t.equal(exchange.rate.toFixed(2), '30.29')
  t.equal(exchange.sentence, "One follower of A is worth 30.3 of B's.")
  t.strictSame(
    exchange.interval.map(end => end.toPrecision(3)),
    ['6.11', '166'],
  )
})

t.test('the followers of an account that has none are worth what is believed of everybody', async t => {
  const nobody = { followers: 0, clicks: 3 }
  const { a, exchange } = calculate(nobody, nobody, defaultPrior)
  t.match(a, { influence: null, interval: null, accountSentence: 'A has no followers.' })
  t.equal(exchange.rate, 1)
})

t.test('numbers that nobody has still give finite answers', async t => {
  const most = 9_999_999_999
  const { exchange } = calculate({ followers: 1, clicks: most }, { followers: most, clicks: 0 }, defaultPrior)
  t.ok(Number.isFinite(exchange.rate) && exchange.rate > 1000)
})
