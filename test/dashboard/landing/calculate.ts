import t from 'tap'
import { calculate } from '../../../src/dashboard/landing/calculate.js'
import { defaultPrior } from '../../../src/influence/prior.js'

t.test("the article's own pair", async t => {
  const { a, b, comparison, exchange } = calculate(
    { followers: 500, clicks: 400 },
    { followers: 20_000, clicks: 400 },
    defaultPrior,
  )
  t.equal(a.influence, 0.8)
  t.equal(b.influence, 0.02)
  t.equal(a.tweetSentence, '400 of 500 followers clicked: 80 % (likely 73–88 %).')
  t.equal(b.tweetSentence, '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).')
  t.equal(comparison.sentence, "The same 400 clicks: a follower of A is worth 40 of B's.")
  t.equal(exchange?.rate.toFixed(2), '30.29')
  t.equal(
    exchange?.sentence,
    "One follower of A is worth 30 of B's (likely 6.1–166): one tweet each, so still rough.",
  )
  t.strictSame(
    exchange?.interval.map(end => end.toPrecision(3)),
    ['6.11', '166'],
  )
})

t.test('without followers there is nothing to estimate', async t => {
  const nobody = { followers: 0, clicks: 3 }
  const { a, exchange } = calculate(nobody, nobody, defaultPrior)
  t.match(a, { influence: null, interval: null })
  t.equal(exchange, null)
})

t.test('where nobody clicked there is nothing to estimate either', async t => {
  const [none, one] = [0, 1].map(clicks => ({ followers: 500, clicks }))
  if (none === undefined || one === undefined) throw new Error('two tweets')
  t.equal(calculate(none, none, defaultPrior).exchange, null)
  t.not(calculate(none, one, defaultPrior).exchange, null)
  t.not(calculate(one, none, defaultPrior).exchange, null)
})

t.test('numbers that nobody has still give finite answers', async t => {
  const most = 9_999_999_999
  const { exchange } = calculate({ followers: 1, clicks: most }, { followers: most, clicks: 0 }, defaultPrior)
  t.ok(exchange !== null && Number.isFinite(exchange.rate) && exchange.rate > 1000)
})
