import t from 'tap'
import { readPosition, storePosition } from '../../src/ingest/positions.js'
import { database } from '../fixtures/database.js'

const node = '01960000-0000-4000-8000-000000000001'
const other = '01960000-0000-4000-8000-000000000002'

t.test('a position moves forward only, and each node has its own', async t => {
  const { db } = await database(t)
  t.strictSame(await readPosition(db, node), { segment: 0, offset: 0 })
  await storePosition(db, node, { segment: 2, offset: 100 })
  await storePosition(db, other, { segment: 1, offset: 5 })
  await storePosition(db, node, { segment: 2, offset: 99 })
  t.strictSame(await readPosition(db, node), { segment: 2, offset: 100 })
  await storePosition(db, node, { segment: 1, offset: 5_000_000_000 })
  t.strictSame(await readPosition(db, node), { segment: 2, offset: 100 })
  await storePosition(db, node, { segment: 3, offset: 0 })
  t.strictSame(await readPosition(db, node), { segment: 3, offset: 0 })
  t.strictSame(await readPosition(db, other), { segment: 1, offset: 5 })
})
