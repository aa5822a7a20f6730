import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const tweet = {
  url: 'https://x.com/me/status/1529877576591609861',
  tweetedAt: '2026-05-01T12:34:56.000Z',
  clicks: 450,
  followers: 20_000,
  people: { min: 400, max: 400 },
  influence: 0.02,
  interval: [0.018134, 0.022058],
  links: [{ slug: 'one' }],
}
const page = {
  handle: '@me',
  tweets: 12,
  drafts: 0,
  data: [
    tweet,
    {
      ...tweet,
      url: null,
      people: { min: 100, max: 200 },
      influence: 0.01,
      links: [{ slug: 'a1b' }, { slug: 'c2d' }],
    },
    { ...tweet, url: null, followers: null, influence: null, interval: null },
  ],
  nextCursor: 'abc',
  sentence: '12 tweets of @me brought 1,204 clicks.',
}

t.test('lists the tweets, the sentence first', async t => {
  const stub = await stubApi(t, {
    'GET /api/v1/accounts/%40me/tweets': { body: page },
    'GET /api/v1/accounts/%40me/tweets?sort=influence&limit=3': { body: page },
  })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  const { status, out } = await commandLine(['tweets', 'me'], env)
  t.equal(status, 0)
  t.strictSame(out.split('\n'), [
    page.sentence,
    '',
    'tweeted (UTC)     clicked  clicks  followers  influence                                   tweet',
    `2026-05-01 12:34      400     450     20,000  2.0 % (likely 1.8–2.2 %)  ${'█'.repeat(16)}  ${tweet.url}`,
    `2026-05-01 12:34  100–200     450     20,000  1.0 % (likely 1.8–2.2 %)  ${'█'.repeat(8)}${' '.repeat(8)}  a1b c2d`,
    `2026-05-01 12:34      400     450    unknown  unknown                   ${' '.repeat(16)}  one`,
    '3 of 12 tweets',
    '',
  ])
  const sorted = await commandLine(['tweets', '@me', '--sort=influence', '-n', '3', '--json'], env)
  t.strictSame(JSON.parse(sorted.out), page)
})

t.test('an account without tweets has its sentence alone', async t => {
  const none = { handle: '@me', tweets: 0, data: [], nextCursor: null, sentence: 'None yet.' }
  const stub = await stubApi(t, { 'GET /api/v1/accounts/%40me/tweets': { body: none } })
  const env = { FIVEHUNDRED_URL: stub.url, FIVEHUNDRED_KEY: 'fh_test' }
  t.equal((await commandLine(['tweets', '@me'], env)).out, 'None yet.\n')
})
