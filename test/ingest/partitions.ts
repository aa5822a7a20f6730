import t from 'tap'
import { connect, type Database } from '../../src/db/connect.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { database } from '../fixtures/database.js'

async function names(db: Database): Promise<string[]> {
  const rows = await db.$client`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'clicks'::regclass order by 1`
  return rows.map(row => row.name)
}

t.test('each month has its partition, in UTC, whatever the order', async t => {
  const { db } = await database(t)
  const partitions = createPartitions(db)
  await partitions.ensure([
    Date.UTC(2026, 1, 1),
    Date.UTC(2026, 1, 1) - 1,
    Date.UTC(2025, 11, 31, 23, 59, 59, 999),
  ])
  t.strictSame(await names(db), ['clicks_2025_12', 'clicks_2026_01', 'clicks_2026_02'])
  const put = (at: string) => db.$client`
    insert into clicks (link_id, clicked_at, id, visitor, rules_version, hints, source)
    values (1, ${at}::text::timestamptz, gen_random_uuid(), '', 1, '{}', 'x') returning tableoid::regclass::text as name`
  t.match(await put('2026-01-31T23:59:59.999Z'), [{ name: 'clicks_2026_01' }])
  t.match(await put('2026-02-01T00:00:00Z'), [{ name: 'clicks_2026_02' }])
})

t.test('nodes that make the same month at once do not come into each other’s way', async t => {
  const { db } = await database(t)
  const months = Array.from({ length: 6 }, (_, month) => Date.UTC(2027, month))
  await Promise.all([1, 2, 3, 4].map(() => createPartitions(db).ensure(months)))
  t.equal((await names(db)).length, 6)
})

t.test('a month that an operator dropped is made again', async t => {
  const { db } = await database(t)
  await createPartitions(db).ensure([Date.UTC(2026, 0)])
  await db.$client`drop table clicks_2026_01`
  await createPartitions(db).ensure([Date.UTC(2026, 0)])
  t.strictSame(await names(db), ['clicks_2026_01'])
})

t.test('the first and the last month that can be stored have their partitions', async t => {
  const { db } = await database(t)
  await createPartitions(db).ensure([0, Date.UTC(10_000, 0) - 1])
  t.strictSame(await names(db), ['clicks_1970_01', 'clicks_9999_12'])
})

t.test('what is known to be there is not asked for, until it is forgotten', async t => {
  const { db } = await database(t)
  const partitions = createPartitions(db)
  await partitions.ensure([Date.UTC(2026, 0)])
  await db.$client`drop table clicks_2026_01`
  await partitions.ensure([Date.UTC(2026, 0)])
  t.strictSame(await names(db), [])
  partitions.forget()
  await partitions.ensure([Date.UTC(2026, 0)])
  t.strictSame(await names(db), ['clicks_2026_01'])
})

t.test('a month for which an operator has made a larger partition is left to it', async t => {
  const { db } = await database(t)
  await db.$client`create table clicks_2026 partition of clicks for values from ('2026-01-01Z') to ('2027-01-01Z')`
  await createPartitions(db).ensure([Date.UTC(2026, 2), Date.UTC(2027, 0)])
  t.strictSame(await names(db), ['clicks_2026', 'clicks_2027_01'])
})

t.test('a database that is away makes none, and is asked again', async t => {
  const { db, url } = await database(t)
  const away = connect(url, { max: 1, name: 'test' })
  await away.$client.end()
  const partitions = createPartitions(away)
  for (let n = 0; n < 2; n++) await t.rejects(partitions.ensure([Date.UTC(2026, 0)]))
  t.strictSame(await names(db), [])
})

t.test('a time at which no click can have happened has no partition', async t => {
  const { db } = await database(t)
  const partitions = createPartitions(db)
  for (const time of [-1, Date.UTC(10_000, 0), Number.NaN, 9e15])
    await t.rejects(partitions.ensure([time]), RangeError)
  t.strictSame(await names(db), [])
})
