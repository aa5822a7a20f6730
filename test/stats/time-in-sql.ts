import { sql } from 'drizzle-orm'
import t from 'tap'
import { timeInSql } from '../../src/stats/time-in-sql.js'
import { database } from '../fixtures/database.js'

const { db } = await database(t)

t.test('a time is the same in the database, to the millisecond, in any year', async t => {
  const times = [
    '1970-01-01T00:00:00.000Z',
    '1970-01-01T00:00:00.001Z',
    '2026-03-29T01:59:59.999Z',
    '2242-07-04T12:34:56.789Z',
    '9999-12-31T23:59:59.999Z',
    '+010000-01-01T00:15:00.001Z',
    '+011111-11-11T11:11:11.111Z',
  ]
  for (const time of times) {
    const text = time.replace(/^\+0/, '')
    const [row] = await db.execute(
      sql`select ${timeInSql(new Date(time))} = ${text}::text::timestamptz as same`,
    )
    t.strictSame(row, { same: true }, time)
  }
})

t.test('it is known when a statement is planned, and not read again for each row', async t => {
  const time = new Date('2026-03-29T01:15:00Z')
  const plan = await db.execute(sql`explain select from total_quarters where quarter >= ${timeInSql(time)}`)
  t.match(JSON.stringify(plan), /quarter >= '2026-03-29 01:15:00\+00'::timestamp/)
})
