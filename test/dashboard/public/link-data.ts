import t from 'tap'
import { linkData } from '../../../src/dashboard/public/link-data.js'

const lead = { slug: 'first', shortUrl: 'https://sho.rt/first', url: 'https://example.com/', redirects: true }

t.test('the numbers have the names of the API; clicks are those of the whole life', async t => {
  const sources = [{ value: 'x', clicks: 1_300, clickers: 900 }]
  const data = linkData(lead, {
    slug: 'first',
    title: 'First',
    account: '@me',
    tweet: null,
    influence: {
      state: null,
      tweetedAt: null,
      window: { from: '2026-05-01T00:00:00Z', to: null, open: true },
      followers: 1_000,
      followersCountedAt: null,
      clicks: 5,
      clickers: 4,
      followerClickers: 3,
      spillover: 1,
      clicksPerFollower: 0.005,
      influence: 0.003,
      interval: [0.001, 0.01],
      impressions: 3_000,
      reportedClicks: 7,
      factors: null,
      factorsSentence: 'By the impressions.',
      sentence: 'Three clicked.',
    },
    xForIphone: null,
    stats: { clicks: 1_400, clickers: 1_000, unit: 'day', series: [] },
    sources,
  })
  t.match(data, { ...lead, title: 'First', account: '@me', clicks: 1_400, clickers: 1_000, unit: 'day' })
  t.match(data, { sources, followers: 1_000, followerClickers: 3, influence: 0.003, interval: [0.001, 0.01] })
  t.match(data, { sentence: 'Three clicked.', series: [] })
  t.notMatch(JSON.stringify(data), /impressions|reported/, "the owner's analytics are not public")
})

t.test('without numbers it is where the link leads', async t => {
  t.strictSame(linkData(lead, null), lead)
})
