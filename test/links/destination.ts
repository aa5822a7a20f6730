import { sql } from 'drizzle-orm'
import t from 'tap'
import { destinationOf } from '../../src/links/destination.js'
import { database } from '../fixtures/database.js'

t.test('the utm_ parameters make no other destination, all else does', async t => {
  const { db } = await database(t)
  const page = 'https://example.com/page'
  const expected: Record<string, string> = {
    [page]: page,
    [`${page}?`]: page,
    [`${page}?utm_source=x`]: page,
    [`${page}?UTM_Source=x&utm_medium=y&utm_term=`]: page,
    [`${page}?utm_source=x#part`]: `${page}#part`,
    [`${page}?utm_source=x&b=2&utm_medium=y&a=1`]: `${page}?b=2&a=1`,
    [`${page}?b=2&utm_source=x#part`]: `${page}?b=2#part`,
    [`${page}?my_utm_source=x&autm_b=1`]: `${page}?my_utm_source=x&autm_b=1`,
    [`${page}?utm=1`]: `${page}?utm=1`,
    [`${page}/utm_source=x`]: `${page}/utm_source=x`,
    [`${page}?a=1#utm_source=x`]: `${page}?a=1#utm_source=x`,
  }
  for (const [url, destination] of Object.entries(expected)) {
    const [row] = await db.execute(sql`select ${destinationOf(sql`${url}::text`)} as found`)
    t.equal(row?.found, destination, url)
  }
})

t.test('the links to a destination are found by an index', async t => {
  const { db } = await database(t)
  const plan = await db.transaction(async tx => {
    // A table as small as this one would be read as a whole.
    await tx.execute(sql`set local enable_seqscan = off`)
    return tx.execute<{ 'QUERY PLAN': string }>(sql`
      explain select from links l
      where md5(${destinationOf(sql`l.url`)}) = md5(${destinationOf(sql`${'https://example.com/'}::text`)})`)
  })
  t.match(plan.map(row => row['QUERY PLAN']).join(' '), /links_destination/)
})
