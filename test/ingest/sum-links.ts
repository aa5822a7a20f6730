import t from 'tap'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { addUpAgain, correctTotals, sumLinks } from '../../src/ingest/rollups/sum-links.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 4, 1)

t.test('links come into the totals of all, and leave them when they are deleted', async t => {
  const { db } = await database(t)
  await countRecords(
    db,
    randomRecords(seeded(1), { count: 200, linkIds: [1, 2, 3], from, to: from + 86_400_000 }),
  )
  await db.$client`update links set tags = '{a}' where id = 2`
  while ((await foldChanges(db)) > 0);
  const totals = async () => {
    const [row] = await db.$client`
      select (select sum(clicks)::int from total_quarters) as clicks,
        (select sum(links)::int from total_tags where tag = '') as links,
        (select sum(links)::int from total_tags where tag = 'a') as tagged`
    return { ...row }
  }
  const clicksOf = async (...ids: number[]) => {
    const [row] =
      await db.$client`select sum(clicks)::int as clicks from link_totals where link_id in ${db.$client(ids)}`
    return row?.clicks
  }
  t.equal(await sumLinks(db), 3)
  t.equal(await sumLinks(db), 0)
  t.strictSame(await totals(), { clicks: await clicksOf(1, 2, 3), links: 3, tagged: 1 })
  await db.$client`update links set deleted_at = now() where id = 3`
  t.equal(await sumLinks(db), 1)
  t.equal(await sumLinks(db), 0)
  t.strictSame(await totals(), { clicks: await clicksOf(1, 2), links: 2, tagged: 1 })
  t.strictSame(await rollupDifferences(db), [])
})

t.test('links of many hits come in a few at a time, and at least one', async t => {
  const { db } = await database(t)
  await countRecords(
    db,
    randomRecords(seeded(2), { count: 60, linkIds: [1, 2, 3], from, to: from + 86_400_000 }),
  )
  const rounds = async (clicks: number, excluded: number) => {
    await db.$client`update link_totals set clicks = ${clicks}, excluded = ${excluded}`
    await db.$client`update links set summed_tags = null`
    const summed: number[] = []
    for (let n = 0; n < 4; n++) summed.push(await sumLinks(db))
    return summed
  }
  t.strictSame(await rounds(150_000, 50_000), [2, 1, 0, 0])
  t.strictSame(await rounds(450_000, 0), [1, 1, 1, 0])
})

t.test('a link that somebody changes waits for the next time', async t => {
  const { db } = await database(t)
  await countRecords(
    db,
    randomRecords(seeded(3), { count: 20, linkIds: [1, 2], from, to: from + 86_400_000 }),
  )
  await db.transaction(async tx => {
    await tx.execute("update links set tags = '{b}' where id = 1")
    t.equal(await sumLinks(db), 1)
  })
  t.equal(await sumLinks(db), 1)
})

t.test('totals that differ are added up again, and only those', async t => {
  const { db } = await database(t)
  await countRecords(
    db,
    randomRecords(seeded(4), { count: 100, linkIds: [1, 2], from, to: from + 86_400_000 }),
  )
  while ((await foldChanges(db)) > 0);
  while ((await sumLinks(db)) > 0);
  t.equal(await correctTotals(db), false)
  await db.$client`update total_tags set clicks = clicks + 1`
  t.equal(await correctTotals(db), true)
  t.strictSame(await rollupDifferences(db), [])
  t.equal(await correctTotals(db), false)
  await db.$client`delete from total_facets`
  await addUpAgain(db)
  t.strictSame(await rollupDifferences(db), [])
})
