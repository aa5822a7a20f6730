import t from 'tap'
import { testApp } from '../fixtures/app.js'

const now = () => new Date('2026-08-01T00:00:00Z')
const idAt = (time: string) => String(BigInt(Date.parse(time) - 1_288_834_974_657) << 22n)
const row = (time: string, impressions: string, clicks: string, text = 'Hello') =>
  `${idAt(time)},${text},https://x.com/nell/status/${idAt(time)},${impressions},${clicks}`

t.test('what X reports of an account, beside our numbers and part of none', async t => {
  const { api } = await testApp(t, { now, env: { BASE_URL: 'https://sho.rt' } })
  const reported = async (query = '') => {
    const answer = await api('GET', `/accounts/@nell/influence?include=reported${query}`)
    return answer.json().reported
  }
  await api('POST', '/accounts', { handle: '@nell' })
  t.equal(await reported(), null)
  t.notOk('reported' in (await api('GET', '/accounts/@nell/influence')).json(), 'only for who asks')

  await api('POST', '/accounts/@nell/followers', { followers: 1_000, countedAt: '2026-06-15T00:00:00Z' })
  await api('POST', '/accounts/@nell/followers', { followers: 4_000, countedAt: '2026-07-01T00:00:00Z' })
  await api('POST', '/links', { url: 'https://example.com/', slug: 'tulips' })
  const file = [
    'Post id,Post text,Post Link,Impressions,URL Clicks',
    row('2026-06-20T12:00:00Z', '3000', '12'),
    row('2026-07-20T12:00:00Z', '', '8', 'https://sho.rt/tulips'),
    row('2026-07-21T12:00:00Z', '500', ''),
  ].join('\n')
  const imported = await api('POST', '/imports', undefined, {
    payload: file,
    headers: { 'content-type': 'application/octet-stream' },
  })
  t.match(imported.json(), { made: 3, attached: 1 })

  t.strictSame(await reported(), {
    tweets: 2,
    tweetsWithoutFollowers: 0,
    clicks: 20,
    ratio: 20 / 5_000,
    seen: 3,
    clickedWhenSeen: 12 / 3_000,
    beside: { tweets: 1, reportedClicks: 8, clicks: 0, clickers: 0 },
    trend: [
      { from: '2026-06-01T00:00:00.000Z', tweets: 1, clicks: 12, ratio: 0.012 },
      { from: '2026-07-01T00:00:00.000Z', tweets: 1, clicks: 8, ratio: 0.002 },
    ],
    sentence:
      'X reports 20 link clicks on 2 tweets: 0.40 % of the followers. Shown 3 times to each follower × 0.40 % clicked when seen.',
  })
  t.match(await reported('&window=30d'), { tweets: 1, clicks: 8, ratio: 0.002, seen: null })
  t.equal(await reported('&window=5d'), null)
  t.match((await api('GET', '/accounts/@nell/influence?include=reported')).json(), { tweets: 1, rawRatio: 0 })
  t.match((await api('GET', '/accounts/@nell/influence?include=others')).json(), { code: 'invalid-input' })
})

t.test('without followers, clicks are all that is told', async t => {
  const { api } = await testApp(t, { now })
  await api('POST', '/imports', undefined, {
    payload: [
      'Post id,Post text,Post Link,Impressions,URL Clicks',
      row('2026-06-20T12:00:00Z', '3', '1'),
    ].join('\n'),
    headers: { 'content-type': 'application/octet-stream' },
  })
  t.match((await api('GET', '/accounts/@nell/influence?include=reported')).json().reported, {
    tweets: 0,
    tweetsWithoutFollowers: 1,
    clicks: 1,
    ratio: null,
    sentence: 'X reports 1 link click on 1 tweet.',
  })
})
