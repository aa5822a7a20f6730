import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { accountSentence } from '../../src/influence/account-sentence.js'
import { destinationSentence } from '../../src/influence/destination-sentence.js'
import { exchangeRate } from '../../src/influence/exchange-rate.js'
import { exchangeSentence } from '../../src/influence/exchange-sentence.js'
import { defaultPrior } from '../../src/influence/prior.js'
import { rawRatio } from '../../src/influence/raw-ratio.js'
import { toldSentence } from '../../src/influence/told-sentence.js'
import type { TweetCount } from '../../src/influence/tweet-count.js'
import { tweetInterval } from '../../src/influence/tweet-interval.js'
import { tweetSentence } from '../../src/influence/tweet-sentence.js'

/**
 * The figures of a text that no number rounds to, each with half a unit of its last digit to spare.
 * Zeros at the end of a thousand or more may be rounded ones; "under" is a bound.
 */
function unfounded(text: string, numbers: readonly number[]): string[] {
  const figures = text.match(/(?:under )?\d[\d,]*(?:\.\d+)?(?=[\d,.–]* ?%?)/g) ?? []
  return figures.filter(figure => {
    const digits = figure.replace(/under |,/g, '')
    const value = Number(digits)
    if (figure.startsWith('under')) return !numbers.some(number => number <= value)
    const decimals = digits.split('.')[1]?.length ?? 0
    const zeros = value >= 1_000 && decimals === 0 ? (/0*$/.exec(digits)?.[0].length ?? 0) : -decimals
    return !numbers.some(number => Math.abs(number - value) <= (10 ** zeros / 2) * 1.000_001)
  })
}

const percents = (...ratios: number[]) => ratios.map(ratio => ratio * 100)

/** From nobody to more than everybody, of none to all the people there are. */
const cases: TweetCount[] = [0, 1, 2, 7, 400, 12_345, 1_000_000].flatMap(h =>
  [1, 2, 58, 100, 500, 20_000, 1_234_567, 9_999_999_999].map(f => ({ h, f })),
)

t.test('finds what is not founded', async t => {
  t.strictSame(unfounded('80 % (73–88 %)', [80.2, 72.5, 88]), [])
  t.strictSame(unfounded('80 % (73–88 %) of 1,234', [81, 72.5, 88, 1_200]), ['80', '1,234'])
})

t.test('every figure of a sentence rounds a number of the same answer', async t => {
  for (const { h, f } of cases) {
    const ratio = h / (f ?? 1)
    const interval = tweetInterval(h, f) ?? [0, 0]
    const counted = [h, f ?? 0, ...percents(ratio, ...interval)]
    t.strictSame(unfounded(tweetSentence({ h, f }), counted), [], tweetSentence({ h, f }))
    const brought = destinationSentence('@friend', { clickers: h + 1, total: 2 * h + 3, h, f })
    const share = [h + 1, 2 * h + 3, ...percents((h + 1) / (2 * h + 3))]
    t.strictSame(unfounded(brought, [...counted, ...share]), [], brought)
  }
})

t.test('those of an account, whether one, two or many tweets tell of it', async t => {
  for (const { h, f } of cases) {
    for (const tweets of [1, 2, 30]) {
      const counts = Array.from({ length: tweets }, () => ({ h, f }))
      const { score, interval } = accountPosterior(counts, defaultPrior)
      const raw = rawRatio(counts) ?? 0
      const followers = (f ?? 0) + 1
      const people = [score, ...interval].map(rate => rate * followers)
      const known = [tweets, followers, ...people, ...percents(raw)]
      const numbers = { score, interval, rawRatio: raw, followers, tweets, openTweets: tweets - 1 }
      const sentence = accountSentence('@me', numbers)
      t.strictSame(unfounded(sentence, known), [], sentence)
      t.equal(sentence.includes('rough'), tweets < 3)
      t.equal(sentence.includes('it travelled'), raw > 1)
      t.equal(sentence.includes('so far'), tweets > 1)
      const told = toldSentence('@me', interval, tweets)
      t.strictSame(unfounded(told, percents(...interval)), [], told)
    }
  }
})

t.test('those of an exchange, in either direction', async t => {
  const scored = cases.map(count => ({
    ...accountPosterior([count], defaultPrior),
    rawRatio: rawRatio([count]),
    tweets: 1,
  }))
  for (const [n, one] of scored.entries()) {
    const other = scored[(n * 7 + 3) % scored.length]
    if (other === undefined) throw new Error('no other')
    const found = exchangeRate(one, other)
    const sentence = exchangeSentence({ ...one, handle: '@a' }, { ...other, handle: '@b' }, found)
    const rates = [found.rate, ...found.interval, (one.rawRatio ?? 0) / (other.rawRatio ?? 0)]
    t.strictSame(unfounded(sentence, [1, ...rates, ...rates.map(rate => 1 / rate)]), [], sentence)
    t.notMatch(sentence, /worth 0|worth 1\/|NaN|Infinity/)
  }
})
