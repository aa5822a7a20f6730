import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { sumLinks } from '../../src/ingest/rollups/sum-links.js'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'

const now = () => new Date('2026-05-10T12:00:00Z')
const { api, ctx } = await testApp(t, { now, env: { API_REQUESTS_PER_MINUTE: '100000' } })
const make = async (slug: string, more: object) =>
  api('POST', '/links', { slug, url: 'https://example.com/a', ...more })
await make('one', { account: '@ann', tags: ['blog', 'news'] })
await make('two', { account: '@ann', tags: ['blog'], url: 'https://example.com/a?utm_source=x' })
await make('three', { account: '@bob', url: 'https://example.com/b' })
await make('four', { tags: ['news'] })
const rows = await ctx.db.query.links.findMany({ columns: { id: true, identity: true } })
const records = randomRecords(seeded(3), {
  ...{ count: 4000, linkIds: rows.map(({ id }) => id), people: 300 },
  ...{ from: Date.parse('2026-05-01T00:00:00Z'), to: Date.parse('2026-05-08T00:00:00Z') },
})
for (let at = 0; at < records.length; at += 1000) {
  await countRecords(ctx.db, records.slice(at, at + 1000))
  // Some of it is still to be folded, and some links are still to be summed.
  if (at > 1000) continue
  await foldChanges(ctx.db)
  if (at === 0) await ctx.db.$client`update links set deleted_at = now() where slug = 'two'`
  await sumLinks(ctx.db)
  await ctx.db.$client`update links set deleted_at = null where slug = 'two'`
}

type Counts = { clicks: number; clickers: number; excluded: number }
type Group = Counts & { value: string | null }
const slugs = ['one', 'two', 'three', 'four']
const span = 'from=2026-05-02&to=2026-05-06&timezone=Asia/Kolkata'
const read = async (query: string) => (await api('GET', `/stats?${query}`)).json()
const counted = ({ clicks, clickers, excluded }: Counts) => ({ clicks, clickers, excluded })
const sum = (all: Counts[]) =>
  all.reduce(
    (a, b) => ({
      clicks: a.clicks + b.clicks,
      clickers: a.clickers + b.clickers,
      excluded: a.excluded + b.excluded,
    }),
    { clicks: 0, clickers: 0, excluded: 0 },
  )
const byValue = (groups: Group[]) => Object.fromEntries(groups.map(group => [group.value, counted(group)]))

/** What each link says of itself. */
async function single(query: string) {
  const all = await Promise.all(
    slugs.map(async slug => [slug, (await api('GET', `/links/${slug}/stats?${query}`)).json()] as const),
  )
  const totals = all.map(([slug, stats]) => [slug, { ...stats, excluded: stats.excluded.total }] as const)
  return { links: Object.fromEntries(all), of: Object.fromEntries(totals) as Record<string, Counts> }
}

t.test('groups are the sums of what their links say of themselves', async t => {
  const { of } = await single(span)
  const [one, two, three, four] = slugs.map(slug => of[slug]) as [Counts, Counts, Counts, Counts]
  t.ok(one.clicks > 0 && four.excluded > 0)
  const expected: Record<string, Record<string, Counts>> = {
    link: { one, two, three, four },
    account: { '@ann': sum([one, two]), '@bob': three, null: four },
    tag: { blog: sum([one, two]), news: sum([one, four]), null: three },
    destination: { 'https://example.com/a': sum([one, two, four]), 'https://example.com/b': three },
  }
  for (const [groupBy, groups] of Object.entries(expected)) {
    const found = await read(`groupBy=${groupBy}&${span}`)
    t.same(
      byValue(found.data),
      Object.fromEntries(Object.entries(groups).map(([value, of]) => [value, counted(of)])),
      groupBy,
    )
    t.match(found, { ...sum(Object.values(of)), links: 4, others: { groups: 0 } }, groupBy)
    const clicks = found.data.map((group: Group) => group.clicks)
    t.same(
      clicks,
      clicks.toSorted((a: number, b: number) => b - a),
      'largest first',
    )
  }
})

