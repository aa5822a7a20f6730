import t, { type Test } from 'tap'
import { testApp } from '../fixtures/app.js'

const octets = { headers: { 'content-type': 'application/octet-stream' } }

async function setUp(t: Test) {
  const { api } = await testApp(t, { now: () => new Date('2026-08-01T00:00:00Z') })
  const send = async (text: string, query = '') =>
    (await api('POST', `/imports${query}`, text, octets)).json()
  const counts = async (handle = '@me') =>
    (await api('GET', `/accounts/${handle}/followers`))
      .json()
      .data.map(
        ({ countedAt, followers }: { countedAt: string; followers: number }) =>
          `${countedAt.slice(0, 10)} ${followers}`,
      )
  return { api, send, counts }
}

t.test('follower counts come through the door of all files', async t => {
  const { send, counts } = await setUp(t)
  const file = 'handle,date,followers\n@me,2026-06-01,500\n@me,2026-07-01,510\n'
  t.match(await send(file, '?dryRun=true'), { what: 'followers', rows: 2, made: 2, dryRun: true })
  t.match(await send(file), { made: 2, changed: 0, alreadyThere: 0, accounts: ['@me'] })
  t.match(await send(file), { made: 0, alreadyThere: 2 })
  t.match(await send('Followers;Date;Handle\n520;2026-07-01T00:00:00Z;me\n'), { made: 0, changed: 1 })
  t.match(await send('@me,2026-07-02,"1,530"\n'), { made: 1 }, 'without a header')
  t.strictSame(await counts(), ['2026-07-02 1530', '2026-07-01 520', '2026-06-01 500'])
})

t.test('a table of another tool, for one account', async t => {
  const { send, counts } = await setUp(t)
  const file = '\ufeffDate\tFollowers\tPosts\r\n2026-07-03\t7\t1\r\n'
  t.match(await send(file), { code: 'invalid-import', detail: /whose followers it has: give the account/ })
  t.match(await send(file, '?account=@me'), { made: 1, accounts: ['@me'] })
  t.strictSame(await counts(), ['2026-07-03 7'])
})

t.test('bad rows are named, and left out only by choice', async t => {
  const { send, counts } = await setUp(t)
  const file = 'handle,date,followers\n@me,2026-06-31,5\n@me,2026-06-01,5\n'
  t.match(await send(file), { errors: [{ line: 2, slug: '@me' }], errorTotal: 1 })
  t.match(await send(file, '?skipInvalid=true'), { made: 1, errorTotal: 1 })
  t.strictSame(await counts(), ['2026-06-01 5'])
  t.match(await send('handle,date,followers\n@me,2026-06-01,5\n@ME,2026-06-01,6\n'), {
    errors: [{ line: 3, message: /contradicts line 2/ }],
  })
})

t.test('the source of a count comes along', async t => {
  const { api, send } = await setUp(t)
  const sources = async () =>
    (await api('GET', '/accounts/@me/followers')).json().data.map(({ source }: { source: string }) => source)
  const rows = ['@me,2026-06-03,5,x', '@me,2026-06-02,4,analytics', '@me,2026-06-01,3,my own list']
  await send(['handle,date,followers,source', ...rows].join('\n'))
  t.strictSame(await sources(), ['x', 'analytics', 'csv'])
  const csv = { headers: { 'content-type': 'text/csv' } }
  await api('POST', '/followers/import', 'source,followers,date,handle\narchive,6,2026-06-04,@me\n', csv)
  t.strictSame(await sources(), ['archive', 'x', 'analytics', 'csv'])
  await send('{"handle":"@me","date":"2026-06-05","followers":7,"source":"bluesky"}\n')
  t.equal((await sources())[0], 'bluesky')
})

t.test('our own JSON lines come back, links and follower counts', async t => {
  const one = await setUp(t)
  await one.send('@me,2026-06-01,500\n')
  await one.api('POST', '/links', {
    ...{ url: 'https://example.com/a', slug: 'first', account: '@me', title: "'=A", tags: ['x|y', 'z'] },
    ...{ notes: 'For me', public: true, forwardQuery: true, maxClicks: 9, externalId: 'e-1' },
  })
  await one.api('POST', '/links', { url: 'https://example.com/b', slug: 'second', enabled: false })
  const exported = async (api: typeof one.api, what: string) =>
    (await api('GET', `/exports/${what}?format=ndjson`)).body

  const other = await setUp(t)
  const links = await exported(one.api, 'links')
  t.match(await other.send(links), { what: 'links', source: 'Fivehundred', rows: 2, made: 2, errorTotal: 0 })
  t.match(await other.send(links), { made: 0, alreadyThere: 2 })
  const counts = await exported(one.api, 'followers')
  t.match(await other.send(counts), { what: 'followers', made: 1, errorTotal: 0 })
  t.equal(await exported(other.api, 'links'), links)
  t.strictSame(await other.counts(), ['2026-06-01 500'])
  t.match(await other.send(`${links}${links.split('\n')[0]}`, '?dryRun=true'), { rows: 3 }, 'without an end')
  t.match(await other.send(await exported(one.api, 'accounts')), {
    what: 'accounts',
    rows: 1,
    alreadyThere: 1,
  })
  t.match(await other.send('{"handle":"@me","date":"2026-06-02","followers":1}\nnonsense\n[1]\n'), {
    code: 'invalid-import',
    errors: [{ line: 2 }, { line: 3 }],
  })
})
