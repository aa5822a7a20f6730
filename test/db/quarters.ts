import { sql } from 'drizzle-orm'
import { migrate as migrateFrom } from 'drizzle-orm/postgres-js/migrator'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { migrate } from '../../src/db/migrate.js'
import { countedQuarters, linkHours } from '../../src/db/schema.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { foldChangesJob } from '../../src/jobs/fold-changes.js'
import { refineHoursJob } from '../../src/jobs/refine-hours.js'
import { emptyDatabase } from '../fixtures/database.js'
import { quiet } from '../fixtures/hits.js'
import { migrationsBefore } from '../fixtures/migrations.js'
import { rollupDifferences } from '../fixtures/recount.js'

t.test('hours from before, counted and pending, become quarters', async t => {
  const url = await emptyDatabase(t)
  const db = connect(url, { max: 2, name: 'test' })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  await migrateFrom(db, { migrationsFolder: migrationsBefore(t, '0014_quarters') })
  await createPartitions(db).ensure([Date.parse('2026-05-20T00:00:00Z')])
  await db.execute(sql`
    insert into clicks (link_id, clicked_at, id, visitor, rules_version, hints, source)
    select 7, at::timestamptz, gen_random_uuid(), sha256(at::bytea), 1, '{}', 'x' from unnest(array[
      '2026-05-20T10:05Z', '2026-05-20T10:35Z', '2026-05-20T10:40Z', '2026-05-20T11:50Z', '2026-05-20T18:29Z',
      '2026-05-20T18:30Z']) as at`)
  await db.execute(sql`
    insert into visitors (link_id, visitor, first_clicked_at, first_click_id)
    select link_id, visitor, clicked_at, id from clicks`)
  await db.execute(sql`
    insert into link_hours (link_id, hour, clicks, clickers) values
      (7, '2026-05-20T10:00Z', 2, 2), (7, '2026-05-20T18:00Z', 2, 2)`)
  const hour = Date.parse('2026-05-20T10:00:00Z') / 3_600_000
  const pending = (hours: string) =>
    db.execute(sql`insert into link_changes (link_id, batch, hours, facets)
      values (7, gen_random_uuid(), ${hours}::text::jsonb, '{}')`)
  await pending(`{"${hour}": [1, 1, 0], "${hour + 1}": [1, 1, 0]}`)

  await migrate(url)
  const counted = async () => {
    const rows = await db.execute<{ row: string }>(sql`
      select to_char(quarter, 'HH24:MI ') || sum(clicks) || ' ' || sum(clickers) as row from ${countedQuarters}
      where link_id = 7 group by quarter having sum(clicks) <> 0 order by quarter`)
    return rows.map(({ row }) => row)
  }
  t.strictSame(await counted(), ['10:00 3 3', '11:00 1 1', '18:00 2 2'], 'as they were, at once')
  const exact = ['10:00 1 1', '10:30 2 2', '11:45 1 1', '18:15 1 1', '18:30 1 1']
  const { signal } = new AbortController()
  const refine = () => refineHoursJob({ db, log: quiet }).run(signal)
  await refine()
  t.equal(await db.$count(linkHours), 0)
  t.strictSame(
    (await counted()).filter(row => !row.startsWith('11')),
    exact.filter(row => !row.startsWith('11')),
    'while a part of an hour is still pending, too',
  )
  await foldChangesJob({ db }).run(signal)
  await refine()
  t.strictSame(await counted(), exact)

  // A node of the version before, which has not stopped yet, counts by the hour and folds.
  await db.execute(sql`
    insert into clicks (link_id, clicked_at, id, visitor, rules_version, hints, source)
    select 7, '2026-05-20T11:20Z', gen_random_uuid(), visitor, 1, '{}', 'x' from visitors
    where first_clicked_at = '2026-05-20T10:05Z'`)
  await pending(`{"${hour + 1}": [1, 0, 0]}`)
  await db.execute(sql`
    insert into link_changes (link_id, batch, quarters, facets)
    values (7, gen_random_uuid(), ${`{"${hour * 4 + 2}": [-1, -1, 0], "${hour * 4 + 1}": [1, 1, 0]}`}::text::jsonb, '{}')`)
  await db.execute(
    sql`update clicks set clicked_at = '2026-05-20T10:20Z' where clicked_at = '2026-05-20T10:35Z'`,
  )
  await db.execute(sql`
    insert into link_hours as t (link_id, hour, clicks, clickers, excluded)
    select link_id, hour, sum(clicks)::bigint, sum(clickers)::bigint, sum(excluded)::bigint from pending_hours
    group by 1, 2
    on conflict (link_id, hour) do update set clicks = t.clicks + excluded.clicks,
      clickers = t.clickers + excluded.clickers, excluded = t.excluded + excluded.excluded`)
  await db.execute(sql`delete from link_changes`)
  const [seen] = await db.execute<{ clicks: number }>(sql`
    select sum(clicks)::int as clicks from counted_hours where link_id = 7`)
  t.equal(seen?.clicks, 7, 'and sees what both count')
  await refine()
  t.strictSame(await counted(), [
    ...['10:00 1 1', '10:15 1 1', '10:30 1 1', '11:15 1 0', '11:45 1 1', '18:15 1 1', '18:30 1 1'],
  ])
  t.strictSame(
    (await rollupDifferences(db)).filter(text => text.startsWith('link_quarters')),
    [],
  )
})
