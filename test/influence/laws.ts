// What holds of the statistics whatever the numbers are. A failure tells the seed that repeats it.
import fc from 'fast-check'
import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { activeFollowers } from '../../src/influence/active-followers.js'
import { exchangeRate } from '../../src/influence/exchange-rate.js'
import { ageAtGrowth, exposure } from '../../src/influence/exposure.js'
import { medianTweet } from '../../src/influence/median-tweet.js'
import { defaultPrior, type Prior } from '../../src/influence/prior.js'
import { rawRatio } from '../../src/influence/raw-ratio.js'
import { boundedTweetInterval } from '../../src/influence/tweet-bounds.js'
import type { ExposedCount } from '../../src/influence/tweet-count.js'
import { tweetFactors } from '../../src/influence/tweet-factors.js'
import { tweetInterval } from '../../src/influence/tweet-interval.js'
import { tweetRatio } from '../../src/influence/tweet-ratio.js'

const h = fc.nat(5_000)
const f = fc.integer({ min: 1, max: 1_000_000 })
const g = fc.double({ min: 0.15, max: 1, noNaN: true })
const tweet: fc.Arbitrary<ExposedCount> = fc.record({ h, f: fc.option(f, { freq: 9 }), g })
const known = fc.record({ h, f, g })
const prior: fc.Arbitrary<Prior> = fc.record({
  mu: fc.double({ min: -9, max: -2, noNaN: true }),
  tau: fc.double({ min: 0.3, max: 2, noNaN: true }),
  k: fc.double({ min: 0.5, max: 5, noNaN: true }),
  nu: fc.constant(7),
  halfLifeHours: fc.double({ min: 0.1, max: 50, noNaN: true }),
})
const hour = 3_600_000
const few = { numRuns: 40 }

const isNear = (a: number, b: number, by: number) =>
  Math.abs(a - b) <= by * Math.max(Math.abs(a), Math.abs(b))
const isOrdered = (...values: number[]) =>
  values.every((value, n) => n === 0 || (values[n - 1] ?? 0) <= value)

t.test("a tweet's interval", async t => {
  await t.test('holds the ratio', async () => {
    fc.assert(
      fc.property(h, f, (h, f) => {
        const [low, high] = tweetInterval(h, f) ?? [1, 0]
        return isOrdered(0, low, tweetRatio(h, f) ?? -1, high)
      }),
    )
  })
  await t.test('rises with the clickers, and falls with the followers as one over them', async () => {
    fc.assert(
      fc.property(h, f, (h, f) => {
        const [low, high] = tweetInterval(h, f) ?? [0, 0]
        const [lowOfMore, highOfMore] = tweetInterval(h + 1, f) ?? [0, 0]
        const [lowOfTwice, highOfTwice] = tweetInterval(h, 2 * f) ?? [0, 0]
        return (
          (h === 0 ? lowOfMore >= low : lowOfMore > low) &&
          highOfMore > high &&
          isNear(lowOfTwice * 2, low, 1e-12) &&
          isNear(highOfTwice * 2, high, 1e-12)
        )
      }),
    )
  })
  await t.test('gets narrower, beside the ratio, with more of the same', async () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), f, (h, f) => {
        const width = (times: number) => {
          const [low, high] = tweetInterval(times * h, times * f) ?? [0, 0]
          return high - low
        }
        return width(2) < width(1)
      }),
    )
  })
  await t.test('of several links reaches from that of the largest to that of the sum', async () => {
    fc.assert(
      fc.property(h, h, f, (a, b, f) => {
        const [low, high] = boundedTweetInterval({ min: Math.max(a, b), max: a + b }, f) ?? [0, 0]
        const [least] = tweetInterval(Math.max(a, b), f) ?? [0]
        const [, most] = tweetInterval(a + b, f) ?? [0, 0]
        return low === least && high === most
      }),
    )
  })
})

t.test("an account's score", async t => {
  await t.test('lies inside its interval, which is of positive rates', async () => {
    fc.assert(
      fc.property(fc.array(tweet, { maxLength: 8 }), prior, (tweets, prior) => {
        const { score, interval, mean, sd } = accountPosterior(tweets, prior)
        const [low, high] = interval
        return 0 < low && low < score && score < high && Number.isFinite(mean) && sd > 0
      }),
      few,
    )
  })
  await t.test('does not depend on the order of the tweets, to the last bit', async () => {
    const shuffled = fc
      .array(tweet, { minLength: 2, maxLength: 8 })
      .chain(tweets =>
        fc.tuple(
          fc.constant(tweets),
          fc.shuffledSubarray(tweets, { minLength: tweets.length, maxLength: tweets.length }),
        ),
      )
    fc.assert(
      fc.property(shuffled, prior, ([tweets, others], prior) => {
        const [one, other] = [accountPosterior(tweets, prior), accountPosterior(others, prior)]
        return one.score === other.score && one.sd === other.sd && medianTweet(tweets) === medianTweet(others)
      }),
      few,
    )
  })
  await t.test('rises with a click more, and falls with more followers for the same clicks', async () => {
    fc.assert(
      fc.property(fc.array(known, { minLength: 1, maxLength: 5 }), prior, (tweets, prior) => {
        const [first = { h: 0, f: 1, g: 1 }, ...rest] = tweets
        const { score } = accountPosterior(tweets, prior)
        const more = accountPosterior([{ ...first, h: first.h + 1 }, ...rest], prior).score
        const spread = accountPosterior([{ ...first, f: first.f * 2 }, ...rest], prior).score
        return more > score && spread < score
      }),
      few,
    )
  })
  await t.test('lies between the prior and the data, for tweets that say the same', async () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 500, max: 100_000 }),
        fc.integer({ min: 1, max: 20 }),
        (h, f, times) => {
          const { score } = accountPosterior(Array(times).fill({ h, f }), defaultPrior)
          const none = accountPosterior([], defaultPrior).score
          // The median of a skewed likelihood lies a little beside its mode.
          const data = h / f
          return isOrdered(Math.min(none, data) * 0.75, score, Math.max(none, data) * 1.35)
        },
      ),
      few,
    )
  })
  await t.test('ignores tweets whose followers are unknown', async () => {
    fc.assert(
      fc.property(fc.array(tweet, { maxLength: 6 }), h, prior, (tweets, h, prior) => {
        const one = accountPosterior(tweets, prior)
        const other = accountPosterior([{ h, f: null, g: 1 }, ...tweets, { h, f: 0, g: 1 }], prior)
        return one.score === other.score && rawRatio(tweets) === rawRatio([{ h, f: null }, ...tweets])
      }),
      few,
    )
  })
})

