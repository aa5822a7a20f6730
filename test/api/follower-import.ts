import t from 'tap'
import { accounts, followerCounts } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'

const csv = { headers: { 'content-type': 'text/csv; charset=utf-8' } }
const now = () => new Date('2026-06-01T00:00:00Z')

t.test('an import answers with what it did', async t => {
  const { api, ctx } = await testApp(t, { now })
  const file = 'handle,date,followers\n@me,2026-01-01,500\n'
  const preview = await api('POST', '/followers/import?dryRun=true', file, csv)
  const report = {
    accounts: { new: 1, known: 0 },
    snapshots: { new: 1, changed: 0, unchanged: 0 },
    tweetsCorrected: 0,
  }
  t.strictSame(preview.json(), { dryRun: true, ...report })
  t.equal(await ctx.db.$count(accounts), 0)
  const answer = await api('POST', '/followers/import', file, csv)
  t.equal(answer.statusCode, 200)
  t.strictSame(answer.json(), { dryRun: false, ...report })
  t.match((await api('GET', '/accounts/@me')).json(), {
    followers: 500,
    followersCountedAt: '2026-01-01T00:00:00.000Z',
  })
})

t.test('a bad file changes nothing', async t => {
  const { api, ctx } = await testApp(t, { now })
  const bad = await api(
    'POST',
    '/followers/import',
    '@me,2026-01-01,5\n@me,2026-13-01,5\n@me,2026-06-02,5\n@me,1999-01-01,x',
    csv,
  )
  t.equal(bad.statusCode, 400)
  t.match(bad.json(), { code: 'invalid-csv', total: 3, errors: [{ line: 2 }, { line: 3 }, { line: 4 }] })
  t.match(bad.json().errors[1].message, 'date must not be in the future')
  const odd = [
    '2026-01-01T24:00:01Z',
    '2026-01-31T23:59:60Z',
    '0000-01-01',
    '9999-12-31T23:59:59-05:00',
    '2026-02-30',
  ]
  const times = await api('POST', '/followers/import', odd.map(time => `@me,${time},5`).join('\n'), csv)
  t.match(times.json(), { code: 'invalid-csv', total: odd.length })
  const empty = await api('POST', '/followers/import', '', csv)
  t.match(empty.json(), { code: 'invalid-csv', errors: [{ line: 1 }] })
  t.equal((await api('POST', '/followers/import')).statusCode, 400, 'no body at all')
  const json = await api('POST', '/followers/import', { handle: '@me' })
  t.match(json.json(), { status: 415, code: 'unsupported-media-type', detail: /text\/csv/ })
  const huge = await api('POST', '/followers/import', 'x'.repeat(10 * 1024 * 1024 + 1), csv)
  t.match(huge.json(), { status: 413, code: 'body-too-large' })
  t.match((await api('POST', '/followers/import?dryRun=perhaps', '@me,2026-01-01,5', csv)).json(), {
    code: 'invalid-input',
    errors: [{ field: 'dryRun' }],
  })
  t.equal(await ctx.db.$count(accounts), 0)
  t.equal(await ctx.db.$count(followerCounts), 0)
})
