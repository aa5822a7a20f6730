import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { bigint, pgTable } from 'drizzle-orm/pg-core'
import t from 'tap'
import { connect } from '../../src/db/connect.js'
import { copyInto } from '../../src/db/copy.js'
import { CopyRows } from '../../src/db/copy-rows.js'
import { database } from '../fixtures/database.js'
import { refusal } from '../fixtures/refusal.js'

const numbers = pgTable('numbers', { n: bigint('n', { mode: 'number' }).primaryKey() })

function rowsOf(list: number[]): Buffer {
  const rows = new CopyRows(1)
  for (const n of list) {
    rows.row()
    rows.bigint(n)
  }
  return rows.finish()
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n)

t.test('rows are copied with the transaction, or not at all', async t => {
  const { db } = await database(t)
  await db.$client`create table numbers (n bigint primary key)`
  const stored = async () => (await db.$client`select n from numbers order by n`).map(row => Number(row.n))
  await db.transaction(async tx => {
    await copyInto(tx, numbers, ['n'], rowsOf([1, 2]))
    await copyInto(tx, numbers, ['n'], rowsOf([3]))
  })
  t.strictSame(await stored(), [1, 2, 3])

  const refused = {
    'a row that is there': rowsOf([4, 2]),
    'one among the first of very many': rowsOf(upTo(200_000)),
    'a row cut off': rowsOf([5]).subarray(0, -6),
    'no rows at all': Buffer.from('hello'),
  }
  for (const [name, rows] of Object.entries(refused)) {
    await t.rejects(
      db.transaction(async tx => {
        await tx.execute(sql`insert into numbers values (10)`)
        await copyInto(tx, numbers, ['n'], rows)
      }),
      name,
    )
    t.strictSame(await stored(), [1, 2, 3], name)
  }
})

t.test('a connection that is lost in the middle of copying ends the transaction alone', async t => {
  const { db: admin, url } = await database(t)
  await admin.$client`create table numbers (n bigint primary key)`
  const db = connect(url, { max: 2 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  const rows = rowsOf(upTo(300_000))
  for (const waitMs of [0, 1, 2, 5, 10, 20, 40, 80]) {
    const cut = db.transaction(async tx => {
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      const copied = copyInto(tx, numbers, ['n'], rows)
      // It may fail before anybody looks at it.
      copied.catch(() => {})
      await sleep(waitMs)
      await admin.$client`select pg_terminate_backend(${row?.pid ?? 0})`
      await copied.catch(() => {})
      // As a caller would who goes on in spite of it: this must not run outside of the transaction.
      await tx.execute(sql`insert into numbers values (-1)`)
    })
    await t.rejects(cut, `${waitMs} ms`)
    t.equal((await db.transaction(tx => tx.execute(sql`select 1`))).length, 1, 'the next transaction works')
  }
  t.strictSame([...(await admin.$client`select n from numbers`)], [])
})

t.test('a server that ends the session as it agrees to copy', async t => {
  const { db: admin, url } = await database(t)
  await admin.$client`create table numbers (n bigint primary key)`
  const address = new URL(url)
  const agrees = Buffer.from('G\0\0\0')
  // Both arrive at once: the driver learns of the error before anybody has the stream.
  const server = createServer(near => {
    const far = dial(`${address.searchParams.get('host')}/.s.PGSQL.5432`)
    for (const socket of [near, far])
      socket.on('error', () => {}).on('close', () => [near, far].map(one => one.destroy()))
    near.pipe(far)
    far.on('data', (chunk: Buffer) => {
      if (chunk.includes(agrees)) near.end(Buffer.concat([chunk, refusal('57P01', 'terminating')]))
      else near.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const db = connect(`postgres://${address.username}@127.0.0.1:${port}${address.pathname}`, { max: 1 })
  t.teardown(() => db.$client.end({ timeout: 1 }))
  const copied = db.transaction(tx => copyInto(tx, numbers, ['n'], rowsOf(upTo(300_000))))
  await t.rejects(copied, { code: '57P01' })
  t.strictSame([...(await admin.$client`select n from numbers`)], [])
})
