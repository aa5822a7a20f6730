// Whatever comes, in any order, what is counted equals a new count. A failure tells the
// seed that repeats it.
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import t from 'tap'
import type { Database } from '../../src/db/connect.js'
import { lockCounting } from '../../src/db/locks.js'
import { links, tweets } from '../../src/db/schema.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import { recountLink } from '../../src/ingest/recount-link.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { addUpAgain, sumLinks } from '../../src/ingest/rollups/sum-links.js'
import { storeRecords } from '../../src/ingest/store.js'
import type { HitRecord } from '../../src/journal/record.js'
import { moveWindow } from '../../src/links/move-window.js'
import { eraseLinks } from '../../src/purge/erase.js'
import { forgetLinks } from '../../src/purge/forget.js'
import { database } from '../fixtures/database.js'
import { randomRecords, seeded } from '../fixtures/hits.js'
import { storeLink } from '../fixtures/links.js'
import { rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 3, 29)
const day = 86_400_000

/** What may happen to a service; numbers choose among what there is. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('count' as const),
    first: fc.nat(200),
    records: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({
    do: fc.constant('crash' as const),
    first: fc.nat(200),
    records: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({
    do: fc.constant('both at once' as const),
    first: fc.nat(200),
    records: fc.integer({ min: 2, max: 60 }),
  }),
  fc.record({ do: fc.constant('misjudge' as const), reason: fc.constantFrom('bot', 'suspect', null) }),
  fc.record({ do: fc.constant('judge' as const) }),
  fc.record({ do: fc.constant('move' as const), hours: fc.integer({ min: -30, max: 30 }) }),
  fc.record({ do: fc.constant('fold' as const) }),
  fc.record({ do: fc.constant('recount' as const) }),
  fc.record({ do: fc.constant('sum' as const) }),
  fc.record({ do: fc.constant('add up again' as const) }),
  fc.record({
    do: fc.constant('change' as const),
    link: fc.nat(2),
    deleted: fc.boolean(),
    tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
  }),
  fc.record({ do: fc.constant('purge' as const), link: fc.nat(2) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

t.test('rollups equal a recount after any course of things', { timeout: 120_000 }, async t => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), fc.nat(), async (steps, seed) => {
      const { db } = await database(t)
      const linkIds = await storeTweets(db)
      const all = randomRecords(seeded(seed), { count: 260, linkIds, from, to: from + 3 * day, people: 12 })
      for (const each of steps) await take(db, each, all)
      const differences = await rollupDifferences(db)
      if (differences.length > 0) throw new Error(differences.join('\n'))
    }),
    { numRuns: 6, endOnFailure: true },
  )
})

/** A link without a tweet, with a published one and with a draft. */
async function storeTweets(db: Database): Promise<number[]> {
  const stored = await db
    .insert(tweets)
    .values(
      [true, false].map(published => ({
        network: 'x' as const,
        tweetedAt: new Date(from + day),
        windowEndsAt: new Date(from + 2 * day),
        published,
      })),
    )
    .returning()
  const made = [await storeLink(db, 'plain')]
  for (const [n, { id }] of stored.entries()) made.push(await storeLink(db, `tweet-${n}`, { tweetId: id }))
  return made.map(({ id }) => id)
}

async function take(db: Database, step: Step, all: HitRecord[]): Promise<void> {
  const count = (tx: Pick<Database, 'transaction'>, records: HitRecord[]) =>
    storeRecords({ db: Object.assign(Object.create(db), tx), partitions: createPartitions(db) }, records, {
      inserted: 0,
      duplicates: 0,
      refused: [],
    })
  if (step.do === 'count') await count(db, all.slice(step.first, step.first + step.records))
  if (step.do === 'both at once') {
    const some = all.slice(step.first, step.first + step.records)
    await Promise.all([
      count(db, some),
      count(db, some.slice(some.length >> 1)),
      count(db, [...some].reverse()),
    ])
  }
  if (step.do === 'crash') {
    const some = all.slice(step.first, step.first + step.records)
    const crashed = new Error('crashed')
    const dying: Pick<Database, 'transaction'> = {
      transaction: work =>
        db.transaction(async tx => {
          await work(tx)
          throw crashed
        }),
    }
    await count(dying, some).catch(() => {})
  }
  if (step.do === 'misjudge') {
    await db.execute(
      sql`update clicks set reason = ${step.reason}, rules_version = 1 where right(id::text, 1) < '4'`,
    )
    for (const { id } of await db.select({ id: links.id }).from(links)) await recountLink(db, id, new Date())
  }
  if (step.do === 'judge') await reclassify(db, { write: true })
  if (step.do === 'fold') await foldChanges(db)
  if (step.do === 'sum') await sumLinks(db)
  if (step.do === 'add up again') await addUpAgain(db)
  if (step.do === 'change')
    await db
      .update(links)
      .set({ deletedAt: step.deleted ? new Date() : null, tags: step.tags })
      .where(eq(links.id, step.link + 1))
  if (step.do === 'purge') {
    await db.transaction(async tx => {
      await lockCounting(tx, 'exclusive')
      await forgetLinks(tx, [step.link + 1], new Date())
    })
    await eraseLinks(db, new AbortController().signal)
  }
  if (step.do === 'recount')
    for (const { id } of await db.select({ id: links.id }).from(links)) await recountLink(db, id, new Date())
  if (step.do === 'move') {
    await db.transaction(async tx => {
      await lockCounting(tx, 'exclusive')
      const hours = sql`make_interval(hours => ${step.hours})`
      const [moved] = await tx
        .update(tweets)
        .set({ tweetedAt: sql`tweeted_at + ${hours}`, windowEndsAt: sql`window_ends_at + ${hours}` })
        .where(sql`published`)
        .returning({ id: tweets.id })
      if (moved !== undefined) await moveWindow(tx, moved.id, new Date())
    })
  }
}
