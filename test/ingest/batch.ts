import { eq } from 'drizzle-orm'
import t from 'tap'
import { figureChannel } from '../../src/db/figures.js'
import { tweets } from '../../src/db/schema.js'
import { copyBatch } from '../../src/ingest/batch.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { prepare } from '../../src/ingest/prepare.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { isOvertaken } from '../../src/ingest/trouble.js'
import type { HitRecord } from '../../src/journal/record.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded, storeLinks, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

t.test(
  'rollups equal a recount, however often, in any order and by however many nodes records come',
  async t => {
    const { db } = await database(t)
    const chance = seeded(500)
    const day = Date.UTC(2026, 0, 30)
    const linkIds = [
      await storeLinkWithTweet(db, 'tweeted', day + 3_600_000, day + 2 * 86_400_000),
      await storeLinkWithTweet(db, 'later', day + 86_400_000, day + 3 * 86_400_000),
      await storeLinkWithTweet(db, 'plain', null, null),
      987_654,
    ]
    const records = randomRecords(chance, { count: 3_000, linkIds, from: day, to: day + 4 * 86_400_000 })
    const deliver = async (pieces: HitRecord[][]) => {
      for (const piece of pieces) {
        // Two nodes that replay the same records at once may come into each other's way; both try
        // again.
        for (;;) {
          try {
            await countRecords(db, piece)
            break
          } catch (error) {
            if (!/deadlock/.test(String((error as Error).cause ?? error))) throw error
          }
        }
      }
    }
    const shuffled = () => pieces(shuffle(chance, records), chance)
    const delivered = Promise.all([deliver(shuffled()), deliver(shuffled()), deliver(shuffled().slice(0, 5))])
    const done = delivered.then(() => true)
    while (!(await Promise.race([done, foldChanges(db).then(() => false)])));
    t.strictSame(await rollupDifferences(db), [])
    const [total] = await db.$client`select count(*)::int as clicks from clicks`
    t.equal(total?.clicks, records.length, 'each record is there once')
    const [tweet] = await db.$client`select sum(clickers)::int as clickers from tweet_sources`
    t.ok(tweet?.clickers > 100, 'windows took part')

    await deliver([records])
    t.strictSame(await rollupDifferences(db), [], 'and a replay of all changes nothing')
  },
)

t.test(
  'a batch of which nothing is there is copied, and one of which something is changes nothing',
  async t => {
    const { db } = await database(t)
    const from = Date.UTC(2026, 2, 1)
    const linkIds = [await storeLinkWithTweet(db, 'tweeted', from, from + 86_400_000), 7, 8]
    await storeLinks(db, [7, 8])
    const records = randomRecords(seeded(5), { count: 2_000, linkIds, from, to: from + 2 * 86_400_000 })
    const copy = async (some: HitRecord[]) =>
      copyBatch(db, await prepare(db, createPartitions(db), some), { nodeId, moves: [] })
    // Backwards, so that known visitors turn out to have clicked earlier.
    for (let at = records.length - 250; at >= 0; at -= 250) await copy(records.slice(at, at + 250))
    t.strictSame(await rollupDifferences(db), [])
    const refused = await copy(records.slice(0, 10)).catch(error => error)
    t.ok(isOvertaken(refused), 'what is there cannot be copied')
    t.strictSame(await rollupDifferences(db), [])
  },
)

t.test('a batch that was made ready before a tweet moved is not copied', async t => {
  const { db } = await database(t)
  const from = Date.UTC(2026, 2, 1)
  const linkId = await storeLinkWithTweet(db, 'tweeted', from, from + 86_400_000)
  const records = randomRecords(seeded(6), { count: 50, linkIds: [linkId], from, to: from + 86_400_000 })
  const batch = await prepare(db, createPartitions(db), records)
  await db
    .update(tweets)
    .set({ windowEndsAt: new Date(from + 3_600_000) })
    .where(eq(tweets.id, 1))
  const refused = await copyBatch(db, batch, { nodeId, moves: [] }).catch(error => error)
  t.ok(isOvertaken(refused))
})

t.test('a batch announces that figures change, one without hits does not', async t => {
  const { db } = await database(t)
  const from = Date.UTC(2026, 2, 1)
  await storeLinks(db, [7])
  const records = randomRecords(seeded(7), { count: 5, linkIds: [7], from, to: from + 86_400_000 })
  const told: string[] = []
  let end = () => {}
  const { unlisten } = await db.$client.listen(figureChannel, payload => {
    told.push(payload)
    if (payload === 'end') end()
  })
  const copy = async (batch: Parameters<typeof copyBatch>[1]) => {
    await copyBatch(db, batch, { nodeId, moves: [] })
    const ended = new Promise<void>(resolve => {
      end = resolve
    })
    await db.$client.notify(figureChannel, 'end')
    await ended
    return told.splice(0)
  }
  t.strictSame(await copy(null), ['end'])
  t.strictSame(await copy(await prepare(db, createPartitions(db), [])), ['end'])
  t.strictSame(await copy(await prepare(db, createPartitions(db), records)), ['', 'end'])
  await unlisten()
})

const nodeId = '01960000-0000-4000-8000-000000000001'

function shuffle<T>(chance: () => number, list: T[]): T[] {
  return list
    .map(value => ({ value, key: chance() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
}

function pieces<T>(list: T[], chance: () => number): T[][] {
  const result: T[][] = []
  for (let at = 0; at < list.length; ) {
    const size = 1 + Math.floor(chance() * 400)
    result.push(list.slice(at, at + size))
    at += size
  }
  return result
}
