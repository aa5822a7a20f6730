import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const row = {
  rank: 1,
  handle: '@small',
  name: null,
  followers: 500,
  score: 0.521958,
  interval: [0.200142, 2.154401],
  tweets: 12,
  fewTweets: false,
  followersWhoClick: 260.98,
  sentence: "#1: @small's 500 followers act like 261 who all click (100–1,077).",
}
const page = {
  prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
  computedAt: '2026-05-01T12:34:56.000Z',
  pending: 0,
  data: [
    row,
    {
      ...row,
      rank: 2,
      handle: '@large@example.com',
      followers: 20_000,
      score: 0.260979,
      tweets: 1,
      fewTweets: true,
      followersWhoClick: 5219.58,
    },
    {
      ...row,
      rank: 3,
      handle: '@new',
      followers: null,
      score: 0.001,
      interval: [0.0003, 0.01],
      followersWhoClick: null,
    },
  ],
  nextCursor: null,
  sentence: row.sentence,
}

t.test('of fewer than a tenth of a person the page says as much', async t => {
  const data = [{ ...row, followersWhoClick: 0.02 }]
  const { url } = await stubApi(t, { 'GET /api/v1/leaderboard': { body: { ...page, data } } })
  const { out } = await commandLine(['leaderboard'], { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' })
  t.match(out, / {2}500 {2}under 0\.1 {6}12$/m)
})

t.test('ranks the accounts, the sentence first', async t => {
  const { url } = await stubApi(t, {
    'GET /api/v1/leaderboard': { body: page },
    'GET /api/v1/leaderboard?window=90d&list=my+friends&limit=3&minTweets=3': { body: page },
  })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const { status, out } = await commandLine(['leaderboard'], env)
  t.equal(status, 0)
  t.strictSame(out.split('\n'), [
    row.sentence,
    '',
    'rank  account             influence                                      followers  who click  tweets',
    `   1  @small              52 % (likely 20–215 %)       ${'█'.repeat(16)}        500        261      12`,
    `   2  @large@example.com  26 % (likely 20–215 %)       ${'█'.repeat(8)}             20,000      5,220       1  few tweets`,
    `   3  @new                0.10 % (likely 0.030–1.0 %)  ▏                   unknown    unknown      12`,
    `Few tweets prove little; how scoring works: ${url}/help/scoring`,
    '',
  ])
  const chosen = ['--window=90d', '--min-tweets=3', '--list', 'my friends', '-n', '3', '--json']
  t.strictSame(JSON.parse((await commandLine(['leaderboard', ...chosen], env)).out), page)
})

t.test('says what is still to come, and nothing else where nobody is ranked', async t => {
  const none = { ...page, data: [], pending: 1_204, sentence: 'Nobody yet.' }
  const { url } = await stubApi(t, { 'GET /api/v1/leaderboard': { body: none } })
  const { out } = await commandLine(['leaderboard'], { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' })
  t.equal(
    out,
    `Nobody yet.\nFew tweets prove little; how scoring works: ${url}/help/scoring; 1,204 to be computed again\n`,
  )
})

t.test('what networks report stands below, apart from the ranking', async t => {
  const reported = (ratio: number | null, clicks: number) => ({
    ...{ tweets: 2, tweetsWithoutFollowers: 1, clicks, ratio, seen: null, clickedWhenSeen: null },
    sentence: 'X reports something.',
  })
  const body = {
    ...page,
    data: [
      { ...row, reported: reported(0.004, 1_200) },
      { ...page.data[1], reported: null },
    ],
    reportedOnly: [{ handle: '@told', name: null, followers: 7, reported: reported(null, 3) }],
  }
  const { url } = await stubApi(t, { 'GET /api/v1/leaderboard?include=reported': { body } })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const { out } = await commandLine(['leaderboard', '--include', 'reported'], env)
  t.strictSame(out.split('\n').slice(6, 10), [
    'As the networks report it (no part of the numbers above)',
    'account  reported  link clicks  tweets',
    '@small   0.40 %          1,200       3',
    '@told    unknown             3       3  no counted tweet',
  ])
  const { status, err } = await commandLine(['leaderboard', '--include', 'all'], env)
  t.equal(status, 2)
  t.match(err, 'reported')
})
