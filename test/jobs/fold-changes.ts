import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { linkChanges, linkFacets, linkQuarters } from '../../src/db/schema.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { foldChangesJob } from '../../src/jobs/fold-changes.js'
import { linkStats } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

t.test('what was counted is the same before and after its tables have it', async t => {
  const { db } = await database(t)
  const from = Date.UTC(2026, 4, 1)
  const now = () => new Date(from + 9 * 86_400_000)
  const linkId = await storeLinkWithTweet(db, 'one', from, from + 7 * 86_400_000)
  const records = randomRecords(seeded(9), { count: 600, linkIds: [linkId], from, to: from + 8 * 86_400_000 })
  const job = foldChangesJob({ db })
  for (let at = 0; at < records.length; at += 40) {
    await countRecords(db, records.slice(at, at + 40))
    if (at === 200) await job.run(new AbortController().signal)
  }
  const range = { from: '2026-05-02T00:00:00Z', to: '2026-05-06T12:00:00Z' }
  const stats = () => Promise.all([linkStats({ db, now }, 'one'), linkStats({ db, now }, 'one', range)])
  const before = await stats()
  t.equal(await db.$count(linkChanges), 9, 'some wait, and some do not')
  t.strictSame(await rollupDifferences(db), [])
  await job.run(new AbortController().signal)
  t.equal(await db.$count(linkChanges), 0)
  t.ok((await db.$count(linkQuarters)) > 50)
  t.ok((await db.$count(linkFacets)) > 50)
  t.strictSame(await stats(), before)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('two nodes that fold at the same time add nothing twice', async t => {
  const { db, url } = await database(t)
  const from = Date.UTC(2026, 4, 1)
  const linkId = await storeLinkWithTweet(db, 'one', null, null)
  await countRecords(db, randomRecords(seeded(10), { count: 200, linkIds: [linkId], from, to: from + 1000 }))
  // So that both are in the middle of it.
  const waiting = async () =>
    (
      await db.$client`select from pg_stat_activity where datname = current_database()
        and wait_event_type = 'Lock'`
    ).length
  const [one, other] = [connect(url, { max: 2 }), connect(url, { max: 2 })]
  let both: Promise<unknown> | undefined
  await db.transaction(async tx => {
    await tx.execute(sql`lock table link_facets in exclusive mode`)
    both = Promise.all([foldChanges(one), foldChanges(other)])
    while ((await waiting()) < 2) await sleep(10)
  })
  await both
  for (const { $client } of [one, other]) await $client.end()
  t.equal(await db.$count(linkChanges), 0)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('a click of 2039 is folded as any other, and one row that cannot be stops none', async t => {
  const { db } = await database(t)
  const from = Date.UTC(2026, 4, 1)
  const now = () => new Date(from + 86_400_000)
  const linkIds = [
    await storeLinkWithTweet(db, 'good', null, null),
    await storeLinkWithTweet(db, 'bad', null, null),
  ]
  const records = randomRecords(seeded(9), { count: 400, linkIds, from, to: from + 86_400_000 })
  const clocks = [Date.UTC(2039, 3), 0, Date.UTC(9999, 11, 31, 23, 59, 59, 999)]
  const odd = clocks.map((at, n) => ({ ...records[n], at }) as (typeof records)[number])
  await countRecords(db, [...odd, ...records.slice(odd.length)])
  await db.$client`
    insert into link_changes (link_id, batch, quarters, facets)
    select ${linkIds[1] ?? 0}, gen_random_uuid(), '{"99999999999999": [1, 0, 0]}', '{}' from generate_series(1, 3)`
  const job = foldChangesJob({ db })
  const run = () => job.run(new AbortController().signal)
  await t.rejects(run(), {
    message: /^3 links of batches could not be done \(2, 2, 2\): timestamp out of range/,
  })
  t.strictSame(await rollupDifferences(db), [])
  t.equal(await db.$count(linkChanges), 3, 'those that are marked')
  await run()
  const counts = await Promise.all(['good', 'bad'].map(slug => linkStats({ db, now }, slug)))
  const hits = counts.reduce((sum, { clicks, excluded }) => sum + clicks + excluded.total, 0)
  t.equal(hits, 400)
  const year = { from: '2039-01-01', to: '2040-01-01' }
  const found = await Promise.all(['good', 'bad'].map(slug => linkStats({ db, now }, slug, year)))
  t.equal(
    found.reduce((sum, { clicks, excluded }) => sum + clicks + excluded.total, 0),
    1,
  )
})
