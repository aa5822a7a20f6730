import t from 'tap'
import { type RangeQuery, readRange } from '../../src/stats/range.js'

const life = { from: new Date('2026-05-01T10:20:00Z'), to: new Date('2026-05-10T18:05:00Z') }
const read = (query: RangeQuery) => {
  const { from, to, unit, timezone } = readRange(query, life)
  return [from.toISOString(), to.toISOString(), unit, timezone]
}
const refusedFields = (query: RangeQuery): string[] => {
  try {
    readRange(query, life)
    return []
  } catch (error) {
    return (error as { facts: { errors: { field: string }[] } }).facts.errors.map(problem => problem.field)
  }
}

t.test("is the link's life by default, on quarters of an hour", async t => {
  t.strictSame(read({}), ['2026-05-01T10:15:00.000Z', '2026-05-10T18:15:00.000Z', 'day', 'UTC'])
})

t.test('snaps outwards', async t => {
  const found = read({ from: '2026-05-02T03:59:59.999Z', to: '2026-05-02T05:00:00.001Z' })
  t.strictSame(found, ['2026-05-02T03:45:00.000Z', '2026-05-02T05:15:00.000Z', 'hour', 'UTC'])
})

t.test('leaves quarters of an hour as they are', async t => {
  const found = read({ from: '2026-05-02T03:15:00Z', to: '2026-05-02T05:00:00Z', unit: 'day' })
  t.strictSame(found, ['2026-05-02T03:15:00.000Z', '2026-05-02T05:00:00.000Z', 'day', 'UTC'])
})

t.test('chooses a unit by length', async t => {
  t.equal(read({ from: '2026-05-01', to: '2026-05-04' })[2], 'hour')
  t.equal(read({ from: '2026-05-01', to: '2026-06-01' })[2], 'day')
  t.equal(read({ from: '2026-01-01', to: '2027-01-01' })[2], 'week')
  t.equal(read({ from: '2020-01-01', to: '2027-01-01' })[2], 'month')
})

t.test('takes days in the time zone', async t => {
  const found = read({ from: '2026-05-02', to: '2026-05-03', timezone: 'Europe/Berlin' })
  t.strictSame(found, ['2026-05-01T22:00:00.000Z', '2026-05-02T22:00:00.000Z', 'hour', 'Europe/Berlin'])
})

t.test('names every field that is wrong', async t => {
  const query = { from: 'x', to: 'y', unit: 'year', timezone: 'Mars/Olympus' }
  t.strictSame(refusedFields(query).sort(), ['from', 'timezone', 'to', 'unit'])
})

t.test('refuses an empty range', async t => {
  t.strictSame(refusedFields({ from: '2026-05-03', to: '2026-05-03' }), ['from'])
  t.strictSame(refusedFields({ from: '2026-06-01' }), ['from'])
  t.strictSame(refusedFields({ to: '2026-04-01' }), ['to'])
})

t.test('finds fault with the end that is wrong, and never with one that was not given', async t => {
  t.strictSame(refusedFields({ to: '9999-12-31T23:59:59-05:00' }), ['to'])
  t.strictSame(refusedFields({ from: '2026-05-02', to: '9999-12-31T23:30:00Z' }), ['to'])
  t.strictSame(refusedFields({ from: '2026-05-02', to: '2026-04-01' }), ['to'])
  t.strictSame(refusedFields({ from: '2026-06-02', to: '2026-05-09' }), ['from'])
  t.strictSame(refusedFields({ to: '9999-01-01' }), ['to'])
  t.strictSame(refusedFields({ to: '9999-01-01', unit: 'month' }), ['to'])
  t.strictSame(refusedFields({ from: '2026-05-02', to: '9999-01-01' }), ['to'])
})

t.test('goes to the end of the year 9999, however finely its last moment is told', async t => {
  for (const to of ['9999-12-31T23:59:59.9999Z', '9999-12-31t23:59:59.999999999999z', '9999-12-31T23:45:01Z'])
    t.strictSame(read({ from: '9999-12-30', to }), [
      '9999-12-30T00:00:00.000Z',
      '9999-12-31T23:59:59.999Z',
      'hour',
      'UTC',
    ])
  t.strictSame(refusedFields({ from: '9999-12-30', to: '9999-12-31T24:00:00Z' }), ['to'])
  t.strictSame(refusedFields({ from: '2026-02-30', to: '2026-05-03' }), ['from'])
  t.strictSame(refusedFields({ from: '2026-05-03', to: '2026-06-31' }), ['to'])
  t.strictSame(refusedFields({ from: '2026-05-03', to: '2026-05-04T23:59:60Z' }), ['to'])
  t.strictSame(read({ from: '2026-05-02T00:00:00 00:00', to: '2026-05-02T24:00Z' }).slice(0, 2), [
    '2026-05-02T00:00:00.000Z',
    '2026-05-03T00:00:00.000Z',
  ])
})

t.test('refuses a series of more than 5,000 points', async t => {
  t.strictSame(refusedFields({ from: '2020-01-01', to: '2026-01-01', unit: 'hour' }), ['unit'])
  t.strictSame(refusedFields({ from: '1970-01-01', to: '9999-01-01' }), ['from'])
  t.strictSame(refusedFields({ from: '2020-01-01', to: '2026-01-01', unit: 'day' }), [])
})

t.test('knows zones by their IANA names only', async t => {
  const odd = [
    '+02:00',
    'IST',
    'BST',
    'PST',
    'AET',
    'EST5EDT4',
    'Factory',
    'US',
    '',
    "UTC'; --",
    'Europe/Berlin\0',
    'a/'.repeat(40),
  ]
  for (const timezone of odd)
    t.strictSame(refusedFields({ timezone }), ['timezone'], JSON.stringify(timezone))
})

t.test('tells a zone in its usual spelling, aliases too', async t => {
  for (const timezone of [
    ...['UTC', 'GMT', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'Asia/Kolkata'],
    ...['EST', 'MST7MDT', 'EST5EDT', 'GB', 'GB-Eire', 'NZ-CHAT', 'W-SU', 'GMT+0', 'US/Eastern', 'Etc/GMT0'],
    ...['Antarctica/DumontDUrville', 'America/Port-au-Prince', 'America/Port_of_Spain', 'Australia/ACT'],
    ...['Africa/Dar_es_Salaam', 'Asia/Calcutta', 'America/Knox_IN', 'Brazil/DeNoronha'],
  ]) {
    for (const given of [timezone, timezone.toLowerCase(), timezone.toUpperCase()])
      t.equal(read({ timezone: given })[3], timezone, given)
  }
  const from = (timezone: string) => read({ from: '2026-05-02', timezone })[0]
  t.equal(from('EST'), '2026-05-02T05:00:00.000Z', 'without summer time')
  t.equal(from('EST5EDT'), '2026-05-02T04:00:00.000Z')
  t.equal(from('GB'), '2026-05-01T23:00:00.000Z')
})
