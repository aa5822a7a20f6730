import t, { type Test } from 'tap'
import { staleScores } from '../../src/db/schema.js'
import { refreshScoresJob } from '../../src/jobs/refresh-scores.js'
import { testApp } from '../fixtures/app.js'
import { storeAccount, storeReported, storeTweet } from '../fixtures/numbers.js'
import { browser, loggedIn } from '../fixtures/pages.js'

const now = () => new Date('2026-06-01T00:00:00Z')

/** @both is counted and reported, @counted only counted, @told only reported. */
async function setUp(t: Test) {
  const test = await testApp(t, { now })
  const { db } = test.ctx
  const at = '2026-05-01T00:00:00Z'
  const both = await storeAccount(db, '@both', { [at]: 1_000 }, { public: true })
  await storeTweet(db, 'both', { accountId: both, tweetedAt: at, clickers: { x: 40 } })
  await storeReported(db, both, { tweetedAt: at, clicks: 20, impressions: 4_000 })
  const counted = await storeAccount(db, '@counted', { [at]: 500 }, { public: true })
  await storeTweet(db, 'counted', { accountId: counted, tweetedAt: at, clickers: { x: 400 } })
  const told = await storeAccount(db, '@told', { [at]: 200 }, { public: true })
  await storeReported(db, told, { tweetedAt: at, clicks: 1, impressions: null })
  await storeReported(db, told, { tweetedAt: '2026-01-01T00:00:00Z', clicks: 3, impressions: null })
  await storeReported(db, await storeAccount(db, '@bare'), { tweetedAt: at, clicks: 7, impressions: null })
  await db.insert(staleScores).values([both, counted].map(accountId => ({ accountId })))
  await refreshScoresJob(test.ctx).run(new AbortController().signal)
  return test
}

t.test('a leaderboard with what networks report, which changes no rank', async t => {
  const { api } = await setUp(t)
  const plain = (await api('GET', '/leaderboard')).json()
  const { reportedOnly, ...asked } = (await api('GET', '/leaderboard?include=reported')).json()
  t.notMatch(JSON.stringify(plain), /reported/, 'only for who asks')
  t.strictSame(
    { ...asked, data: asked.data.map(({ reported, ...row }: { reported: unknown }) => row) },
    plain,
  )
  t.match(asked.data, [
    { handle: '@counted', reported: null },
    {
      handle: '@both',
      reported: {
        ...{ tweets: 1, tweetsWithoutFollowers: 0, clicks: 20, ratio: 0.02, seen: 4, clickedWhenSeen: 0.005 },
        sentence:
          'X reports 20 link clicks on 1 tweet: 2.0 % of the followers. Shown 4 times to each follower × 0.50 % clicked when seen.',
      },
    },
  ])
  t.match(reportedOnly, [
    { handle: '@told', followers: 200, reported: { tweets: 2, clicks: 4, ratio: 4 / 400, seen: null } },
    {
      handle: '@bare',
      followers: null,
      reported: { tweets: 0, tweetsWithoutFollowers: 1, clicks: 7, ratio: null },
    },
  ])

  const recent = (await api('GET', '/leaderboard?include=reported&window=90d')).json()
  t.match(recent.reportedOnly[0], { handle: '@told', reported: { tweets: 1, ratio: 1 / 200 } })
  const next = (await api('GET', '/leaderboard?include=reported&limit=1')).json()
  t.equal(next.reportedOnly.length, 2)
  const last = (await api('GET', `/leaderboard?include=reported&limit=1&cursor=${next.nextCursor}`)).json()
  t.match(last, { data: [{ handle: '@both', reported: { ratio: 0.02 } }], reportedOnly: [] })
  t.match((await api('GET', '/leaderboard?include=all')).json(), { code: 'invalid-input' })
})

