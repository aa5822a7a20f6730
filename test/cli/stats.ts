import t from 'tap'
import { commandLine } from '../fixtures/command-line.js'
import { stubApi } from '../fixtures/stub-api.js'

const rows = (...values: [string, number, number][]) =>
  values.map(([value, clicks, clickers]) => ({ value, clicks, clickers }))

const link = {
  slug: '-k3x9wq',
  shortUrl: 'http://go.example.com/-k3x9wq',
  url: 'https://example.com/post',
  title: 'A \x1b[31mred\x1b[0m post',
  account: null,
  composeUrl: '',
}

const stats = {
  slug: '-k3x9wq',
  from: '2025-07-03T14:00:00.000Z',
  to: '2025-07-05T09:00:00.000Z',
  unit: 'day',
  timezone: 'Europe/Berlin',
  clicks: 1204,
  clickers: 400,
  excluded: { total: 41, byReason: { head: 1, prefetch: 0, bot: 40 } },
  series: [
    { at: '2025-07-02T22:00:00.000Z', clicks: 1000, clickers: 390, excluded: 41 },
    { at: '2025-07-03T22:00:00.000Z', clicks: 0, clickers: 0, excluded: 0 },
    { at: '2025-07-04T22:00:00.000Z', clicks: 204, clickers: 10, excluded: 0 },
  ],
  xForIphone: { clicks: 30, clickers: 20, why: 'It loads links ahead.' },
  sources: rows(['x', 1000, 390], ['unknown', 204, 10]),
  referrers: rows(['t.co/abc', 1000, 390], ['evil.example/\u202e\x07', 204, 10]),
  countries: rows(...Array.from({ length: 12 }, (_, n): [string, number, number] => [`C${n}`, 100, 33])),
  browsers: [],
  systems: [],
  devices: rows(['mobile', 1204, 400]),
}

async function serviceWith(t: Parameters<typeof stubApi>[0], report: object, query = '') {
  const { url } = await stubApi(t, {
    [`GET /api/v1/links/-k3x9wq/stats${query}`]: { body: report },
    'GET /api/v1/links/-k3x9wq': { body: link },
  })
  return { FIVEHUNDRED_URL: url, FIVEHUNDRED_KEY: 'fh_test' }
}

t.test('the sentence comes first, then when, from where, and what was filtered out', async t => {
  const { status, out, err } = await commandLine(['stats', '--', '-k3x9wq'], await serviceWith(t, stats))
  t.equal(status, 0)
  t.equal(err, '')
  const lines = out.split('\n')
  t.equal(lines[0], '1,204 clicks by 400 clickers; 41 hits filtered out.')
  t.ok(lines.includes('2025-07-03   1,000       390  ████████████████████████'), 'days of the time zone')
  t.ok(lines.includes('2025-07-04       0         0'))
  t.ok(lines.includes(' 1,000       390  83.1 %  ████████████████████████  x'))
  t.ok(lines.includes('and 2 more with 200 clicks'))
  t.ok(
    lines.indexOf('  40  ████████████████████████  bot') <
      lines.indexOf('   1  ▋                         head'),
  )
  t.match(out, /X for iPhone\n30 clicks by 20 clickers\nIt loads links ahead\.\n/)
  t.notMatch(out, /prefetch/, 'a reason that did not occur has no line')
  t.notOk(lines.includes('Browsers'), 'an empty breakdown has no heading')
})

t.test('nothing that others wrote reaches the terminal as an escape sequence', async t => {
  const { out } = await commandLine(['stats', '--', '-k3x9wq'], await serviceWith(t, stats), { tty: true })
  t.match(out, 'A \uFFFD[31mred\uFFFD[0m post')
  for (const text of ['\x07', '\u202e', '\x1b[31m']) t.notOk(out.includes(text))
  const piped = await commandLine(['stats', '--json', '--', '-k3x9wq'], await serviceWith(t, stats))
  for (const text of ['\x07', '\u202e', '\x1b']) t.notOk(piped.out.includes(text))
  t.strictSame(JSON.parse(piped.out), stats)
})

t.test('a long series is one line of blocks', async t => {
  const series = Array.from({ length: 168 }, (_, hour) => ({
    at: new Date(Date.UTC(2025, 6, 3, hour)).toISOString(),
    clicks: hour === 30 ? 500 : 2,
    clickers: 1,
    excluded: 0,
  }))
  const report = { ...stats, unit: 'hour', series }
  const { out } = await commandLine(['stats', '--', '-k3x9wq'], await serviceWith(t, report))
  t.match(out, /^▂+█▂+$/m)
  t.match(out, 'most: 500 clicks in the hour of 2025-07-04 08:00 (Europe/Berlin)')
})

t.test('a link nobody clicked has no table', async t => {
  const none = {
    clicks: 0,
    clickers: 0,
    excluded: { total: 0, byReason: {} },
    xForIphone: { clicks: 0, clickers: 0, why: '' },
    sources: [],
    referrers: [],
    countries: [],
    devices: [],
  }
  const { out } = await commandLine(
    ['stats', '--', '-k3x9wq'],
    await serviceWith(t, { ...stats, ...none, series: [] }),
  )
  t.match(out, /^0 clicks by 0 clickers; 0 hits filtered out\.\n/)
  t.equal(out.trimEnd().split('\n').length, 3)
})

t.test('says which version of the rules counted, and of hits that older ones judged', async t => {
  const page = async (rules: object) =>
    (await commandLine(['stats', '--', '-k3x9wq'], await serviceWith(t, { ...stats, ...rules }))).out
  const judged = (olderHits: number) => page({ rules: { version: 7, olderHits } })
  t.match(await judged(0), /head\n\nCounted by version 7 of the rules\.\n$/)
  t.match(
    await judged(1204),
    /rules\.\n1,204 of this link's hits were judged by older rules\. Run “fivehundred reclassify/,
  )
  t.notMatch(await page({}), /Counted by/, 'a service of an older version does not tell')
})

t.test('the options become the query', async t => {
  const env = await serviceWith(t, stats, '?from=2025-07-03T00%3A00%3A00Z&unit=day&timezone=Europe%2FBerlin')
  const argv = [
    'stats',
    '--from',
    '2025-07-03T00:00:00Z',
    '--unit',
    'day',
    '--timezone',
    'Europe/Berlin',
    '--',
    '-k3x9wq',
  ]
  t.match(await commandLine(argv, env), { status: 0 })
})

t.test('an unknown link ends with 1', async t => {
  const env = await serviceWith(t, stats)
  t.strictSame(await commandLine(['stats', 'nothing'], env), {
    status: 1,
    out: '',
    err: 'Error: There is no such link.\n',
  })
})

t.test('values of the breakdowns go to the service; it says where there were too many hits', async t => {
  const query = '?country=DE&browser=Mobile+Safari&reason=bot'
  const report = { ...stats, countedFrom: '2025-07-04T10:15:00.000Z' }
  const options = ['--country', 'DE', '--browser', 'Mobile Safari', '--reason', 'bot']
  const { status, out } = await commandLine(
    ['stats', ...options, '--', '-k3x9wq'],
    await serviceWith(t, report, query),
  )
  t.equal(status, 0)
  t.match(out, 'only the newest, since 2025-07-04 10:15 UTC, are counted.')
})
