import { asc } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { followerCounts } from '../../src/db/schema.js'
import { testApp } from '../fixtures/app.js'

const now = () => new Date('2026-07-15T08:00:00Z')
const octets = { headers: { 'content-type': 'application/octet-stream' } }
const head =
  'Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,Video views,Media views'
const row = (date: string, more: number | string, fewer: number | string) =>
  `"${date}",1000,2,3,4,5,"${more}","${fewer}",0,0,9,1,0,0`
const lines = [
  row('Tue, Jul 14, 2026', 7, 2),
  row('Mon, Jul 13, 2026', 3, 4),
  row('Sun, Jul 12, 2026', '1,000', 0),
]
const file = [head, ...lines].join('\n')

async function setUp(t: Test) {
  const { api, ctx } = await testApp(t, { now })
  const send = async (query = '', text = file) => (await api('POST', `/imports${query}`, text, octets)).json()
  const stored = async () =>
    (await ctx.db.select().from(followerCounts).orderBy(asc(followerCounts.countedAt))).map(
      ({ countedAt, followers, source }) => `${countedAt.toISOString().slice(0, 16)} ${followers} ${source}`,
    )
  return { api, send, stored }
}

t.test('the followers of each day, back from how many there are now', async t => {
  const { send, stored } = await setUp(t)
  const preview = await send('?account=@me&followers=2000&dryRun=true')
  t.match(preview, { what: 'followers', source: 'X analytics', rows: 3, made: 4, dryRun: true })
  t.strictSame(await stored(), [], 'a preview stores nothing')

  const done = await send('?account=@me&followers=2000')
  t.match(done, { made: 4, changed: 0, alreadyThere: 0, left: 0, accounts: ['@me'], errorTotal: 0 })
  const all = [
    '2026-07-12T00:00 996 analytics',
    '2026-07-13T00:00 1996 analytics',
    '2026-07-14T00:00 1995 analytics',
    '2026-07-15T00:00 2000 analytics',
    '2026-07-15T08:00 2000 manual',
  ]
  t.strictSame(await stored(), all)
  t.match(await send('?account=@me&followers=2000'), { made: 0, changed: 0, alreadyThere: 4 })
  t.match(await send('?account=@me'), { made: 0, changed: 0, alreadyThere: 4 }, 'now one is known')
  t.strictSame(await stored(), all, 'nothing is doubled')
})

t.test('what a person or a crawl counted stays', async t => {
  const { api, send, stored } = await setUp(t)
  await api('POST', '/accounts', { handle: '@me' })
  for (const [followers, countedAt] of [
    [50, '2026-07-13T00:00:00Z'],
    [70, '2026-07-15T00:00:00Z'],
  ]) {
    await api('POST', '/accounts/@me/followers', { followers, countedAt })
  }
  const once = await send('?account=@me', [head, ...lines.slice(0, 2)].join('\n'))
  t.match(once, { made: 1, changed: 0, alreadyThere: 2 })
  const all = ['2026-07-13T00:00 50 manual', '2026-07-14T00:00 65 analytics', '2026-07-15T00:00 70 manual']
  t.strictSame(await stored(), all)
  await api('POST', '/accounts/@me/followers', { followers: 80, countedAt: '2026-07-15T00:00:00Z' })
  t.match(await send('?account=@me', [head, ...lines.slice(0, 2)].join('\n')), { changed: 1 })
  t.equal(
    (await stored())[1],
    '2026-07-14T00:00 75 analytics',
    'a corrected count corrects what was reckoned',
  )
})

t.test('refusals say what to do', async t => {
  const { api, send, stored } = await setUp(t)
  t.match(await send(), { code: 'invalid-import', detail: /whose it is|whose they are: give the account/ })
  t.match(await send('?account=@me.example'), { detail: /give the account/ }, 'an account on X')
  t.match(await send('?account=@me'), {
    detail:
      'It is not known how many followers @me had from 2026-07-12 to 2026-07-14, and the file only has changes: say how many there are now, such as followers=500.',
  })
  t.match(await send('?account=@me&followers=3'), {
    detail: /@me would have had fewer than 0 followers on 2026-07-12/,
  })
  const old = await send('?account=@me&followers=500', [head, row('Jan 5, 2026', 1, 0)].join('\n'))
  t.match(old, { detail: /from 2026-01-05 to 2026-01-05.*A count of today is too far away/ })
  const wrong = [
    head,
    row('Feb 30, 2026', 1, 0),
    row('Tue, Jul 14, 2026', '-', 0),
    row('Jul 1, 2027', 1, 1),
    row('Jan 1, 0001', 1, 1),
  ]
  t.match(await send('?account=@me&followers=500', wrong.join('\n')), {
    detail: /4 of its counts cannot be stored \(correct them, or choose skipInvalid=true\)/,
    errors: [
      { line: 2, slug: 'Feb 30, 2026', field: 'Date' },
      { line: 3, field: 'New follows' },
      { line: 4, field: 'Date', message: 'must not be in the future' },
      { line: 5, field: 'Date', message: 'must not be before 2006' },
    ],
  })
  t.strictSame(await stored(), [])
  t.equal((await api('GET', '/accounts/@me')).statusCode, 404, 'no account is made by the way')
})

t.test('one file of analytics and the followers of now give the influence that X reports', async t => {
  const { api, send, stored } = await setUp(t)
  const id = String(BigInt(Date.parse('2026-07-01T12:00:00Z') - 1_288_834_974_657) << 22n)
  const content = `Post id,Post text,Post Link,Impressions,URL Clicks\n${id},Hello,https://x.com/me/status/${id},3000,12\n`
  t.match(await send('?followers=600', content), { what: 'tweets', made: 1, accounts: ['@me'] })
  t.match((await api('GET', '/accounts/@me/influence?include=reported&window=90d')).json().reported, {
    ratio: 0.02,
    seen: 5,
  })
  t.match(await send('?followers=600', content), { made: 0, alreadyThere: 1 })
  t.equal((await stored()).length, 1)
  const [, line = ''] = content.split('\n')
  const other = line.replaceAll(id, String(BigInt(id) + 1n)).replace('x.com/me', 'x.com/other')
  t.match(await send('?followers=600', `${content}${other}`), {
    detail: /It is not clear whose followers were given/,
  })
})
