import t from 'tap'
import { flag, lines, refuse, text, time, whole } from '../../src/compat/fields.js'
import { readExpiry } from '../../src/compat/kutt/expiry.js'
import { startOf } from '../../src/compat/units.js'

const wrong = (field: string) => ({ code: 'invalid-input', facts: { errors: [{ field }] } })

t.test('a time in every notation that services have for it', async t => {
  const read = (at: string) => time({ at }, 'at')?.toISOString()
  const noon = '2026-01-31T12:00:00.000Z'
  for (const notation of [
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00+0000',
    '2026-01-31T12:00:00 0000',
    '2026-01-31T13:00:00+01:00',
    '2026-01-31T13:00:00 01:00',
    '2026-01-31T05:00:00-0700',
    '2026-01-31T12:00:00',
    '2026-01-31 12:00:00',
    '2026-01-31T12:00',
    ' 2026-01-31T12:00:00.000z ',
  ])
    t.equal(read(notation), noon, notation)
  t.equal(read('2026-01-31'), '2026-01-31T00:00:00.000Z')
  t.equal(read(''), undefined)
  for (const none of ['yesterday', '12:00', '2026-02-30', '2026-01-31T25:00:00Z', '1769860800', '+', '::'])
    t.throws(() => read(none), wrong('at'), none)
})

t.test('yes and no, numbers and texts, as queries, forms and JSON have them', async t => {
  for (const yes of [true, 'true', 'TRUE', '1', 1, 'on', 'yes']) t.equal(flag({ yes }, 'yes'), true)
  for (const no of [false, 'false', '0', 0, 'off']) t.equal(flag({ no }, 'no'), false)
  for (const none of [undefined, null, '', []]) t.equal(flag({ none }, 'none'), undefined)
  t.throws(() => flag({ maybe: 'maybe' }, 'maybe'), wrong('maybe'))
  const limits = { usual: 10, least: -1, most: 50 }
  for (const [n, number] of [
    ['7', 7],
    [7, 7],
    ['-1', -1],
    ['', 10],
    [null, 10],
  ])
    t.equal(whole({ n }, 'n', limits), number)
  for (const n of ['51', '-2', '1.5', '0x10', '1e1', 'many', Number.NaN, { a: 1 }, '9'.repeat(400)])
    t.throws(() => whole({ n }, 'n', limits), wrong('n'))
  t.equal(text({ a: ['first', 'last'] }, 'a'), 'last')
  t.throws(() => text({ a: { b: 1 } }, 'a'), wrong('a'))
  t.strictSame(lines({ tags: 'a', 'tags[]': ['b', 'c'], 'tags[0]': 'd', tagsMode: 'any' }, 'tags'), [
    ...['a', 'b', 'c', 'd'],
  ])
  t.equal(lines({ tags: [] }, 'tags'), undefined)
  t.throws(() => lines({ tags: ['a\0'] }, 'tags'), wrong('tags'))
})

t.test('what is given without a value is not refused', async t => {
  const messages = { password: 'cannot be set' }
  for (const password of [undefined, null, '', [], {}]) t.doesNotThrow(() => refuse({ password }, messages))
  for (const password of ['x', 0, false, ['x'], { a: 1 }])
    t.throws(() => refuse({ password }, messages), wrong('password'))
})

t.test('when units of time begin', async t => {
  const at = new Date('2026-03-01T10:20:30Z')
  const first = (...[unit, count]: [Parameters<typeof startOf>[0], number]) =>
    startOf(unit, at, count).toISOString().slice(0, 16)
  t.equal(first('hour', 1), '2026-03-01T10:00')
  t.equal(first('hour', 24), '2026-02-28T11:00')
  t.equal(first('day', 1), '2026-03-01T00:00')
  t.equal(first('day', 30), '2026-01-31T00:00')
  t.equal(first('week', 1), '2026-02-23T00:00', 'a Monday, though it is a Sunday')
  t.equal(first('month', 1), '2026-03-01T00:00')
  t.equal(first('month', 15), '2025-01-01T00:00')
  t.equal(first('month', 10_000), '1970-01-01T00:00', 'nothing is older')
})

t.test('how long a link of Kutt lives', async t => {
  const now = new Date('2026-01-01T00:00:00Z')
  const read = (expire_in: string) => readExpiry({ expire_in }, 'expire_in', now)
  for (const [typed, at] of [
    ['1m', '2026-01-01T00:01:00.000Z'],
    ['2 minutes', '2026-01-01T00:02:00.000Z'],
    ['8h', '2026-01-01T08:00:00.000Z'],
    ['1.5 hours', '2026-01-01T01:30:00.000Z'],
    ['42 days', '2026-02-12T00:00:00.000Z'],
    ['2W', '2026-01-15T00:00:00.000Z'],
    ['60000', '2026-01-01T00:01:00.000Z'],
  ] as const)
    t.equal(read(typed), at, typed)
  t.equal(read(''), undefined)
  for (const typed of ['59s', '-1h', 'soon', '1 fortnight', '1h 30m', '99999999 years', '9'.repeat(20)])
    t.throws(() => read(typed), wrong('expire_in'), typed)
})
