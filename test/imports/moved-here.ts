// People who move here bring links and tweets of years in which nobody was counted here.
import t from 'tap'
import { importFile } from '../../src/imports/import-file.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { issueLink } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'
import { accountInfluence } from '../fixtures/by-name.js'
import { handle } from '../fixtures/handles.js'
import { storeAccount } from '../fixtures/numbers.js'

const idAt = (time: string) => String(BigInt(Date.parse(time) - 1_288_834_974_657) << 22n)

t.test('tweets of the time before the import are no tweets that nobody clicked', async t => {
  let at = Date.parse('2026-08-01T00:00:00Z')
  const { ctx, api } = await testApp(t, { now: () => new Date(at) })
  await storeAccount(ctx.db, '@moved', { '2024-01-01': 1000 })
  const run = (lines: string[]) =>
    importFile(ctx, Buffer.from(`${lines.join('\n')}\n`), {
      ...{ dryRun: false, onClash: 'refuse' as const, skipInvalid: false, timeProblem: () => null },
    })
  const days = ['2024-03-01', '2024-03-02', '2024-03-03', '2026-07-30']
  await run([
    'Bitlink,Long URL,Title,Tags,Created,Total Clicks',
    ...days.map((day, n) => `bit.ly/mv${n},https://example.com/mv${n},T,,${day},300`),
  ])
  await run([
    'Post id,Date,Post text,Post Link,Impressions,URL Clicks',
    ...days.map((day, n) => {
      const id = idAt(`${day}T12:00:00Z`)
      return `${id},"${day}","see https://sho.rt/mv${n}",https://x.com/moved/status/${id},5000,310`
    }),
  ])
  t.match(await accountInfluence(ctx, '@moved'), { tweets: 0, score: null })
  const link = (await api('GET', '/links/mv0')).json()
  t.match(link, { importedClicks: 300, account: '@moved', tweet: { published: true } })
  t.match((await api('GET', '/links/mv0/influence')).json(), {
    ...{ influence: null, interval: null, clicksPerFollower: null, reportedClicks: 310 },
    sentence: 'The link was imported after the tweet: who clicked before was counted elsewhere, not here.',
  })
  const listed = (await api('GET', '/accounts/@moved/tweets')).json()
  t.equal(listed.data.length, 4)
  for (const tweet of listed.data) t.match(tweet, { influence: null, interval: null })
  t.equal((await api('GET', '/leaderboard')).json().data.length, 0)
  const exported = (await api('GET', '/exports/tweets?format=csv')).body
  t.notMatch(exported, /,0(?:\.0+)?,0(?:\.0+)?,310/)

  // What is tweeted from now on is measured, also through an imported link, and so is its account.
  at += 3 * 86_400_000
  const made = await issueLink(ctx, { url: 'https://example.com/new', account: handle('@moved') })
  await attachTweet(ctx, made.link.slug, { tweetedAt: new Date(at) })
  await attachTweet(ctx, 'mv1', { url: `https://x.com/moved/status/${idAt(new Date(at).toISOString())}` })
  at += 8 * 86_400_000
  t.match(await accountInfluence(ctx, '@moved'), { tweets: 2 })
  t.match((await api('GET', '/links/mv1/influence')).json(), { influence: 0, interval: [0, Number] })
})
