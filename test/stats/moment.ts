import t from 'tap'
import { parseInstant, parseMoment } from '../../src/stats/moment.js'

const iso = (text: string, timezone = 'UTC') => parseMoment(text, timezone)?.toISOString() ?? null

t.test('a time is that instant, with Z or an offset', async t => {
  t.equal(iso('2026-05-01T12:00:00Z'), '2026-05-01T12:00:00.000Z')
  t.equal(iso('2026-05-01T12:00:00.25+02:00'), '2026-05-01T10:00:00.250Z')
  t.equal(iso('2026-05-01T12:00-05:30', 'Asia/Tokyo'), '2026-05-01T17:30:00.000Z')
})

t.test('an offset whose + a query string turned into a space is understood', async t => {
  t.equal(iso('2026-05-01T12:00:00 02:00'), '2026-05-01T10:00:00.000Z')
})

t.test('a day is its first moment in the time zone', async t => {
  t.equal(iso('2026-05-01'), '2026-05-01T00:00:00.000Z')
  t.equal(iso('2026-05-01', 'Europe/Berlin'), '2026-04-30T22:00:00.000Z')
  t.equal(iso('2026-01-01', 'Asia/Kolkata'), '2025-12-31T18:30:00.000Z')
  t.equal(iso('2026-01-01', 'America/Los_Angeles'), '2026-01-01T08:00:00.000Z')
})

t.test('clocks that change on that day do not move it', async t => {
  t.equal(iso('2026-03-29', 'Europe/Berlin'), '2026-03-28T23:00:00.000Z')
  t.equal(iso('2026-03-30', 'Europe/Berlin'), '2026-03-29T22:00:00.000Z')
  t.equal(iso('2026-10-25', 'Europe/Berlin'), '2026-10-24T22:00:00.000Z')
  t.equal(iso('2026-10-26', 'Europe/Berlin'), '2026-10-25T23:00:00.000Z')
})

t.test('an instant is of the years 1 to 9999, whatever year is written', async t => {
  const instant = (text: string) => parseInstant(text)?.toISOString() ?? null
  for (const [text, at] of [
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59+23:59', '9999-12-31T00:00:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['0000-12-31T23:59:59-05:00', '0001-01-01T04:59:59.000Z'],
    ['2026-01-31t12:00:00z', '2026-01-31T12:00:00.000Z'],
    ['2026-01-31T12:00:00.123456789-23:59', '2026-02-01T11:59:00.123Z'],
    ['2026-01-31T24:00:00Z', '2026-02-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59-05:00', null],
    ['9999-12-31T24:00:00Z', null],
    ['0000-01-01T00:00:00Z', null],
    ['0001-01-01T00:00:00+00:01', null],
    ['2026-01-31T23:59:60Z', null],
    ['2026-01-31T12:00:00+24:00', null],
    ['2026-01-31T12:00:00', null],
    ['2026-01-31', null],
  ] as const)
    t.equal(instant(text), at, text)
  t.equal(iso('1970-01-01T00:00:00+00:01'), null, 'a query begins in 1970')
})

t.test('everything else is nothing', async t => {
  const odd = [
    ...[
      '',
      'now',
      '2026-02-30',
      '2026-13-01',
      '2026-02-30T00:00:00Z',
      '2026-05-01T25:00:00Z',
      '2026-05-01T12:00:00',
    ],
    ...[
      '1969-12-31',
      '0000-01-01',
      '+012026-01-01',
      '1767225600',
      '2026-05-01 ',
      '2026-5-1',
      '2026-05-01T12:00:00Z\0',
    ],
  ]
  for (const text of odd) t.equal(iso(text), null, JSON.stringify(text))
})