t.test('an exchange with what networks report, which changes no rate', async t => {
  const { api } = await setUp(t)
  const plain = (await api('GET', '/exchange?from=@both&to=@counted')).json()
  t.notOk('reported' in plain)
  const half = (await api('GET', '/exchange?from=@both&to=@counted&include=reported')).json()
  const { reported, ...rest } = half
  t.strictSame(rest, plain)
  t.match(reported, {
    ...{ from: { ratio: 0.02 }, to: null, rate: null },
    sentence: 'What X reports of @both and @counted does not suffice for a comparison.',
  })
  const whole = (await api('GET', '/exchange?from=@told&to=@both&include=reported')).json()
  t.match(whole, {
    rate: null,
    reported: {
      rate: 0.5,
      sentence: "By the counts of X, one follower of @both clicked as often as 2 of @told's.",
    },
  })

  const table = (await api('GET', '/exchange/@both')).json()
  t.notMatch(JSON.stringify(table), /reported/)
  const asked = (await api('GET', '/exchange/@both?include=reported')).json()
  t.match(asked, {
    data: [{ to: '@counted', rate: table.data[0].rate, reported: null, reportedRate: null }],
    reported: { ratio: 0.02 },
    reportedOnly: [
      { to: '@told', reported: { ratio: 0.01 }, reportedRate: 2 },
      { to: '@bare', reportedRate: null },
    ],
  })
})

t.test('the pages draw it in another way, and show it to nobody without a login', async t => {
  const test = await setUp(t)
  const viewer = await loggedIn(test)
  for (const path of ['/leaderboard', '/exchange?from=@both', '/exchange?from=@both&to=@told']) {
    const asked = `${path}${path.includes('?') ? '&' : '?'}include=reported`
    t.notMatch((await viewer.get(path)).body, /link clicks on|interval-reported/, `${path} as always`)
    t.match((await viewer.get(asked)).body, /X reports 20 link clicks on 1 tweet/, asked)
    t.notMatch((await browser(test).get(asked)).body, /link clicks on|interval-reported|report/, 'not public')
  }
  const board = (await viewer.get('/leaderboard?include=reported')).body
  t.equal(board.match(/class="interval-reported"/g)?.length, 1)
  t.match(board, /id="only-reported".*@told.*<em>1\.0 %<\/em>/s)
  t.match(board, 'part of no score, rank or rate')
})

t.test('where nothing is ranked yet, the leaderboard leads to what is reported', async t => {
  const test = await testApp(t, { now })
  const viewer = await loggedIn(test)
  t.match((await viewer.get('/leaderboard')).body, 'href="/leaderboard?include=reported"')
  t.match((await viewer.get('/leaderboard?include=reported')).body, 'Of no other account a network reports')
})

t.test('the leaderboard as CSV has it for who asks, by its names in the API', async t => {
  const test = await setUp(t)
  const { get } = await loggedIn(test)
  const linesOf = async (query: string) =>
    (await get(`/leaderboard.csv${query}`)).body.split('\r\n').slice(0, -1)
  const plain = await linesOf('')
  const [head = '', ...lines] = await linesOf('?include=reported')
  t.notMatch(plain[0], 'reported')
  t.strictSame(
    [head, ...lines].slice(0, plain.length).map(line => line.split(',').slice(0, -6).join(',')),
    plain,
    'the same ranks and numbers, with more behind them',
  )
  const names = head.split(',').filter(name => name.startsWith('reported.'))
  const { data, reportedOnly } = (await test.api('GET', '/leaderboard?include=reported')).json()
  t.ok(reportedOnly.length > 0)
  for (const [n, { handle, rank = '', reported }] of [...data, ...reportedOnly].entries()) {
    const cells = (lines[n] ?? '').split(',')
    t.strictSame(cells.slice(0, 2), [String(rank), handle.slice(1)])
    t.strictSame(
      cells.slice(-names.length),
      names.map(name => String(reported?.[name.replace('reported.', '')] ?? '')),
    )
  }
  t.equal(lines.length, data.length + reportedOnly.length)
})
