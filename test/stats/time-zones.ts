// The numbers of a link by the days and hours of every time zone, beside a count of its CSV export
// in which Intl tells the day and the hour of each hit.
import t from 'tap'
import type { HitRecord } from '../../src/journal/record.js'
import { intervalStarts } from '../../src/stats/intervals.js'
import { readRange } from '../../src/stats/range.js'
import { testApp } from '../fixtures/app.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'

const now = () => new Date('2026-05-01T12:00:00Z')
const { api, ctx } = await testApp(t, { now })
const chance = seeded(12)
const minute = 60_000
const days = { from: '2025-09-28', to: '2026-04-12' }

/** Clock changes of zones whose days or hours begin off the full hour, and midnights there. */
const changes = [
  // Lord Howe by half an hour, then Adelaide, St John's and Chatham.
  ...['2025-10-04T15:30Z', '2026-04-04T15:00Z', '2025-10-04T16:30Z', '2026-04-04T16:30Z'],
  ...['2025-11-02T04:30Z', '2026-03-08T05:30Z', '2025-09-27T14:00Z', '2026-04-04T14:00Z'],
  // Kolkata, Kathmandu.
  ...['2025-12-31T18:30Z', '2026-01-31T18:30Z', '2025-12-31T18:15Z', '2026-02-28T18:15Z'],
  // The ends of the range.
  ...['2025-09-27T18:30Z', '2025-09-27T18:15Z', '2026-04-11T18:30Z', '2026-04-11T13:30Z'],
]
const { id: linkId } = await storeLink(ctx.db, 'zones', { createdAt: new Date('2025-09-20T00:00:00Z') })
const spans = [
  { from: Date.parse('2025-09-26T00:00Z'), to: Date.parse('2026-04-14T00:00Z'), count: 500 },
  ...changes.map(at => ({ from: Date.parse(at) - 95 * minute, to: Date.parse(at) + 95 * minute, count: 20 })),
]
const records = spans.flatMap(span => randomRecords(chance, { linkIds: [linkId], people: 300, ...span }))
// Both sides of each boundary.
const edges = changes.flatMap(at => [Date.parse(at) - 1, Date.parse(at)])
edges.forEach((at, n) => void Object.assign(records[n] as HitRecord, { at }))
for (let n = 0; n < records.length; n += 500) await countRecords(ctx.db, records.slice(n, n + 500))

interface CsvHit {
  at: number
  human: boolean
  first: boolean
  source: string
  country: string
}

async function readCsv(slug: string): Promise<CsvHit[]> {
  const { body } = await api('GET', `/links/${slug}/clicks.csv?kind=all`)
  const [head = '', ...lines] = body.trimEnd().split(/\r?\n/)
  const column = (name: string) => head.split(',').indexOf(name)
  const seen = new Set<string>()
  return lines
    .map(line => {
      const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted ?? bare ?? '',
      )
      const cell = (name: string) => cells[column(name)] ?? ''
      return {
        at: Date.parse(cell('at')),
        id: cell('id'),
        human: cell('kind') === 'human',
        visitor: cell('visitor'),
        source: cell('source'),
        country: cell('country') || 'unknown',
      }
    })
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ visitor, ...hit }) => ({
      ...hit,
      first: hit.human && !seen.has(visitor) && seen.add(visitor) !== undefined,
    }))
}

const hits = await readCsv('zones')

/** Names the local day and hour of a moment; the offset tells hours apart that come twice. */
function clock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
    timeZoneName: 'longOffset',
  })
  const known = new Map<number, { day: string; hour: string }>()
  return (at: number) => {
    const found = known.get(at) ?? readClock(at)
    known.set(at, found)
    return found
  }
  function readClock(at: number) {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
    return { day, hour: `${day} ${parts.get('hour')} ${parts.get('timeZoneName')}` }
  }
}

interface Counts {
  clicks: number
  clickers: number
  excluded: number
}

function count<Item>(items: Item[], keyOf: (item: Item) => string, of: (item: Item) => Counts) {
  const found = new Map<string, Counts>()
  for (const item of items) {
    const [key, add] = [keyOf(item), of(item)]
    const { clicks, clickers, excluded } = found.get(key) ?? { clicks: 0, clickers: 0, excluded: 0 }
    found.set(key, {
      clicks: clicks + add.clicks,
      clickers: clickers + add.clickers,
      excluded: excluded + add.excluded,
    })
  }
  return Object.fromEntries([...found].filter(([, sum]) => sum.clicks + sum.excluded > 0).sort())
}

const ofHit = ({ human, first }: CsvHit) => ({ clicks: +human, clickers: +first, excluded: +!human })

