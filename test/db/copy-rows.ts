import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import t from 'tap'
import { copyInto } from '../../src/db/copy.js'
import { CopyRows } from '../../src/db/copy-rows.js'
import { clicks, visitors } from '../../src/db/schema.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { database } from '../fixtures/database.js'

t.test('the server reads every type as it was written', async t => {
  const { db } = await database(t)
  const texts = ['', 'plain', 'a "b"\\\t\n{}', 'ä€😀'.repeat(300), null]
  const rows = texts.map((text, n) => ({
    linkId: [0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER][n] ?? 0,
    clickedAt: new Date(Date.UTC([1970, 1999, 2000, 2026, 9998][n] ?? 0, 11, 31, 23, 59, 59, 999)),
    id: randomUUID(),
    visitor: Buffer.from(['00', 'ff', '', '0123456789abcdef'.repeat(2), '10'][n] ?? '', 'hex'),
    rulesVersion: [0, 1, -1, 32_767, -32_768][n] ?? 0,
    country: n === 4 ? null : 'DE',
    userAgent: text,
    hints: { text },
    source: text ?? 'unknown',
  }))
  await createPartitions(db).ensure(rows.map(row => row.clickedAt.getTime()))
  const columns = [
    'link_id',
    'clicked_at',
    'id',
    'visitor',
    'rules_version',
    'country',
    'user_agent',
    'hints',
  ]
  // So little room that it must grow.
  const copy = new CopyRows(columns.length + 1, 1)
  for (const row of rows) {
    copy.row()
    copy.bigint(row.linkId)
    copy.time(row.clickedAt.getTime())
    copy.uuid(row.id)
    copy.bytes(row.visitor.toString('hex'))
    copy.smallint(row.rulesVersion)
    copy.text(row.country)
    copy.text(row.userAgent)
    copy.json(JSON.stringify(row.hints))
    copy.text(row.source)
  }
  await db.transaction(tx => copyInto(tx, clicks, [...columns, 'source'], copy.finish()))
  const found = await db.select().from(clicks).orderBy(clicks.clickedAt)
  t.match(found, rows)
  t.equal(found.length, rows.length)
})

t.test('a time or a UUID that is not known is null', async t => {
  const { db } = await database(t)
  const copy = new CopyRows(6)
  copy.row()
  copy.bigint(1)
  copy.bytes('ab')
  copy.time(0)
  copy.uuid(randomUUID())
  copy.time(null)
  copy.uuid(null)
  const columns = [
    'link_id',
    'visitor',
    'first_clicked_at',
    'first_click_id',
    'window_clicked_at',
    'window_click_id',
  ]
  await db.transaction(tx => copyInto(tx, visitors, columns, copy.finish()))
  const [row] = await db.execute(
    sql`select window_clicked_at is null and window_click_id is null as absent from visitors`,
  )
  t.strictSame(row, { absent: true })
})
