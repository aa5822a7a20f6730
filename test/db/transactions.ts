import { sql } from 'drizzle-orm'
import t from 'tap'
import { hitId } from '../../src/capture/hit-id.js'
import { connect, type Queryable } from '../../src/db/connect.js'
import { clicks } from '../../src/db/schema.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { database } from '../fixtures/database.js'

t.test('a transaction commits what it did, or nothing', async t => {
  const { db } = await database(t)
  await db.$client`create table kept (n int)`
  t.equal(
    await db.transaction(async tx => (await tx.execute(sql`insert into kept values (1) returning n`)).length),
    1,
  )
  const refused = db.transaction(async tx => {
    await tx.execute(sql`insert into kept values (2)`)
    await tx.execute(sql`select 1 / 0`)
  })
  await t.rejects(refused, { cause: { code: '22012' } })
  const given = new Error('changed my mind')
  await t.rejects(
    db.transaction(async tx => {
      await tx.execute(sql`insert into kept values (3)`)
      throw given
    }),
    given,
  )
  t.strictSame([...(await db.$client`select n from kept`)], [{ n: 1 }])
  const mode = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const
  await t.rejects(
    db.transaction(tx => tx.execute(sql`insert into kept values (4)`), mode),
    { cause: { code: '25006' } },
  )
})

t.test('JSON is stored as it is, in a transaction and without', async t => {
  const { db } = await database(t)
  const row = {
    linkId: 1,
    clickedAt: new Date('2026-01-01'),
    visitor: Buffer.alloc(16),
    rulesVersion: 1,
    source: 'x',
  }
  await createPartitions(db).ensure([row.clickedAt.getTime()])
  const store = (to: Queryable) =>
    to.insert(clicks).values({ ...row, id: hitId(Date.now()), hints: { head: true } })
  await store(db)
  await db.transaction(store)
  const heads = await db.execute(sql`select hints -> 'head' as head from clicks`)
  t.strictSame([...heads], [{ head: true }, { head: true }])
})

t.test('a transaction whose connection is lost ends, the process and the pool go on', async t => {
  const { db: admin, url } = await database(t)
  await admin.$client`create table kept (n int)`
  const db = connect(url, { max: 2 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  for (let round = 0; round < 8; round++) {
    const trouble = db.transaction(async tx => {
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      const slow = tx.execute(sql`select pg_sleep(20)`)
      await admin.$client`select pg_terminate_backend(${row?.pid ?? 0})`
      await t.rejects(slow, 'the statement under way fails')
      // As a caller would who goes on in spite of it: this must not run outside of the transaction.
      await tx.execute(sql`insert into kept values (${round}::int)`)
    })
    await t.rejects(trouble, `round ${round} ends`)
    t.equal((await db.transaction(tx => tx.execute(sql`select 1`))).length, 1, 'the next transaction works')
  }
  t.strictSame([...(await admin.$client`select n from kept`)], [])
})

t.test('closing waits for transactions, and breaks off one that takes longer', async t => {
  const { db: admin, url } = await database(t)
  await admin.$client`create table kept (n int)`
  const begin = async (work: (tx: Queryable) => Promise<unknown>) => {
    const db = connect(url, { max: 2 })
    let tell = () => {}
    const begun = new Promise<void>(resolve => {
      tell = resolve
    })
    const done = db.transaction(async tx => {
      await tx.execute(sql`insert into kept values (1)`)
      tell()
      await work(tx)
    })
    done.catch(() => {})
    await begun
    return { db, done }
  }

  const short = await begin(tx => tx.execute(sql`select pg_sleep(0.2)`))
  await short.db.$client.end()
  await t.resolves(short.done)

  const long = await begin(tx => tx.execute(sql`select pg_sleep(60)`))
  const beside = long.db.transaction(tx => tx.execute(sql`select 1`))
  beside.catch(() => {})
  await long.db.$client.end({ timeout: 0.1 })
  await t.rejects(long.done, 'it is broken off')
  await t.rejects(beside, 'what waits for a connection is told')
  await t.rejects(
    long.db.transaction(tx => tx.execute(sql`select 1`)),
    { message: /closed/ },
  )
  t.equal((await admin.$client`select from kept`).length, 1)
})
