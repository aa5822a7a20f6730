import { eq } from 'drizzle-orm'
import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { accounts, links } from '../../src/db/schema.js'
import { exportNames } from '../../src/exports/all.js'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'

const now = () => new Date('2026-06-01T00:00:00Z')
const octets = { headers: { 'content-type': 'application/octet-stream' } }
const csv = { headers: { 'content-type': 'text/csv' } }

t.test('everything can be taken along', async t => {
  const one = await testApp(t, { now })
  const other = await testApp(t, { now })
  const { api, ctx } = one
  const get = async (path: string, from = one) => (await from.api('GET', `/exports/${path}`)).body
  const rows = async (path: string) => {
    const lines = (await get(`${path}${path.includes('?') ? '&' : '?'}format=ndjson`)).split('\n')
    return lines.filter(Boolean).map(line => JSON.parse(line))
  }
  await api('POST', '/accounts', { handle: '@me', name: '=Me' })
  await api('POST', '/accounts', { handle: '@you@example.social' })
  for (const [followers, countedAt] of [
    [400, '2026-01-31T12:00:00Z'],
    [500, '2026-05-01T12:00:00Z'],
  ])
    await api('POST', '/accounts/@me/followers', { followers, countedAt })
  await api('POST', '/links', {
    ...{ url: 'https://example.com/a?b=c,d', slug: 'launch', account: '@me', title: '=1+1 "quoted", really' },
    ...{ notes: '@home\nsecond line', tags: ['a b', 'c,d', 'e|f'], expiresAt: '2027-01-01T00:00:00Z' },
    ...{ maxClicks: 9_000, externalId: 'x-1', public: true, forwardQuery: true, text: 'Look' },
  })
  await api(
    'POST',
    '/imports',
    'Bitlink,Long URL,Total Clicks\nbit.ly/old,https://example.com/old,42\n',
    octets,
  )
  await api('POST', '/links', { url: 'https://example.com/b', slug: 'off', title: "'=not a formula" })
  await api('PATCH', '/links/off', { enabled: false })
  await api('PUT', '/links/launch/tweet', { tweetedAt: '2026-05-20T00:00:00Z' })

  await t.test('links as CSV are imported again, and then exported as they were', async t => {
    const before = await get('links')
    t.match(before.split('\r\n').slice(0, 2).join('\n'), /^slug,shortUrl,url,title,tags,account,notes,/)
    t.match(before, `launch,https://sho.rt/launch,"https://example.com/a?b=c,d","'=1+1 ""quoted"", really"`)
    t.match(before, `"a b|c,d|e\\|f",me,"'@home\nsecond line",x-1,true,true,true,`)
    t.match(before, "''=not a formula")
    const imported = await other.api('POST', '/imports', before, octets)
    t.match(imported.json(), { source: 'Fivehundred', rows: 3, made: 3, errors: [] })
    t.equal(await get('links', other), before, 'also since when a link is counted whose hits were none')
    t.match((await other.api('POST', '/imports', before, octets)).json(), { made: 0, alreadyThere: 3 })
    const { tags } = (await other.api('GET', '/links/launch')).json()
    t.strictSame(tags, ['a b', 'c,d', 'e|f'])
    t.equal((await other.api('GET', '/links/off')).json().title, "'=not a formula")
  })

  await t.test('so are follower counts', async t => {
    const before = await get('followers')
    t.equal(
      before,
      'handle,date,followers,source\r\n' +
        'me,2026-01-31T12:00:00.000Z,400,manual\r\nme,2026-05-01T12:00:00.000Z,500,manual\r\n',
    )
    await other.api('POST', '/followers/import', before, csv)
    t.equal(await get('followers', other), before, 'with who counted')
  })

  await t.test('the others have what is told', async t => {
    t.strictSame((await get('accounts')).split('\r\n').slice(0, 3), [
      'handle,network,name,public,followers,followersCountedAt,createdAt',
      "me,x,'=Me,false,500,2026-05-01T12:00:00.000Z,2026-06-01T00:00:00.000Z",
      'you@example.social,mastodon,,false,,,2026-06-01T00:00:00.000Z',
    ])
    t.strictSame(await rows('tweets'), [
      {
        ...{ account: '@me', id: null, url: null, text: 'Look', state: 'closed' },
        ...{ tweetedAt: '2026-05-20T00:00:00.000Z', followers: 500, clicks: 0, clickers: 0 },
        ...{ followerClickers: 0, spillover: 0, influence: 0, impressions: null, reportedClicks: null },
        links: ['launch'],
      },
    ])
  })

  await t.test('tweets come back, with what is reported of them and with their links', async t => {
    const address = 'https://x.com/else/status/1529877576591609861'
    await api('PUT', '/links/off/tweet', { url: address, impressions: 900, reportedClicks: 30 })
    for (const format of ['csv', 'ndjson']) {
      const moved = await testApp(t, { now })
      await moved.api('POST', '/imports', await get('links'), octets)
      const imported = await moved.api('POST', '/imports', await get(`tweets?format=${format}`), octets)
      t.match(
        imported.json(),
        { what: 'tweets', source: 'Fivehundred', made: 1, attached: 1, errors: [] },
        format,
      )
      t.match((await moved.api('GET', '/links/off')).json(), {
        ...{ account: '@else', tweet: { url: address, published: true } },
      })
      t.match((await moved.api('GET', '/links/off/influence')).json(), {
        impressions: 900,
        reportedClicks: 30,
      })
      const again = await moved.api('POST', '/imports', await get(`tweets?format=${format}`), octets)
      t.match(again.json(), { made: 0, changed: 0, attached: 0 })
    }
  })

  await t.test('hits of all links come once each, over many pages, and by range', async t => {
    const linkIds = (await ctx.db.select({ id: links.id }).from(links)).map(({ id }) => id)
    const [from, to] = [Date.parse('2026-04-20'), Date.parse('2026-05-31')]
    const records = randomRecords(seeded(1), { count: 4_500, linkIds, from, to })
    await countRecords(ctx.db, records)
    const ids = (await rows('clicks')).map(({ id }) => id)
    t.strictSame(ids.toSorted(), records.map(({ id }) => id).sort())
    const may = records.filter(
      ({ at }) => at >= Date.parse('2026-05-01') && at < Date.parse('2026-05-02T12:00Z'),
    )
    const some = await rows('clicks?from=2026-05-01&to=2026-05-02T12:00:00Z')
    t.ok(may.length > 0)
    t.strictSame(some.map(({ id }) => id).sort(), may.map(({ id }) => id).sort())
    t.strictSame(Object.keys(some[0]).slice(0, 4), ['slug', 'at', 'kind', 'reason'])
    t.strictSame(await rows('links?from=2026-06-02'), [])
    t.equal((await rows('links?to=2026-06-02')).length, 3)
  })

  await t.test('a limited key gets its own, and one without a key nothing', async t => {
    const [me] = await ctx.db.select().from(accounts).where(eq(accounts.handleKey, '@me'))
    const { key } = await createKey(ctx.db, { name: 'mine', role: 'viewer', accountIds: [me?.id ?? 0] })
    const { key: none } = await createKey(ctx.db, { name: 'none', role: 'viewer', accountIds: [] })
    const as = async (path: string, bearer: string) => {
      const headers = { authorization: `Bearer ${bearer}` }
      const { body } = await one.app.inject({ url: `/api/v1/exports/${path}?format=ndjson`, headers })
      return body
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line))
    }
    t.strictSame(
      (await as('links', key)).map(({ slug }) => slug),
      ['launch'],
    )
    t.strictSame(
      (await as('accounts', key)).map(({ handle }) => handle),
      ['@me'],
    )
    t.equal((await as('followers', key)).length, 2)
    t.equal((await as('tweets', key)).length, 1)
    t.strictSame([...new Set((await as('clicks', key)).map(({ slug }) => slug))], ['launch'])
    for (const what of exportNames) {
      t.strictSame(await as(what, none), [], what)
      t.equal((await one.app.inject(`/api/v1/exports/${what}`)).statusCode, 401)
    }
  })

  await t.test('what is deleted is left out, but hits stay', async t => {
    await api('DELETE', '/links/off')
    t.strictSame(
      (await rows('links')).map(({ slug }) => slug),
      ['launch', 'old'],
    )
    t.ok((await rows('clicks')).some(({ slug }) => slug === 'off'))
  })

  await t.test('anything else is refused by name', async t => {
    t.match((await api('GET', '/exports/everything')).json(), { status: 400, errors: [{ field: 'what' }] })
    t.match((await api('GET', '/exports/links?format=xml&from=yesterday')).json(), {
      status: 400,
      errors: [{ field: 'format' }, { field: 'from', message: /^must be a day such as/ }],
    })
  })
})
