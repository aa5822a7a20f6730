import t from 'tap'
import { countBatch } from '../../src/ingest/batch.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import type { ClickRecord } from '../../src/journal/record.js'
import { database } from '../fixtures/database.js'
import { randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

t.test(
  'rollups equal a recount, however often, in whatever order and by however many nodes records come',
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
    const partitions = createPartitions(db)
    const deliver = async (pieces: ClickRecord[][]) => {
      for (const piece of pieces) {
        // Two nodes that replay the same records at once may come into each other's way; both try again.
        for (;;) {
          try {
            await countBatch(db, partitions, piece, null)
            break
          } catch (error) {
            if (!/deadlock/.test(String((error as Error).cause ?? error))) throw error
          }
        }
      }
    }
    const shuffled = () => pieces(shuffle(chance, records), chance)
    await Promise.all([deliver(shuffled()), deliver(shuffled()), deliver(shuffled().slice(0, 5))])
    t.strictSame(await rollupDifferences(db), [])
    const [total] = await db.$client`select count(*)::int as clicks from clicks`
    t.equal(total?.clicks, records.length, 'each record is there once')
    const [tweet] = await db.$client`select sum(clickers)::int as clickers from tweet_sources`
    t.ok(tweet?.clickers > 100, 'windows took part')

    await deliver([records])
    t.strictSame(await rollupDifferences(db), [], 'and a replay of all changes nothing')
  },
)

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
