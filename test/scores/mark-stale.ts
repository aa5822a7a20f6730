import { eq } from 'drizzle-orm'
import t from 'tap'
import { followerCounts, staleScores } from '../../src/db/schema.js'
import { markCounted, markStale } from '../../src/scores/mark-stale.js'
import { database } from '../fixtures/database.js'
import { storeAccount } from '../fixtures/numbers.js'

const january = new Date('2026-01-01')
const february = new Date('2026-02-01')

t.test('a count concerns the tweets since; the first one, like anything else, all', async t => {
  const { db } = await database(t)
  const accountId = await storeAccount(db, '@me', { '2026-01-01': 100, '2026-02-01': 200 })
  const marked = async () => {
    const rows = await db.delete(staleScores).returning()
    return rows.map(({ since, until }) => ({ since, until }))
  }
  await markCounted(db, [accountId], february)
  t.strictSame(await marked(), [{ since: february, until: null }])
  await markCounted(db, [accountId], january)
  t.strictSame(await marked(), [{ since: null, until: null }])
  await markStale(db, [accountId])
  t.strictSame(await marked(), [{ since: null, until: null }])
})

t.test('a count whose predecessor is taken away at the same moment is the first', async t => {
  const { db } = await database(t)
  const accountId = await storeAccount(db, '@me', { '2026-01-01': 100 })
  let counted = false
  let counting = Promise.resolve()
  await db.transaction(async tx => {
    await tx.delete(followerCounts).where(eq(followerCounts.accountId, accountId))
    counting = markCounted(db, [accountId], february).then(() => {
      counted = true
    })
    for (let isWaiting = false; !isWaiting && !counted; ) {
      const locks = await db.$client`
        select 1 from pg_locks where not granted and pid in (
          select pid from pg_stat_activity where datname = current_database())`
      isWaiting = locks.length > 0
    }
  })
  await counting
  t.match(await db.select().from(staleScores), [{ accountId, since: null }])
})
