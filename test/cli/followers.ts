import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { problem, stubApi } from '../fixtures/stub-api.js'

const key = { FIVEHUNDRED_KEY: 'fh_test' }
const snapshot = { followers: 20_000, countedAt: '2026-01-31T12:00:00.000Z', source: 'manual' }
const path = '/api/v1/accounts/%40me/followers'

t.test('set stores a count of now or of a day', async t => {
  const { url, requests } = await stubApi(t, { [`POST ${path}`]: { status: 201, body: snapshot } })
  const env = { ...key, FIVEHUNDRED_URL: url }
  const { status, out } = await commandLine(['followers', 'set', 'me', '20000'], env)
  t.equal(status, 0)
  t.equal(out, '@me has 20,000 followers, counted 2026-01-31 12:00 UTC (manual).\n')
  await commandLine(['followers', 'set', '@me', '5', '--at', '2026-01-31'], env)
  await commandLine(['followers', 'set', '@me', '5', '--at', '2026-01-31T12:00:00+01:00'], env)
  t.strictSame(
    requests.map(({ body }) => body),
    [
      { followers: 20_000 },
      { followers: 5, countedAt: '2026-01-31T00:00:00Z' },
      { followers: 5, countedAt: '2026-01-31T12:00:00+01:00' },
    ],
  )
})

t.test('refresh asks the network, and tells why there is no count', async t => {
  const { url, requests } = await stubApi(t, {
    [`POST ${path}/refresh`]: { body: { ...snapshot, source: 'x' } },
    'POST /api/v1/accounts/%40you/followers/refresh': problem(409, 'account-unavailable', 'X has no @you.'),
  })
  const env = { ...key, FIVEHUNDRED_URL: url }
  t.match(await commandLine(['followers', 'refresh', '@me'], env), { status: 0, out: /\(x\)\.\n$/ })
  t.match(await commandLine(['followers', 'refresh', '@you'], env), { status: 1, err: /X has no @you\./ })
  t.equal(requests[0]?.body, null)
})

t.test('list draws the history', async t => {
  const data = [snapshot, { followers: 5_000, countedAt: '2025-12-31T00:00:00.000Z', source: 'csv' }]
  const { url } = await stubApi(t, {
    [`GET ${path}`]: { body: { data, nextCursor: 'x' } },
    [`GET ${path}?limit=2`]: { body: { data: [], nextCursor: null } },
  })
  const env = { ...key, FIVEHUNDRED_URL: url }
  const { out, err } = await commandLine(['followers', 'list', '@me'], env)
  t.strictSame(out.split('\n'), [
    'counted (UTC)     followers  source',
    `2026-01-31 12:00     20,000  manual  ${'█'.repeat(24)}`,
    `2025-12-31 00:00      5,000  csv     ${'█'.repeat(6)}`,
    '',
  ])
  t.match(err, 'There are more: --cursor=x')
  t.match(await commandLine(['followers', 'list', '@me', '--limit', '2'], env), {
    out: '',
    err: /No follower count of @me is stored/,
  })
})

t.test('import sends the file, previews it, and names every bad line', async t => {
  const report = {
    dryRun: true,
    accounts: { new: 1, known: 2 },
    snapshots: { new: 1_200, changed: 3, unchanged: 4 },
    tweetsCorrected: 7,
  }
  const errors = [
    { line: 2, message: 'must have three columns: handle,date,followers' },
    { line: 7, message: 'is wrong' },
  ]
  const { url, requests } = await stubApi(t, {
    'POST /api/v1/followers/import?dryRun=true': { body: report },
    'POST /api/v1/followers/import?dryRun=false': problem(400, 'invalid-csv', '2 lines are wrong.', {
      errors,
    }),
  })
  const env = { ...key, FIVEHUNDRED_URL: url }
  const file = `${t.testdir({ 'history.csv': '@me,2026-01-31,5\n' })}/history.csv`
  const { out } = await commandLine(['followers', 'import', file, '--dry-run'], env)
  t.strictSame(out.split('\n'), [
    'Nothing is stored yet; the import would do this:',
    '  accounts          1 new, 2 known',
    '  follower counts   1,200 new, 3 changed, 4 unchanged',
    '  tweets corrected  7',
    '',
  ])
  t.equal(requests[0]?.body, '@me,2026-01-31,5\n')
  const bad = await commandLine(['followers', 'import', file], env)
  t.equal(bad.status, 1)
  t.match(bad.err, /2 lines are wrong\.[\s\S]*line 2: must have three columns[\s\S]*line 7: is wrong/)
  t.match(await commandLine(['followers', 'import', `${file}x`], env), { status: 1, err: /ENOENT/ })
})

t.test('a wrong command line', async t => {
  const wrong: [string[], RegExp][] = [
    [['set', 'no handle', '5'], /"no handle" is not a handle/],
    [['set', '@me', 'many'], /N must be a whole number/],
    [['set', '@me', '1e3'], /N must be a whole number/],
    [['set', '@me', '0x10'], /N must be a whole number/],
    [['list', '@me', '--limit', 'x'], /--limit must be a whole number/],
    [['list', '@me', '--limit', '1e2'], /--limit must be a whole number/],
  ]
  for (const [argv, message] of wrong) {
    t.match(await commandLine(['followers', ...argv], key), { status: 2, err: message })
  }
})