t.test('an exchange rate', async t => {
  const account = fc
    .array(known, { minLength: 1, maxLength: 4 })
    .map(tweets => accountPosterior(tweets, defaultPrior))
  await t.test('is one over that of the other way, with its interval', async () => {
    fc.assert(
      fc.property(account, account, (a, b) => {
        const [there, back] = [exchangeRate(a, b), exchangeRate(b, a)]
        return (
          isNear(there.rate * back.rate, 1, 1e-12) &&
          isNear(there.interval[0] * back.interval[1], 1, 1e-9) &&
          isNear(there.interval[1] * back.interval[0], 1, 1e-9)
        )
      }),
      few,
    )
  })
  await t.test('of A in C is that of A in B, times that of B in C', async () => {
    fc.assert(
      fc.property(account, account, account, (a, b, c) =>
        isNear(exchangeRate(a, c).rate, exchangeRate(a, b).rate * exchangeRate(b, c).rate, 1e-12),
      ),
      few,
    )
  })
  await t.test('orders accounts as their scores do, and lies inside its interval', async () => {
    fc.assert(
      fc.property(account, account, (a, b) => {
        const { rate, interval } = exchangeRate(a, b)
        return rate > 1 === a.score > b.score && interval[0] < rate && rate < interval[1]
      }),
      few,
    )
  })
})

t.test('exposure', async t => {
  const age = fc.integer({ min: 0, max: 400 * hour })
  const window = fc.integer({ min: hour, max: 400 * hour })
  const halfLife = fc.double({ min: 0.1, max: 100, noNaN: true })
  await t.test('grows from 0 to 1 with the age, and stays', async () => {
    fc.assert(
      fc.property(age, age, window, halfLife, (a, b, window, halfLife) => {
        const at = (age: number) => exposure(age, window, halfLife)
        return isOrdered(0, at(Math.min(a, b)), at(Math.max(a, b)), 1) && at(0) === 0 && at(window) === 1
      }),
    )
  })
  await t.test('has grown by a factor at the age that is told for it', async () => {
    const factor = fc.double({ min: 1.001, max: 3, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: hour, max: 400 * hour }),
        window,
        halfLife,
        factor,
        (age, window, halfLife, factor) => {
          fc.pre(age < window)
          const then = ageAtGrowth(age, window, halfLife, factor)
          if (then >= window) return exposure(age, window, halfLife) * factor >= 1 - 1e-9
          return isNear(exposure(then, window, halfLife), exposure(age, window, halfLife) * factor, 1e-6)
        },
      ),
    )
  })
})

t.test('what is counted of several tweets', async t => {
  const counts = fc.array(h, { maxLength: 20 })
  await t.test('different people are at least the most of one tweet, and at most all', async () => {
    fc.assert(
      fc.property(counts, counts, (some, others) => {
        const [a, all] = [activeFollowers(some), activeFollowers([...some, ...others])]
        return (
          isOrdered(0, a.min, a.max, all.max) &&
          a.min === Math.max(0, ...some) &&
          a.min <= all.min &&
          all.max - a.max === activeFollowers(others).max
        )
      }),
    )
  })
  await t.test('the pooled ratio and the median lie between the lowest and the highest', async () => {
    fc.assert(
      fc.property(fc.array(known, { minLength: 1, maxLength: 10 }), tweets => {
        const ratios = tweets.map(({ h, f }) => h / f)
        const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
        return [rawRatio(tweets), medianTweet(tweets)].every(
          value => value !== null && value >= least * (1 - 1e-12) && value <= most * (1 + 1e-12),
        )
      }),
    )
  })
  await t.test("a tweet's factors multiply to its ratio", async () => {
    fc.assert(
      fc.property(h, f, fc.integer({ min: 1, max: 1e7 }), (h, f, impressions) => {
        const factors = tweetFactors(h, f, impressions)
        return factors !== null && isNear(factors.seen * factors.clickedWhenSeen, h / f, 1e-12)
      }),
    )
  })
})