t.test('intervals and breakdowns agree with those of the links', async t => {
  const { links, of } = await single(`${span}&unit=day`)
  const days = await read(`groupBy=day&${span}`)
  const expected = links.one.series.map(({ at }: { at: string }, n: number) => ({
    value: at,
    ...sum(slugs.map(slug => links[slug].series[n])),
  }))
  t.same(days.data, expected)
  t.match(days, {
    timezone: 'Asia/Kolkata',
    from: links.one.from,
    to: links.one.to,
    ...sum(Object.values(of)),
  })
  t.equal((await read(span)).groupBy, 'day', 'by default')

  // Whole days in UTC.
  const whole = await single('from=2026-05-01T00:00:00Z&to=2026-05-07T00:00:00Z')
  for (const [groupBy, breakdown] of Object.entries({
    ...{ source: 'sources', referrer: 'referrers', country: 'countries' },
    ...{ browser: 'browsers', system: 'systems', device: 'devices' },
  })) {
    const found = await read(`groupBy=${groupBy}&from=2026-05-01T05:30:00Z&to=2026-05-06T01:00:00Z`)
    t.match(found, { from: '2026-05-01T00:00:00.000Z', to: '2026-05-07T00:00:00.000Z' })
    const all = new Map<string, { clicks: number; clickers: number }>()
    for (const slug of slugs)
      for (const { value, clicks, clickers } of whole.links[slug][breakdown]) {
        const before = all.get(value) ?? { clicks: 0, clickers: 0 }
        all.set(value, { clicks: before.clicks + clicks, clickers: before.clickers + clickers })
      }
    t.same(
      Object.fromEntries(
        found.data.map(({ value, clicks, clickers }: Group) => [value, { clicks, clickers }]),
      ),
      Object.fromEntries(all),
      groupBy,
    )
    const { clicks, clickers } = sum(found.data)
    t.match(found, { clicks, clickers }, `${groupBy} adds up`)
  }
  const reasons = await read('groupBy=reason&from=2026-05-01&to=2026-05-07')
  t.equal(sum(reasons.data).excluded, reasons.excluded)
})

t.test('filters add up where one is given more than once', async t => {
  const of = async (query: string) =>
    (await read(`groupBy=link&${span}&${query}`)).data.map(({ value }: Group) => value).sort()
  t.same(await of('account=@ANN'), ['one', 'two'])
  t.same(await of('account=@ann&account=bob'), ['one', 'three', 'two'])
  t.same(await of('tag=news'), ['four', 'one'])
  t.same(await of('tag=news&account=@ann'), ['one'], 'and all kinds must fit')
  t.same(await of('link=three&link=four'), ['four', 'three'])
  t.same(await of('destination=https://example.com/a'), ['four', 'one', 'two'])
  t.same(await of('link=none'), [])
  t.match(await read('groupBy=link&from=2020-01-01&to=2020-02-01'), { clicks: 0, data: [], links: 4 })
})

t.test('beyond the limit, the rest is one sum', async t => {
  const all = await read(`groupBy=link&${span}`)
  const cut = await read(`groupBy=link&${span}&limit=1`)
  t.same(cut.data, all.data.slice(0, 1))
  t.same(cut.others, { groups: 3, ...sum(all.data.slice(1)) })
  const { headers, body } = await api('GET', `/stats?groupBy=link&${span}&limit=1`, undefined, {
    headers: { accept: 'text/csv' },
  })
  t.match(headers, { 'content-type': 'text/csv; charset=utf-8', vary: 'Accept, Authorization' })
  const [top] = cut.data
  t.equal(body.split('\r\n')[1], [top.value, top.clicks, top.clickers, top.excluded].join())
  t.match(body, /^value,clicks,clickers,excluded\r\n.*\r\n\(3 others\),/)
})

t.test('by default of the last 30 days, and of what a key sees', async t => {
  t.match(await read('groupBy=account'), { from: '2026-04-10T12:00:00.000Z', to: '2026-05-10T12:00:00.000Z' })
  const [bob] = await ctx.db.query.accounts.findMany({ where: (row, { eq }) => eq(row.handleKey, '@bob') })
  const { key } = await createKey(ctx.db, { name: 'bob', role: 'viewer', accountIds: [Number(bob?.id)] })
  const headers = { authorization: `Bearer ${key}` }
  const mine = (await api('GET', '/stats?groupBy=link', undefined, { headers })).json()
  t.match(mine, { links: 1, data: [{ value: 'three' }] })
  await api('DELETE', '/links/three')
  t.match((await api('GET', '/stats', undefined, { headers })).json(), { links: 0, clicks: 0 })
})

t.test('what is wrong is named', async t => {
  const long = await api('GET', '/stats?groupBy=quarter-hour&from=1970-01-01')
  t.match(long.json(), { status: 400, errors: [{ field: 'groupBy', message: /must give a series/ }] })
  for (const [query, field] of [
    ['groupBy=colour', 'groupBy'],
    ['from=yesterday', 'from'],
    ['groupBy=quarter-hour&from=1990-01-01', 'groupBy'],
    ['timezone=Mars/Base', 'timezone'],
    ['destination=nowhere', 'destination'],
    ['limit=0', 'limit'],
    ['colour=red', 'colour'],
  ])
    t.match(
      await read(`${query}`),
      { status: 400, errors: [{ field: new RegExp(`^${field}`) }] },
      String(query),
    )
})
