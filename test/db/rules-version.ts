import { migrate as migrateFrom } from 'drizzle-orm/postgres-js/migrator'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import { rulesVersion } from '../../src/rollups/rules-version.js'
import { linkRules } from '../../src/stats/link-rules.js'
import { emptyDatabase } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded } from '../fixtures/hits.js'
import { migrationsBefore } from '../fixtures/migrations.js'
import { rollupDifferences } from '../fixtures/recount.js'

t.test('an older database’s hits are of older rules, and so are those of its nodes that run on', async t => {
  const url = await emptyDatabase(t)
  const db = connect(url, { max: 2, name: 'test' })
  const { $client: sql } = db
  t.teardown(() => sql.end({ timeout: 1 }))
  await migrateFrom(db, { migrationsFolder: migrationsBefore(t, '0018_rules_version') })
  await createPartitions(db).ensure([Date.parse('2026-05-20T00:00:00Z')])
  /** Hits of one moment, as nodes of the version before store and count them. */
  const store = async (linkId: number, stored: number, counted = stored) => {
    await sql`
      insert into clicks (link_id, clicked_at, id, visitor, rules_version, reason, hints, source)
      select ${linkId}, '2026-05-20T10:00Z', gen_random_uuid(), '', 3, 'no-user-agent', '{}', 'unknown'
      from generate_series(1, ${stored}::int)`
    await sql`
      insert into link_totals as t (link_id, clicks, clickers, excluded) values (${linkId}, 0, 0, ${counted})
      on conflict (link_id) do update set clicks = t.clicks + excluded.clicks,
        clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded`
  }
  await store(1, 5)
  // Four of its hits are of a month that is no longer stored.
  await store(2, 2, 6)
  await migrate(url)
  const older = () => Promise.all([1, 2, 3, 4].map(async id => (await linkRules(db, id)).olderHits))
  t.strictSame(await older(), [5, 6, 0, 0])

  const hour = { from: Date.parse('2026-05-20T11:00:00Z'), to: Date.parse('2026-05-20T12:00:00Z') }
  await countRecords(db, randomRecords(seeded(1), { count: 40, linkIds: [1, 4], ...hour }))
  t.strictSame(await older(), [5, 6, 0, 0])
  for (const linkId of [1, 2, 3, 4]) await store(linkId, 1)
  t.strictSame(await older(), [6, 7, 1, 1])
  const { judged, older: found } = await reclassify(db, { write: true })
  t.strictSame({ judged, found }, { judged: 5 + 2 + 40 + 4, found: 5 + 2 + 4 })
  t.strictSame(await older(), [0, 4, 0, 0])
  t.strictSame(
    (await rollupDifferences(db)).filter(row => row.startsWith('link_totals')),
    [`link_totals holds (2,0,0,7,${rulesVersion},3)`, `link_totals lacks (2,0,0,3,${rulesVersion},3)`],
  )
})
