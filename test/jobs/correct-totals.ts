import t from 'tap'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { sumLinks } from '../../src/ingest/rollups/sum-links.js'
import { correctTotalsJob } from '../../src/jobs/correct-totals.js'
import { database } from '../fixtures/database.js'
import { countRecords, quiet, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

t.test('what a node of an older version folded is added to the totals of all links', async t => {
  const { db } = await database(t)
  const from = Date.UTC(2026, 4, 1)
  const to = from + 86_400_000
  const linkIds = [
    await storeLinkWithTweet(db, 'one', from, to),
    await storeLinkWithTweet(db, 'two', null, null),
  ]
  const records = randomRecords(seeded(8), { count: 300, linkIds, from, to })
  await countRecords(db, records.slice(0, 100))
  await foldChanges(db)
  while ((await sumLinks(db)) > 0);
  const job = correctTotalsJob({ db, log: quiet })
  const run = () => job.run(new AbortController().signal)
  await countRecords(db, records.slice(100, 200))
  const stored = () => db.$client`select xmin, * from total_quarters order by quarter`
  const before = [...(await stored())]
  await run()
  t.strictSame([...(await stored())], before, 'what waits to be folded is no difference')

  // As the version before does it.
  await db.$client`
    insert into link_quarters as t select link_id, quarter, sum(clicks), sum(clickers), sum(excluded)
    from pending_quarters group by 1, 2 on conflict (link_id, quarter) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded`
  await db.$client`
    insert into link_facets as t select link_id, day, facet, value, sum(clicks), sum(clickers), sum(excluded)
    from pending_facets group by 1, 2, 3, 4 on conflict (link_id, day, facet, value) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded`
  await db.$client`delete from link_changes`
  const names = new Set((await rollupDifferences(db)).map(text => text.replace(/ (?:holds|lacks) .*/, '')))
  t.strictSame([...names], ['all_quarters', 'all_facets', 'all tags'])
  await run()
  t.strictSame(await rollupDifferences(db), [])
  await countRecords(db, records.slice(200))
  await foldChanges(db)
  t.strictSame(await rollupDifferences(db), [], 'and is kept from then on')
})