async function differences(timezone: string, query: { from: string; to: string; unit: 'day' | 'hour' }) {
  const asked = new URLSearchParams({ ...query, timezone })
  const answer = await api('GET', `/links/zones/stats?${asked}`)
  const stats = answer.json()
  if (answer.statusCode !== 200) return [`${timezone}: ${answer.body}`]
  const read = clock(timezone)
  const inside = hits.filter(({ at }) => {
    const { day } = read(at)
    return day >= query.from && day < query.to
  })
  const sum = (items: Partial<Counts>[], of: keyof Counts) =>
    items.reduce((total, item) => total + (item[of] ?? 0), 0)
  const expected = {
    series: count(inside, ({ at }) => read(at)[query.unit], ofHit),
    clicks: sum(inside.map(ofHit), 'clicks'),
    clickers: sum(inside.map(ofHit), 'clickers'),
    excluded: sum(inside.map(ofHit), 'excluded'),
    sources: count(
      inside.filter(({ human }) => human),
      ({ source }) => source,
      ofHit,
    ),
    countries: count(
      inside.filter(({ human }) => human),
      ({ country }) => country,
      ofHit,
    ),
  }
  type Point = Counts & { at: string }
  type Value = Counts & { value: string }
  const values = (list: Value[]) =>
    count(
      list,
      ({ value }) => value,
      ({ clicks, clickers }) => ({ clicks, clickers, excluded: 0 }),
    )
  const found = {
    series: count<Point>(
      stats.series,
      ({ at }) => read(Date.parse(at))[query.unit],
      point => point,
    ),
    clicks: stats.clicks,
    clickers: stats.clickers,
    excluded: stats.excluded.total,
    sources: values(stats.sources),
    countries: values(stats.countries),
  }
  const wrong = Object.keys(expected).filter(
    name => JSON.stringify(found[name as 'series']) !== JSON.stringify(expected[name as 'series']),
  )
  for (const name of ['referrers', 'browsers', 'systems', 'devices']) {
    for (const of of ['clicks', 'clickers'] as const)
      if (sum(stats[name], of) !== stats[of]) wrong.push(`${of} of ${name}`)
  }
  const reasons = Object.values<number>(stats.excluded.byReason).reduce((total, n) => total + n, 0)
  if (reasons !== expected.excluded) wrong.push('reasons')
  const starts = stats.series.map(({ at }: Point) => read(Date.parse(at))[query.unit])
  if (new Set(starts).size !== starts.length) wrong.push(`a ${query.unit} comes twice`)
  return wrong.map(name => `${timezone}: ${name}`)
}

function startsOf(timezone: string): number[] {
  const range = readRange({ ...days, timezone, unit: 'day' }, { from: now(), to: now() })
  return intervalStarts({ ...range, from: range.from.getTime(), to: range.to.getTime() }, range.zone)
}

const everyFewDays = Array.from(
  { length: 66 },
  (_, n) => Date.parse('2025-09-27T12:00Z') + n * 3 * 86_400_000,
)

t.test('the days of every time zone hold exactly their own hits', async t => {
  t.equal(hits.length, records.length)
  const wrong: string[] = []
  // Of zones with the same clocks, whose days begin at the same moments, one is enough.
  const alike = new Map(
    Intl.supportedValuesOf('timeZone').map(timezone => {
      const read = clock(timezone)
      return [`${everyFewDays.map(at => read(at).hour)} ${startsOf(timezone)}`, timezone]
    }),
  )
  for (const timezone of alike.values())
    wrong.push(...(await differences(timezone, { ...days, unit: 'day' })))
  t.strictSame(wrong, [])
  t.ok(alike.size > 50)
})

const odd = [
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Adelaide',
  'America/St_Johns',
  'Australia/Lord_Howe',
]
odd.push('Pacific/Chatham', 'Asia/Calcutta', 'australia/lord_howe', 'Pacific/Marquesas', 'Africa/Cairo')

t.test('hours begin with the clocks of their zone, where clocks change by half an hour too', async t => {
  for (const timezone of odd) {
    for (const [from, to] of [
      ['2025-09-28', '2025-11-05'],
      ['2026-03-01', '2026-04-08'],
    ] as const)
      t.strictSame(await differences(timezone, { from, to, unit: 'hour' }), [])
  }
  const lordHowe = async (from: string, to: string) => {
    const asked = new URLSearchParams({ from, to, unit: 'hour', timezone: 'Australia/Lord_Howe' })
    const { series } = (await api('GET', `/links/zones/stats?${asked}`)).json()
    return series.map(({ at }: { at: string }) => at.slice(11, 16))
  }
  const spring = await lordHowe('2025-10-05', '2025-10-06')
  t.strictSame(spring.slice(0, 5), ['13:30', '14:30', '15:30', '16:00', '17:00'])
  t.equal(spring.length, 24, 'one of them of half an hour')
  const autumn = await lordHowe('2026-04-05', '2026-04-06')
  t.strictSame(autumn.slice(0, 5), ['13:00', '14:00', '15:00', '15:30', '16:30'])
  t.equal(autumn.length, 25)
})

t.test('an offset is no time zone', async t => {
  for (const timezone of ['+05:30', '-03:30', 'IST', 'Asia/Nowhere']) {
    const answer = await api('GET', `/links/zones/stats?timezone=${encodeURIComponent(timezone)}`)
    t.match(answer.json(), { status: 400, errors: [{ field: 'timezone' }] }, timezone)
  }
})
