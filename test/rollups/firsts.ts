import { eq, sql } from 'drizzle-orm'
import t from 'tap'
import { clicks } from '../../src/db/schema.js'
import { precedes, selectFirsts } from '../../src/rollups/firsts.js'
import { isInside, liesInside } from '../../src/rollups/window.js'
import { database } from '../fixtures/database.js'
import { countRecords, firefox } from '../fixtures/hits.js'
import { clickRecord } from '../fixtures/records.js'

const at = 1_760_000_000_000

t.test('the first of some clicks is the earliest, and of one moment the one with the lowest id', async t => {
  t.ok(precedes({ at, id: 'b' }, null))
  t.ok(precedes({ at, id: 'b' }, { at: at + 1, id: 'a' }))
  t.ok(precedes({ at, id: 'a' }, { at, id: 'b' }))
  t.notOk(precedes({ at, id: 'a' }, { at, id: 'a' }))
  const { db } = await database(t)
  const human = { linkIdentity: null, userAgent: firefox }
  await countRecords(db, [
    clickRecord(1, { ...human, at: at - 5, userAgent: 'curl/8.5.0' }),
    clickRecord(3, { ...human, at }),
    clickRecord(2, { ...human, at }),
    clickRecord(4, { ...human, at: at - 1, linkId: 8 }),
    clickRecord(5, { ...human, at: at + 9, visitor: 'f'.repeat(32) }),
  ])
  const firsts = async (window: { from: number; to: number } | null) => {
    const time = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`
    const inside = (ends: { from: number; to: number }) =>
      liesInside(sql`${clicks.clickedAt}`, { from: time(ends.from), to: time(ends.to) })
    const rows = await selectFirsts(db, window === null ? eq(clicks.linkId, 7) : inside(window))
    return rows.map(({ id }) => Number(id.slice(-12)))
  }
  t.strictSame(await firsts(null), [2, 5])
  t.strictSame(
    await firsts({ from: at - 1, to: at + 9 }),
    [2, 4],
    'a window begins with its first moment, and ends before its last',
  )
  t.strictSame(await firsts({ from: at, to: at + 10 }), [2, 5])
})

t.test('what lies inside a window is the same in both languages', t => {
  const window = { from: at, to: at + 10 }
  t.strictSame(
    [at - 1, at, at + 9, at + 10].map(time => isInside(window, { at: time })),
    [false, true, true, false],
  )
  t.notOk(isInside(null, { at }))
  t.notOk(isInside(undefined, { at }))
  t.end()
})
