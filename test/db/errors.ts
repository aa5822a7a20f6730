import t from 'tap'
import { codeOf, codes, describe, hasCode, isDatabaseUnavailable } from '../../src/db/errors.js'

const failed = (code: string) => Object.assign(new Error('failed'), { code })

t.test('what lies beneath is told, with its code', async t => {
  t.equal(describe('a text'), 'a text')
  t.equal(describe(new Error('a query', { cause: failed('22003') })), 'failed (22003)')
  t.equal(codeOf(new Error('a query', { cause: failed('22003') })), '22003')
  t.equal(codeOf(new Error('no code')), undefined)
  t.notOk(hasCode(new Error('no code'), /./))
})

t.test('codes fall into the groups that tell what to do about them', async t => {
  const groups = (code: string) =>
    Object.entries(codes).flatMap(([name, group]) => (group.test(code) ? [name] : []))
  const expected: Record<string, string[]> = {
    ECONNREFUSED: ['unavailable', 'comesLater', 'endsSession', 'passing'],
    CONNECTION_CLOSED: ['unavailable', 'comesLater', 'endsSession', 'passing'],
    CONNECT_TIMEOUT: ['unavailable', 'comesLater', 'endsSession', 'passing'],
    EMFILE: ['takesNobody', 'endsSession', 'passing'],
    '08006': ['unavailable', 'comesLater', 'endsSession', 'passing'],
    '57P01': ['unavailable', 'comesLater', 'ofThisServer', 'endsSession', 'passing'],
    '57P03': ['unavailable', 'comesLater', 'ofThisServer', 'takesNobody', 'endsSession', 'passing'],
    '57014': ['unavailable', 'ofThisServer', 'passing'],
    '53300': ['unavailable', 'comesLater', 'ofThisServer', 'takesNobody', 'passing'],
    '53100': ['unavailable', 'ofThisServer', 'passing'],
    '25P02': ['passing', 'notTried'],
    '25P03': ['unavailable', 'endsSession', 'passing'],
    '40P01': ['unavailable', 'passing', 'metAnother'],
    '40001': ['unavailable', 'passing', 'metAnother'],
    '55P03': ['passing'],
    '58030': ['passing'],
    '23505': ['ofData', 'metAnother', 'taken'],
    '23503': ['ofData', 'metAnother'],
    '22023': ['ofData', 'invalidParameter'],
    '22012': ['ofData', 'divisionByZero'],
    '54000': ['ofData'],
    '42P01': ['ofStatement'],
    '3D000': ['noSuchDatabase'],
    '28P01': [],
  }
  for (const [code, names] of Object.entries(expected)) t.strictSame(groups(code), names, code)
})

t.test('a database that does not answer is known through what wraps its error', async t => {
  t.ok(isDatabaseUnavailable(new Error('a query', { cause: failed('57P01') })))
  t.ok(isDatabaseUnavailable(Object.assign(failed('57P01'), { cause: failed('42P01') })))
  t.notOk(isDatabaseUnavailable(new Error('a query', { cause: failed('42P01') })))
  t.notOk(isDatabaseUnavailable('57P01'))
  t.ok(isDatabaseUnavailable(Object.assign(failed('ENOENT'), { syscall: 'connect' })))
  t.notOk(isDatabaseUnavailable(Object.assign(failed('ENOENT'), { syscall: 'open' })), 'a file is missing')
})
