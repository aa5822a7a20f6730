import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const prior = { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 }
const pair = {
  from: '@small',
  to: '@large',
  rate: 30.289,
  interval: [6.111, 166.254],
  rawRate: 40,
  prior,
  sentence: "One follower of @small is worth 30 of @large's (likely 6.1–166).",
}
const row = { ...pair, name: null, followers: 20_000, tweets: 12, fewTweets: false }
const table = {
  from: '@small',
  prior,
  pending: 3,
  data: [
    row,
    { ...row, to: '@new', rate: 15.1445, followers: null, tweets: 1, fewTweets: true, rawRate: null },
  ],
  nextCursor: null,
  sentence: "@small's followers click more than those of all 2 other accounts.",
}

t.test('two accounts: the sentence first', async t => {
  const { url } = await stubApi(t, {
    'GET /api/v1/exchange?from=%40small&to=%40large': { body: pair },
    'GET /api/v1/exchange?from=%40small&to=%40new': { body: { ...pair, rawRate: null } },
  })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const { status, out } = await commandLine(['exchange', '@small', 'large'], env)
  t.equal(status, 0)
  t.strictSame(out.split('\n'), [
    pair.sentence,
    '',
    '  by clicks so far  40',
    '  rate              30 (6.1–166)',
    `Few tweets prove little; how scoring works: ${url}/help/scoring`,
    '',
  ])
  t.match((await commandLine(['exchange', 'small', '@new'], env)).out, /by clicks so far {2}unknown/)
  t.strictSame(JSON.parse((await commandLine(['exchange', '@small', '@large', '--json'], env)).out), pair)
})

t.test('one account against all others', async t => {
  const { url } = await stubApi(t, {
    'GET /api/v1/exchange/%40small': { body: table },
    'GET /api/v1/exchange/%40small?list=friends&limit=2': { body: table },
  })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  t.strictSame((await commandLine(['exchange', 'small'], env)).out.split('\n'), [
    table.sentence,
    '',
    'account  rate                            followers  tweets',
    `@large   30 (6.1–166)  ${'█'.repeat(16)}     20,000      12`,
    `@new     15 (6.1–166)  ${'█'.repeat(8)}            unknown       1  few tweets`,
    `Few tweets prove little; how scoring works: ${url}/help/scoring; 3 to be computed again`,
    '',
  ])
  const listed = await commandLine(['exchange', '@small', '--list=friends', '-n2', '--json'], env)
  t.strictSame(JSON.parse(listed.out), table)
})

t.test('what does not fit together is refused', async t => {
  const env = { FIVEHUNDRED_KEY: 'fh_test' }
  for (const argv of [[], ['@a', '@b', '@c'], ['no handle'], ['@a', '@b', '--list=friends']]) {
    t.equal((await commandLine(['exchange', ...argv], env)).status, 2, argv.join(' '))
  }
})

t.test('what networks report stands below, apart from the rates', async t => {
  const side = {
    ...{ tweets: 2, tweetsWithoutFollowers: 0, clicks: 12, ratio: 0.004, seen: null, clickedWhenSeen: null },
    sentence: 'X reports 12 link clicks.',
  }
  const sentence = "By the counts of X, one follower of @small clicked as often as 2 of @large's."
  const told = { to: '@told', name: null, followers: null, reported: side, reportedRate: 2 }
  const { url } = await stubApi(t, {
    'GET /api/v1/exchange?from=%40small&to=%40large&include=reported': {
      body: { ...pair, reported: { from: side, to: null, rate: 2, sentence } },
    },
    'GET /api/v1/exchange/%40small?include=reported': {
      body: {
        ...table,
        data: table.data.map(row => ({ ...row, reported: null, reportedRate: null })),
        ...{ reported: side, reportedOnly: [told] },
      },
    },
  })
  const env = { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
  const both = await commandLine(['exchange', '@small', '@large', '--include', 'reported'], env)
  t.match(both.out, `above)\n${sentence}\nX reports 12 link clicks.\n`)
  const all = await commandLine(['exchange', '@small', '--include', 'reported'], env)
  t.match(all.out, 'X reports 12 link clicks.\naccount  rate  reported  link clicks  tweets\n')
  t.match(all.out, /^@told +2 +0\.40 % +12 +2 {2}no counted tweet$/m)
})
