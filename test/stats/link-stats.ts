import { eq } from 'drizzle-orm'
import t from 'tap'
import { clicks } from '../../src/db/schema.js'
import { readFacets } from '../../src/rollups/facet-values.js'
import { countableFrom, type Filter } from '../../src/stats/filter.js'
import { type LinkStats, linkReport } from '../../src/stats/link-stats.js'
import type { RangeQuery } from '../../src/stats/range.js'
import { linkStats } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { countRecords, firefox, randomRecords, seeded } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'

const referrerValue = readFacets.clicks.find(({ name }) => name === 'referrer')?.valueOf ?? (() => '')

const { db } = await database(t)
const now = () => new Date('2026-03-31T20:30:00Z')
const ctx = { db, now }
const chance = seeded(5)

// Around the change of the clocks in Europe, and of a month.
const busy = await storeLink(db, 'busy', { createdAt: new Date('2026-03-26T09:10:00Z') })
const other = await storeLink(db, 'other', { createdAt: new Date('2026-03-26T09:10:00Z') })
const span = { from: Date.parse('2026-03-26T09:10:00Z'), to: Date.parse('2026-03-31T20:00:00Z') }
const records = randomRecords(chance, { count: 3000, linkIds: [busy.id, other.id], people: 500, ...span })
for (let i = 0; i < records.length; i += 500) await countRecords(db, records.slice(i, i + 500))

type Row = typeof clicks.$inferSelect
const hits: Row[] = await db
  .select()
  .from(clicks)
  .where(eq(clicks.linkId, busy.id))
  .orderBy(clicks.clickedAt, clicks.id)
const seen = new Set<string>()
const firsts = new Set(
  hits.filter(hit => {
    const key = hit.visitor.toString('hex')
    return hit.reason === null && !seen.has(key) && seen.add(key)
  }),
)

function recount(rows: Row[], facetOf: (row: Row) => string) {
  const values = new Map<string, { value: string; clicks: number; clickers: number }>()
  for (const row of rows.filter(hit => hit.reason === null)) {
    const value = facetOf(row)
    const count = values.get(value) ?? { value, clicks: 0, clickers: 0 }
    values.set(value, {
      value,
      clicks: count.clicks + 1,
      clickers: count.clickers + (firsts.has(row) ? 1 : 0),
    })
  }
  const order = (a: { value: string }, b: { value: string }) => (a.value < b.value ? -1 : 1)
  return [...values.values()].sort((a, b) => b.clicks - a.clicks || b.clickers - a.clickers || order(a, b))
}

/** Fields of a report that differ from a count of the hits themselves. */
function differences(stats: LinkStats, matches: (hit: Row) => boolean = () => true): string[] {
  const inside = (hit: Row) => hit.clickedAt >= new Date(stats.from) && hit.clickedAt < new Date(stats.to)
  const rows = hits.filter(hit => inside(hit) && matches(hit))
  const excluded = rows.filter(row => row.reason !== null)
  const reasons: Record<string, number> = {
    head: 0,
    prefetch: 0,
    embedded: 0,
    'no-user-agent': 0,
    bot: 0,
    suspect: 0,
  }
  for (const { reason } of excluded) if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1
  const sum = (count: 'clicks' | 'clickers' | 'excluded') =>
    stats.series.reduce((total, at) => total + at[count], 0)
  const expected = {
    clicks: rows.length - excluded.length,
    clickers: rows.filter(row => firsts.has(row)).length,
    excluded: { total: excluded.length, byReason: reasons },
    sources: recount(rows, row => row.source),
    referrers: recount(rows, row => referrerValue(row)),
    countries: recount(rows, row => row.country ?? 'unknown'),
    browsers: recount(rows, row => row.browser ?? 'unknown'),
    systems: recount(rows, row => row.system ?? 'unknown'),
    devices: recount(rows, row => row.device ?? 'unknown'),
  }
  const wrong = Object.entries(expected)
    .filter(([name, value]) => !same(stats[name as keyof typeof expected], value))
    .map(
      ([name, value]) =>
        `${name}: ${JSON.stringify(stats[name as keyof typeof expected])}, not ${JSON.stringify(value)}`,
    )
  for (const [count, total] of [
    ['clicks', stats.clicks],
    ['clickers', stats.clickers],
    ['excluded', stats.excluded.total],
  ] as const) {
    if (sum(count) !== total) wrong.push(`series of ${count}`)
  }
  return wrong
}

