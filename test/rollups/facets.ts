import { sql } from 'drizzle-orm'
import t from 'tap'
import { clicks, countedFacets, countedQuarters } from '../../src/db/schema.js'
import { stored } from '../../src/ingest/reclassify/find-changes.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { countHits } from '../../src/rollups/count-hits.js'
import { readFacets } from '../../src/rollups/facet-values.js'
import { database } from '../fixtures/database.js'
import { countRecords, firefox } from '../fixtures/hits.js'
import { clickRecord } from '../fixtures/records.js'

const read = (of: 'clicks' | 'excluded', hit: object) =>
  Object.fromEntries(readFacets[of].map(facet => [facet.name, facet.valueOf(hit)]))

t.test('a click counts under one value of each facet, an excluded hit under its reason', t => {
  const click = {
    source: 'x',
    referrer: 'https://t.co/abc',
    country: 'DE',
    browser: 'Firefox',
    system: null,
    device: 'desktop',
    reason: null,
  }
  t.strictSame(read('clicks', click), {
    source: 'x',
    referrer: 't.co/abc',
    country: 'DE',
    browser: 'Firefox',
    system: 'unknown',
    device: 'desktop',
  })
  t.strictSame(read('excluded', { ...click, reason: 'bot' }), { reason: 'bot' })
  t.end()
})

t.test('a hit adds the same in ingest and in a count of the hits', async t => {
  const { db } = await database(t)
  const odd = [
    null,
    'https://t.co/abc',
    'HTTPS://T.CO/abc',
    'android-app://com.example/',
    `https://example.org/${'é'.repeat(600)}`,
    `https://example.org/${'😀'.repeat(600)}`,
    'ſhttp://a.example/',
    'no scheme ://',
  ]
  const records = odd.flatMap((referrer, n) => [
    clickRecord(2 * n, { referrer, linkIdentity: null, userAgent: firefox, visitor: `${n % 3}`.repeat(32) }),
    clickRecord(2 * n + 1, { referrer, linkIdentity: null, userAgent: 'curl/8.5.0' }),
  ])
  await countRecords(db, records)
  const sorted = (rows: object[]) => rows.map(row => JSON.stringify(Object.values(row))).sort()
  const counted = async () =>
    sorted(
      await db.execute(sql`
        select facet, value, sum(clicks)::int as clicks, sum(clickers)::int as clickers, sum(excluded)::int as excluded from ${countedFacets} group by 1, 2`),
    )
  const found = sorted(
    await db.execute(sql`
      select facet, value, clicks::int as clicks, clickers::int as clickers, excluded::int as excluded from (${countHits(sql`c.link_id = 7`)}) as h`),
  )
  t.strictSame(await counted(), found)
  t.ok(found.some(row => row.startsWith('["reason","bot",0,0,')))

  const values = new Set(found.map(row => JSON.parse(row).slice(0, 2).join('=')))
  for (const row of await db.select().from(clicks)) {
    for (const [name, value] of Object.entries(
      read(row.reason === null ? 'clicks' : 'excluded', stored(row)),
    )) {
      t.ok(values.has(`${name}=${value}`), `${name} ${value.slice(0, 40)}`)
    }
  }
  const quarters = async () =>
    sorted(
      await db.execute(
        sql`select sum(clicks)::int as clicks, sum(clickers)::int as clickers, sum(excluded)::int as excluded from ${countedQuarters}`,
      ),
    )
  const before = await quarters()
  t.strictSame(before, ['[8,3,8]'])
  await foldChanges(db)
  t.strictSame(await counted(), found, 'before and after it is folded')
  t.strictSame(await quarters(), before)
})
