import t from 'tap'
import { staleScores } from '../../src/db/schema.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { api, ctx } = await testApp(t)
for (const [name, followers] of [
  ['small', 500],
  ['large', 20_000],
  ['middle', 2_000],
] as const) {
  const accountId = await storeAccount(ctx.db, `@${name}`, { '2026-01-01': followers }, { name: 'A name' })
  await storeTweet(ctx.db, name, { accountId, tweetedAt: '2026-05-01T00:00:00Z', clickers: { x: 400 } })
  await ctx.db.insert(staleScores).values({ accountId })
}
await refreshScoresJob(ctx).run(new AbortController().signal)

t.test('answers in the documented shape', async t => {
  const { data, ...rest } = (await api('GET', '/leaderboard')).json()
  t.match(rest, {
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
    pending: 0,
    nextCursor: null,
  })
  t.equal(rest.sentence, data[0].sentence)
  const { score, interval, followersWhoClick, ...row } = data[0]
  t.strictSame(row, {
    rank: 1,
    handle: '@small',
    name: 'A name',
    followers: 500,
    tweets: 1,
    openTweets: 0,
    drafts: 0,
    fewTweets: true,
    sentence:
      "#1: @small's one tweet was clicked by 80 % of the followers. Its 500 followers act like 261 who all click (likely 100–1,077): one tweet, so still rough.",
  })
  t.strictSame(
    [score, ...interval, followersWhoClick].map(value => value.toFixed(6)),
    ['0.521958', '0.200142', '2.154401', (score * 500).toFixed(6)],
  )
})

for (const path of ['/leaderboard', '/exchange/@large']) {
  t.test(`${path} pages by its own cursors alone`, async t => {
    const all = (await api('GET', path)).json().data
    const first = (await api('GET', `${path}?limit=1`)).json()
    const second = (await api('GET', `${path}?limit=1&cursor=${first.nextCursor}`)).json()
    t.strictSame([...first.data, ...second.data], all.slice(0, 2))
    const other = path === '/leaderboard' ? '/exchange/@large' : '/leaderboard'
    t.match((await api('GET', `${other}?cursor=${first.nextCursor}`)).json(), {
      status: 400,
      code: 'invalid-input',
    })
  })
}