function same(found: unknown, wanted: unknown): boolean {
  const sorted = (value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  const text = (value: unknown) => JSON.stringify(value, (_key, part) => sorted(part))
  return text(found) === text(wanted)
}

t.test("the default range is the link's life and agrees with a count of its hits", async t => {
  const stats = await linkStats(ctx, 'busy')
  t.match(stats, {
    slug: 'busy',
    from: '2026-03-26T09:00:00.000Z',
    to: '2026-03-31T20:30:00.000Z',
    unit: 'day',
  })
  t.equal(stats.clicks + stats.excluded.total, hits.length)
  t.equal(stats.clickers, firsts.size)
  t.strictSame(differences(stats), [])
})

t.test('totals, series and breakdowns agree with the hits in any range', async t => {
  const zones = ['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland']
  for (let i = 0; i < 40; i++) {
    const from = new Date(span.from - 40 * 3_600_000 + chance() * (span.to - span.from))
    const to = new Date(from.getTime() + 60_000 + chance() ** 2 * 200 * 3_600_000)
    const query: RangeQuery = {
      from: from.toISOString(),
      to: to.toISOString(),
      unit: ['hour', 'day', 'week', 'month', 'quarter-hour', 'hour', 'day'][i % 7],
      timezone: zones[i % 5],
    }
    t.strictSame(differences(await linkStats(ctx, 'busy', query)), [], JSON.stringify(query))
  }
})

t.test('filtered numbers agree with the hits that have these values', async t => {
  const cases: [Filter, (hit: Row) => boolean][] = [
    [{ country: 'DE' }, hit => hit.country === 'DE'],
    [{ country: 'unknown', browser: 'Firefox' }, hit => hit.country === null && hit.browser === 'Firefox'],
    [{ source: 'x', device: 'mobile' }, hit => hit.source === 'x' && hit.device === 'mobile'],
    [{ referrer: 't.co/A1' }, hit => referrerValue(hit) === 't.co/A1'],
    [{ reason: 'bot', country: 'DE' }, hit => hit.reason === 'bot' && hit.country === 'DE'],
    [{ reason: 'unknown' }, () => false],
    [{ system: "no such ' system" }, () => false],
  ]
  for (const [filter, matches] of cases) {
    for (const query of [{}, { from: '2026-03-27T10:00:00Z', to: '2026-03-30T01:30:00Z', unit: 'hour' }]) {
      const stats = await linkStats(ctx, 'busy', { ...query, ...filter })
      t.strictSame(differences(stats, matches), [], JSON.stringify({ filter, query }))
    }
  }
})

t.test('the range before is as long, and ends where the range begins', async t => {
  const query = { from: '2026-03-29T00:00:00Z', to: '2026-03-30T06:00:00Z' }
  const earlier = { from: '2026-03-27T18:00:00Z', to: '2026-03-29T00:00:00Z' }
  for (const filter of [{}, { source: 'x' }]) {
    const { before } = await linkReport(ctx, busy, { ...query, ...filter })
    const { clicks, clickers, excluded } = await linkStats(ctx, 'busy', { ...earlier, ...filter })
    t.strictSame(before, { clicks, clickers, excluded: excluded.total }, JSON.stringify(filter))
    t.ok(clicks > 0)
  }
  t.equal((await linkReport(ctx, busy)).before, null, 'before all time is nothing')
  t.equal((await linkReport(ctx, busy, { from: '2026-03-26T09:00:00Z' })).before, null)
})

t.test('no more hits than wanted are counted for a filter: the newest, by whole quarters', async t => {
  const range = { from: new Date(span.from), to: new Date('2026-03-31T20:00:00Z') }
  t.equal(await countableFrom(db, busy.id, range, hits.length), null, 'all of them')
  for (const most of [0, 1, 200, hits.length - 1]) {
    const from = await countableFrom(db, busy.id, range, most)
    const counted = (since: Date) => hits.filter(({ clickedAt }) => clickedAt >= since).length
    t.ok(from !== null && from.getTime() % 900_000 === 0 && counted(from) <= most, `${most}`)
    t.ok(from !== null && counted(new Date(from.getTime() - 900_000)) > most, 'as many as fit')
  }
})

t.test('the series has every interval, local days of 23 and 25 hours too', async t => {
  const days = await linkStats(ctx, 'busy', {
    from: '2026-03-27',
    to: '2026-04-03',
    unit: 'day',
    timezone: 'Europe/Berlin',
  })
  t.strictSame(
    days.series.map(point => point.at),
    [
      ...[
        '2026-03-26T23',
        '2026-03-27T23',
        '2026-03-28T23',
        '2026-03-29T22',
        '2026-03-30T22',
        '2026-03-31T22',
      ],
      '2026-04-01T22',
    ].map(hour => `${hour}:00:00.000Z`),
  )
  t.match(days.series.at(-1), { clicks: 0, clickers: 0, excluded: 0 }, 'empty ones are zeros')
  const dayOfChange = { from: '2026-03-29', to: '2026-03-30', unit: 'hour', timezone: 'Europe/Berlin' }
  t.equal((await linkStats(ctx, 'busy', dayOfChange)).series.length, 23)
  const byQuarter = await linkStats(ctx, 'busy', { ...dayOfChange, unit: 'quarter-hour' })
  t.equal(byQuarter.series.length, 4 * 23)
})

t.test('weeks begin on Monday and months on their first, and only what lies in the range counts', async t => {
  const range = { from: '2026-03-27T00:00:00Z', to: '2026-04-02T00:00:00Z' }
  const at = async (unit: string) =>
    (await linkStats(ctx, 'busy', { ...range, unit })).series.map(point => point.at)
  t.strictSame(await at('week'), ['2026-03-23T00:00:00.000Z', '2026-03-30T00:00:00.000Z'])
  t.strictSame(await at('month'), ['2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z'])
})

t.test('a link that nobody clicked has zeros', async t => {
  await storeLink(db, 'idle', { createdAt: new Date('2026-03-31T20:00:00Z') })
  const stats = await linkStats({ db, now: () => new Date('2026-03-31T20:00:00Z') }, 'idle')
  t.match(stats, { clicks: 0, clickers: 0, from: '2026-03-31T20:00:00.000Z', to: '2026-03-31T20:15:00.000Z' })
  t.strictSame(stats.series, [{ at: '2026-03-31T20:00:00.000Z', clicks: 0, clickers: 0, excluded: 0 }])
  t.strictSame(stats.sources, [])
  t.strictSame(stats.excluded, {
    total: 0,
    byReason: { head: 0, prefetch: 0, embedded: 0, 'no-user-agent': 0, bot: 0, suspect: 0 },
  })
})

t.test('hits from before the link was made, or after now, are in the default range', async t => {
  const imported = await storeLink(db, 'imported', { createdAt: new Date('2026-03-31T20:00:00Z') })
  const [record] = randomRecords(chance, {
    count: 1,
    linkIds: [imported.id],
    from: span.from,
    to: span.from + 1,
  })
  const [late] = randomRecords(chance, {
    count: 1,
    linkIds: [imported.id],
    from: span.to + 9e6,
    to: span.to + 9e6 + 1,
  })
  await countRecords(
    db,
    [record, late].flatMap(found => found ?? []),
  )
  const stats = await linkStats(ctx, 'imported')
  t.equal(stats.clicks + stats.excluded.total, 2)
})

t.test('clicks that a wrong clock stamped never refuse a unit, and count at the ends', async t => {
  const createdAt = new Date('2026-03-30T20:10:00Z')
  const stamps = [
    ...['1970-01-01T00:00:00Z', '1999-12-31T23:59:59Z', '2015-06-01T00:00:00Z', '2026-03-31T10:00:00Z'],
    ...['2026-03-31T22:00:00Z', '2038-02-01T00:00:00Z', '2107-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
  ]
  const ends = { first: 3, last: 4 }
  for (const [n, wrong] of [
    stamps,
    stamps.slice(0, 4),
    stamps.slice(3),
    ['9999-12-31T23:59:59Z'],
  ].entries()) {
    const link = await storeLink(db, `clocks${n}`, { createdAt })
    const found = wrong.flatMap(at => {
      const [hit] = randomRecords(chance, { count: 1, linkIds: [link.id], from: 0, to: 1, people: 1e9 })
      return hit === undefined ? [] : [{ ...hit, userAgent: firefox, hints: {}, at: Date.parse(at) }]
    })
    await countRecords(db, found)
    for (const unit of [undefined, 'quarter-hour', 'hour', 'day', 'week', 'month']) {
      for (const timezone of ['UTC', 'Asia/Kolkata']) {
        const name = `${wrong.length} clicks by ${unit} in ${timezone}`
        const stats = await linkStats(ctx, `clocks${n}`, { unit, timezone })
        const sum = (values: { clicks: number; clickers: number }[]) => [
          values.reduce((total, { clicks }) => total + clicks, 0),
          values.reduce((total, { clickers }) => total + clickers, 0),
        ]
        t.equal(stats.clicks + stats.excluded.total, wrong.length, name)
        t.equal(stats.from, '2026-03-30T20:00:00.000Z', name)
        t.equal(stats.to, '2026-03-31T20:30:00.000Z', name)
        for (const values of [stats.series, stats.sources, stats.browsers, stats.countries, stats.referrers])
          t.strictSame(sum(values), [stats.clicks, stats.clickers], name)
      }
    }
  }
  const { series } = await linkStats(ctx, 'clocks0', { unit: 'hour' })
  const at = (n: number) => (series.at(n)?.clicks ?? 0) + (series.at(n)?.excluded ?? 0)
  t.strictSame({ first: at(0), last: at(-1) }, ends)
  const asked = await linkStats(ctx, 'clocks0', { from: '2026-03-31', to: '2026-04-01', unit: 'hour' })
  t.equal(asked.clicks + asked.excluded.total, 2, 'ends that were asked for are kept')
  const open = await linkStats(ctx, 'clocks0', { from: '2026-03-31T00:00:00Z', unit: 'day' })
  t.equal(open.clicks + open.excluded.total, 5, 'each end by itself')
  const future = await linkStats(ctx, 'clocks0', { from: '2107-01-01', to: '2107-01-02' })
  t.equal(future.clicks + future.excluded.total, 1, 'and they can be looked up')
  const end = await linkStats(ctx, 'clocks0', { from: '9999-12-31', to: '9999-12-31T23:59:59.9999Z' })
  t.equal(end.clicks + end.excluded.total, 1)
  t.equal(end.series.at(-1)?.at, '9999-12-31T23:00:00.000Z')
  t.strictSame(end.to, '9999-12-31T23:59:59.999Z')
})

t.test('a link from the future has its clicks of now', async t => {
  const ahead = await storeLink(db, 'ahead', { createdAt: new Date('2107-03-30T20:10:00Z') })
  const found = randomRecords(chance, { count: 5, linkIds: [ahead.id], ...span })
  await countRecords(db, found)
  const stats = await linkStats(ctx, 'ahead', { unit: 'hour' })
  t.equal(stats.clicks + stats.excluded.total, 5)
})

t.test('beyond 500 values of a breakdown the rest is summed', async t => {
  const wide = await storeLink(db, 'wide', { createdAt: new Date(span.from) })
  const many = randomRecords(chance, { count: 1200, linkIds: [wide.id], people: 1e9, ...span }).map(
    (record, i) => ({
      ...record,
      userAgent: firefox,
      hints: {},
      referrer: i < 600 ? 'https://t.co/top' : `https://t.co/p${i}`,
    }),
  )
  await countRecords(db, many)
  const stats = await linkStats(ctx, 'wide')
  t.equal(stats.referrers.length, 501)
  t.strictSame(stats.referrers[0], { value: 't.co/top', clicks: 600, clickers: 600 })
  t.strictSame(stats.referrers.at(-1), { value: 'other', clicks: 101, clickers: 101 })
})

t.test('every problem of the query is named', async t => {
  await t.rejects(linkStats(ctx, 'busy', { from: 'yesterday', timezone: 'Nowhere' }), {
    code: 'invalid-input',
    facts: { errors: [{ field: 'timezone' }, { field: 'from' }] },
  })
})

t.test("a zone that only this service's runtime knows, and the database does not, will do", async t => {
  const days = { unit: 'day', from: '2026-03-26', to: '2026-03-30' }
  const { series } = await linkStats(ctx, 'busy', { ...days, timezone: 'US/Pacific-New' })
  t.strictSame(series, (await linkStats(ctx, 'busy', { ...days, timezone: 'America/Los_Angeles' })).series)
})

t.test('unknown and malformed slugs are told; the numbers of a deleted link stay', async t => {
  await storeLink(db, 'deleted', { deletedAt: now() })
  await t.rejects(linkStats(ctx, 'nobody'), { code: 'link-not-found' })
  await t.rejects(linkStats(ctx, 'no\0body'), { code: 'link-not-found' })
  t.match(await linkStats(ctx, 'deleted'), { slug: 'deleted', clicks: 0 })
})
