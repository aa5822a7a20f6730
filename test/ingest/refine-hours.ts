import { sql } from 'drizzle-orm'
import t from 'tap'
import type { Database } from '../../src/db/connect.js'
import { linkHours } from '../../src/db/schema.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { countHoursToRefine, refineHours } from '../../src/ingest/rollups/refine-hours.js'
import { refineHoursJob } from '../../src/jobs/refine-hours.js'
import { linkStats } from '../fixtures/by-name.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 3, 20)
const to = Date.UTC(2026, 4, 10)
const now = () => new Date(to)

async function countSome(db: Database, seed: number) {
  const linkIds = [
    await storeLinkWithTweet(db, 'one', from, to),
    await storeLinkWithTweet(db, 'two', null, null),
  ]
  await countRecords(db, randomRecords(seeded(seed), { count: 1500, linkIds, people: 400, from, to }))
  while ((await foldChanges(db)) > 0);
  return linkIds
}

/** Leaves the series as a node of the version before would have counted it. */
async function makeOld(db: Database): Promise<void> {
  await db.execute(sql`
    insert into link_hours select link_id, date_trunc('hour', quarter, 'UTC'), sum(clicks), sum(clickers), sum(excluded)
    from link_quarters group by 1, 2`)
  await db.execute(sql`delete from link_quarters`)
}

t.test('hours are split as their hits say, and hits may come meanwhile', async t => {
  const { db } = await database(t)
  const linkIds = await countSome(db, 21)
  await makeOld(db)
  t.not((await rollupDifferences(db)).length, 0)
  const hours = await db.$count(linkHours)
  t.ok(hours > 500, 'more than are split at once')
  const before = await linkStats({ db, now }, 'one', { unit: 'day' })

  const more = randomRecords(seeded(22), { count: 400, linkIds, people: 900, from: from + 1, to })
  const come = async () => {
    for (let n = 0; n < more.length; n += 40) await countRecords(db, more.slice(n, n + 40))
  }
  const told: unknown[] = []
  const job = refineHoursJob({ db, log: { info: (facts: unknown) => void told.push(facts) } })
  const { signal } = new AbortController()
  const fold = async () => {
    for (let n = 0; n < 20; n++) await foldChanges(db)
  }
  await Promise.all([come(), job.run(signal), refineHours(db), fold()])
  await job.run(signal)
  t.strictSame(await rollupDifferences(db), [])
  t.equal(await db.$count(linkHours), 0)
  const [end] = told as { refined: number }[]
  t.ok(end !== undefined && end.refined > 0 && end.refined <= hours)
  const after = await linkStats({ db, now }, 'one', { unit: 'day' })
  t.ok(after.clicks > before.clicks)
})

t.test('hours that a node of an older version leaves to be folded are added to those there are', async t => {
  const { db } = await database(t)
  const linkId = await storeLinkWithTweet(db, 'one', null, null)
  const hour = from / 3_600_000
  for (let n = 0; n < 2; n++) {
    await db.execute(sql`
      insert into link_changes (link_id, batch, hours, quarters, facets)
      values (${linkId}, gen_random_uuid(), ${`{"${hour}": [4, 2, 1], "${hour + 5}": [1, 1, 0]}`}, '{}', '{}')`)
    while ((await foldChanges(db)) > 0);
  }
  const rows = await db.execute<{ row: string }>(sql`
    select concat_ws(' ', extract(hour from hour at time zone 'UTC'), clicks, clickers, excluded) as row
    from link_hours order by hour`)
  t.strictSame(
    rows.map(({ row }) => row),
    ['0 8 4 2', '5 2 2 0'],
  )
})

t.test('hours of many hits are split a few at a time, and at least one', async t => {
  const { db } = await database(t)
  const linkId = await storeLinkWithTweet(db, 'one', null, null)
  const add = (...clicks: number[]) =>
    db.execute(sql`
      insert into link_hours select ${linkId}, '2026-05-01Z'::timestamptz + interval '1 hour' * n, hits, 0, 0
      from unnest(${sql.raw(`array[${clicks}]`)}::bigint[]) with ordinality as h (hits, n)`)
  const rounds = async () => {
    const moved: number[] = []
    for (let n = 0; n < 4; n++) moved.push(await refineHours(db))
    return moved
  }
  await add(10_000, 10_000)
  t.equal(await countHoursToRefine(db), 2)
  t.strictSame(await rounds(), [2, 0, 0, 0])
  await add(15_000, 15_000, 15_000)
  t.strictSame(await rounds(), [1, 1, 1, 0])
  await add(30_000, 1)
  t.strictSame(await rounds(), [1, 1, 0, 0])
  t.equal(await countHoursToRefine(db), 0)
})

t.test('an hour whose hits were dropped stays whole, and its values are unknown', async t => {
  const { db } = await database(t)
  await countSome(db, 23)
  const range = { from: '2026-04-25', to: '2026-05-05', timezone: 'Asia/Kolkata', unit: 'day' }
  const exact = await linkStats({ db, now }, 'one', range)
  await makeOld(db)
  await db.execute(sql`delete from clicks where clicked_at < '2026-05-01Z'`)
  while ((await refineHours(db)) > 0);
  t.equal(await db.$count(linkHours), 0)
  const stats = await linkStats({ db, now }, 'one', range)
  const May = ({ at }: { at: string }) => at >= '2026-05-01'
  t.strictSame(stats.series.filter(May), exact.series.filter(May), 'the other month is split')
  const whole = await linkStats({ db, now }, 'one', { ...range, timezone: 'UTC' })
  t.ok(whole.series[0] && whole.series[0].clicks > 0, 'nothing is lost')
  for (const { clicks, clickers, excluded, sources, referrers, devices } of [stats, whole]) {
    for (const values of [sources, referrers, devices])
      t.strictSame(
        [
          values.reduce((sum, value) => sum + value.clicks, 0),
          values.reduce((sum, value) => sum + value.clickers, 0),
        ],
        [clicks, clickers],
      )
    t.equal(
      Object.values(excluded.byReason).reduce((sum, n) => sum + n, 0),
      excluded.total,
    )
  }
  const unknown = (of: typeof stats) => of.devices.find(({ value }) => value === 'unknown')?.clicks ?? 0
  t.ok(unknown(stats) > unknown(exact))
  t.strictSame(
    (await linkStats({ db, now }, 'one')).clicks,
    stats.clicks + (await outside(db)),
    'the life has all',
  )

  async function outside(of: Database): Promise<number> {
    const [early, late] = await Promise.all([
      linkStats({ db: of, now }, 'one', { to: stats.from }),
      linkStats({ db: of, now }, 'one', { from: stats.to }),
    ])
    return early.clicks + late.clicks
  }
})
