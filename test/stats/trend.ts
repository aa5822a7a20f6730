import t from 'tap'
import { accountPosterior } from '../../src/influence/account-posterior.js'
import { defaultPrior } from '../../src/influence/prior.js'
import type { TweetCount } from '../../src/influence/tweet-count.js'
import { monthlyScores, monthStart, scoreMonth } from '../../src/scores/months.js'
import { monthlyTrend } from '../../src/stats/trend.js'

const tweet = (time: string, h: number, f: number) => {
  const tweetedAt = Date.parse(time)
  return { tweetedAt, month: monthStart(tweetedAt), h, f }
}

const scoreOf = (from: number, tweets: readonly TweetCount[]) => scoreMonth(from, tweets, defaultPrior)

t.test('has a score for each month with a tweet, oldest first', async t => {
  const tweets = [
    tweet('2026-03-01T00:00:00Z', 9, 500),
    tweet('2025-12-31T23:59:59Z', 3, 400),
    tweet('2026-03-31T23:59:59Z', 1, 500),
  ]
  const trend = monthlyTrend(monthlyScores(tweets, scoreOf), [])
  const { score, interval } = accountPosterior(
    [
      { h: 9, f: 500 },
      { h: 1, f: 500 },
    ],
    defaultPrior,
  )
  t.match(trend, [
    { from: '2025-12-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z', tweets: 1 },
    { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z', tweets: 2, score, interval },
  ])
})

t.test("followers are those at each month's end", async t => {
  const counts = [
    { countedAt: new Date('2026-02-10T00:00:00Z'), followers: 100 },
    { countedAt: new Date('2026-03-31T23:00:00Z'), followers: 200 },
    { countedAt: new Date('2026-04-01T00:00:00Z'), followers: 300 },
  ]
  const months = [
    '2026-01-05T00:00:00Z',
    '2026-02-05T00:00:00Z',
    '2026-03-05T00:00:00Z',
    '2026-06-05T00:00:00Z',
  ]
  const tweets = months.map(month => tweet(month, 1, 100))
  const trend = monthlyTrend(monthlyScores(tweets, scoreOf), counts)
  t.strictSame(
    trend.map(month => month.followers),
    [null, 100, 200, 300],
  )
})

t.test('is empty without tweets', async t => {
  t.strictSame(monthlyTrend(monthlyScores([], scoreOf), []), [])
})
