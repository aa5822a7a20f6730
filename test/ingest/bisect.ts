import t from 'tap'
import { countAround } from '../../src/ingest/bisect.js'
import { isRecordsFault } from '../../src/ingest/trouble.js'
import { clickRecord } from '../fixtures/records.js'

const records = Array.from({ length: 37 }, (_, n) => clickRecord(n))
const fails = (code: string) => Object.assign(new Error('failed'), { code })

t.test('bad records are found one by one, and all others are counted', async t => {
  const bad = new Set([records[0], records[17], records[18], records[36]].map(record => record?.id))
  const counted: string[] = []
  const result = await countAround(records, async some => {
    if (some.some(record => bad.has(record.id))) throw fails('22021')
    counted.push(...some.map(record => record.id))
    return { inserted: some.length, duplicates: 0 }
  })
  t.strictSame(
    result.refused.map(({ record }) => record.id),
    [...bad],
  )
  t.equal(result.inserted, 33)
  t.strictSame(
    counted,
    records.map(record => record.id).filter(id => !bad.has(id)),
    'in their order',
  )
})

t.test('trouble that is not the records’ is passed on at once', async t => {
  let tries = 0
  const count = async () => {
    tries += 1
    throw fails('57P01')
  }
  await t.rejects(countAround(records, count), { code: '57P01' })
  t.equal(tries, 1)
})

t.test('only data, constraints and limits are the records’ fault', async t => {
  for (const code of ['22021', '22P02', '23502', '54000']) t.ok(isRecordsFault(fails(code)), code)
  for (const code of [
    '23514',
    '57P01',
    '40P01',
    '53100',
    '42P01',
    '08006',
    'ECONNREFUSED',
    'CONNECTION_CLOSED',
  ]) {
    t.notOk(isRecordsFault(fails(code)), code)
  }
  t.ok(isRecordsFault(new RangeError('Invalid time value')))
  t.notOk(isRecordsFault(new Error('anything')))
  t.notOk(isRecordsFault(new TypeError('a mistake of ours')))
  t.ok(isRecordsFault(new Error('Failed query', { cause: fails('22021') })), 'wrapped by Drizzle')
})
