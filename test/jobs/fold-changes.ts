import t from 'tap'
import { linkChanges, linkFacets, linkHours } from '../../src/db/schema.js'
import { countBatch } from '../../src/ingest/batch.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { foldChangesJob } from '../../src/jobs/fold-changes.js'
import { linkStats } from '../../src/stats/link-stats.js'
import { database } from '../fixtures/database.js'
import { randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

t.test('what was counted is the same before and after its tables have it', async t => {
  const { db } = await database(t)
  const partitions = createPartitions(db)
  const from = Date.UTC(2026, 4, 1)
  const now = () => new Date(from + 9 * 86_400_000)
  const linkId = await storeLinkWithTweet(db, 'one', from, from + 7 * 86_400_000)
  const records = randomRecords(seeded(9), { count: 600, linkIds: [linkId], from, to: from + 8 * 86_400_000 })
  const job = foldChangesJob({ db })
  for (let at = 0; at < records.length; at += 40) {
    await countBatch(db, partitions, records.slice(at, at + 40), null)
    if (at === 200) await job.run(new AbortController().signal)
  }
  const range = { from: '2026-05-02T00:00:00Z', to: '2026-05-06T12:00:00Z' }
  const stats = () => Promise.all([linkStats({ db, now }, 'one'), linkStats({ db, now }, 'one', range)])
  const before = await stats()
  t.equal(await db.$count(linkChanges), 9, 'some wait, and some do not')
  t.strictSame(await rollupDifferences(db), [])
  await job.run(new AbortController().signal)
  t.equal(await db.$count(linkChanges), 0)
  t.ok((await db.$count(linkHours)) > 50)
  t.ok((await db.$count(linkFacets)) > 50)
  t.strictSame(await stats(), before)
  t.strictSame(await rollupDifferences(db), [])
})
