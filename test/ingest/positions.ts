import t from 'tap'
import { readPositions, samePositions, storePositions } from '../../src/ingest/positions.js'
import { database } from '../fixtures/database.js'

const node = '01960000-0000-4000-8000-000000000001'
const other = '01960000-0000-4000-8000-000000000002'
const refusal = { message: 'The database is not at the position where ingest left it.' }
const at = (offset: number) => ({ offset, fingerprint: `of ${offset}` })

t.test('a position moves from where it is known to be, and each node and segment has its own', async t => {
  const { db } = await database(t)
  t.strictSame(await readPositions(db, node), new Map())
  await storePositions(db, node, [
    { segment: 1, from: null, to: at(5_000_000_000) },
    { segment: 2, from: null, to: at(100) },
  ])
  await storePositions(db, other, [{ segment: 1, from: null, to: at(5) }])
  await storePositions(db, node, [{ segment: 2, from: at(100), to: at(200) }])
  const stored = new Map([
    [1, at(5_000_000_000)],
    [2, at(200)],
  ])
  t.strictSame(await readPositions(db, node), stored)
  t.strictSame(await readPositions(db, other), new Map([[1, at(5)]]))
  await storePositions(db, node, [{ segment: 1, from: at(5_000_000_000), to: null }])
  t.strictSame(await readPositions(db, node), new Map([[2, at(200)]]))
})

t.test('a database that is not where a move begins refuses it', async t => {
  const { db } = await database(t)
  await storePositions(db, node, [{ segment: 2, from: null, to: at(100) }])
  for (const from of [at(99), at(101), { ...at(100), fingerprint: 'of another segment' }]) {
    await t.rejects(storePositions(db, node, [{ segment: 2, from, to: at(300) }]), refusal)
    await t.rejects(storePositions(db, node, [{ segment: 2, from, to: null }]), refusal)
  }
  await t.rejects(storePositions(db, node, [{ segment: 2, from: null, to: at(300) }]), refusal)
  await t.rejects(storePositions(db, node, [{ segment: 1, from: at(1), to: at(300) }]), refusal)
  t.strictSame(await readPositions(db, node), new Map([[2, at(100)]]))
})

t.test('positions are the same only where all of them are', t => {
  const some = new Map([
    [1, at(1)],
    [2, at(2)],
  ])
  t.ok(samePositions(some, new Map(some)))
  t.notOk(samePositions(some, new Map([[1, at(1)]])))
  t.notOk(samePositions(some, new Map([...some, [2, at(3)]])))
  t.notOk(samePositions(some, new Map([...some, [3, at(3)]])))
  t.notOk(samePositions(some, new Map([...some, [2, { ...at(2), fingerprint: '' }]])))
  t.notOk(samePositions(some, new Map([...some, [2, { ...at(2), offset: 3 }]])))
  t.notOk(
    samePositions(
      some,
      new Map([
        [1, at(1)],
        [3, at(2)],
      ]),
    ),
  )
  t.end()
})
