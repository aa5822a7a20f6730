import t from 'tap'
import { linkFacets, linkQuarters, linkTotals } from '../../src/db/schema.js'
import { whyXForIphone } from '../../src/influence/x-for-iphone.js'
import { rulesVersion } from '../../src/rollups/rules-version.js'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'

const { api, ctx, app } = await testApp(t, { now: () => new Date('2026-05-02T12:00:00Z') })
const { id: linkId } = await storeLink(ctx.db, 'mine', { createdAt: new Date('2026-05-01T08:00:00Z') })
// Of the seven hits, these rules judged four.
await ctx.db
  .insert(linkTotals)
  .values({ linkId, clicks: 5, clickers: 3, excluded: 2, rulesVersion, judged: 4 })
const day = new Date('2026-05-01T00:00:00Z')
await ctx.db
  .insert(linkQuarters)
  .values({ linkId, quarter: new Date('2026-05-01T09:00:00Z'), clicks: 5, clickers: 3, excluded: 2 })
await ctx.db.insert(linkFacets).values([
  ...['source', 'referrer', 'country', 'browser', 'system', 'device'].map(facet => ({
    ...{ linkId, day, facet, value: 'unknown', clicks: 5, clickers: 3 },
  })),
  { linkId, day, facet: 'reason', value: 'bot', excluded: 2 },
])

t.test('answers in the documented shape, whole', async t => {
  const answer = await api('GET', '/links/mine/stats?unit=day')
  t.equal(answer.statusCode, 200)
  const all = [{ value: 'unknown', clicks: 5, clickers: 3 }]
  t.strictSame(answer.json(), {
    slug: 'mine',
    from: '2026-05-01T08:00:00.000Z',
    to: '2026-05-02T12:00:00.000Z',
    countedFrom: null,
    unit: 'day',
    timezone: 'UTC',
    clicks: 5,
    clickers: 3,
    excluded: {
      total: 2,
      byReason: { head: 0, prefetch: 0, embedded: 0, 'no-user-agent': 0, bot: 2, suspect: 0 },
    },
    series: [
      { at: '2026-05-01T00:00:00.000Z', clicks: 5, clickers: 3, excluded: 2 },
      { at: '2026-05-02T00:00:00.000Z', clicks: 0, clickers: 0, excluded: 0 },
    ],
    xForIphone: { clicks: 0, clickers: 0, why: whyXForIphone },
    sources: all,
    referrers: all,
    countries: all,
    browsers: all,
    systems: all,
    devices: all,
    rules: { version: rulesVersion, olderHits: 3 },
  })
})

t.test('takes a range, a unit and a time zone', async t => {
  const answer = await api(
    'GET',
    '/links/mine/stats?from=2026-05-01&to=2026-05-03&unit=hour&timezone=Europe/Berlin',
  )
  t.match(answer.json(), {
    from: '2026-04-30T22:00:00.000Z',
    to: '2026-05-02T22:00:00.000Z',
    timezone: 'Europe/Berlin',
  })
  t.equal(answer.json().series.length, 48)
})

t.test('takes values that the hits must have', async t => {
  const link = await storeLink(ctx.db, 'filtered', { createdAt: new Date('2026-05-01T08:00:00Z') })
  const [from, to] = [Date.parse('2026-05-01T09:00:00Z'), Date.parse('2026-05-02T11:00:00Z')]
  await countRecords(ctx.db, randomRecords(seeded(3), { count: 500, linkIds: [link.id], from, to }))
  const ask = async (query: string) => (await api('GET', `/links/filtered/stats?${query}`)).json()
  const all = await ask('')
  for (const [name, list] of Object.entries({
    ...{ source: 'sources', referrer: 'referrers', country: 'countries' },
    ...{ browser: 'browsers', system: 'systems', device: 'devices' },
  })) {
    for (const { value, clicks, clickers } of all[list]) {
      const found = await ask(new URLSearchParams({ [name]: value }).toString())
      t.match(found, { clicks, clickers, countedFrom: null }, `${name}=${value}`)
    }
  }
  for (const [reason, hits] of Object.entries(all.excluded.byReason)) {
    const found = await ask(`reason=${reason}`)
    t.match(found, { clicks: 0, clickers: 0, excluded: { total: hits }, sources: [] }, reason)
  }
  const both = await ask('country=DE&browser=Firefox')
  t.ok(both.clicks > 0 && both.clicks < (await ask('country=DE')).clicks, 'all of them at once')
})

t.test('every wrong field of the query is named', async t => {
  const answer = await api('GET', '/links/mine/stats?from=x&to=y&unit=year&timezone=Mars')
  t.equal(answer.statusCode, 400)
  t.match(answer.headers['content-type'], 'application/problem+json')
  const fields = answer.json().errors.map((problem: { field: string }) => problem.field)
  t.strictSame(fields.sort(), ['from', 'timezone', 'to', 'unit'])
})

t.test('a parameter that is unknown or given twice stands beside those that are wrong', async t => {
  const answer = await api('GET', '/links/mine/stats?form=x&from=2026-02-30&unit=year&timezone=a&timezone=b')
  const fields = answer.json().errors.map((problem: { field: string }) => problem.field)
  t.strictSame(fields.sort(), ['form', 'from', 'timezone', 'unit'])
})

t.test('unknown parameters, links and callers are refused', async t => {
  t.match((await api('GET', '/links/mine/stats?form=2026-05-01')).json(), {
    status: 400,
    errors: [{ field: 'form' }],
  })
  t.match((await api('GET', '/links/nobody/stats')).json(), { status: 404, code: 'link-not-found' })
  t.equal((await app.inject('/api/v1/links/mine/stats')).statusCode, 401)
})
