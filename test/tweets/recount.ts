import { eq } from 'drizzle-orm'
import t from 'tap'
import { lockCounting } from '../../src/db/locks.js'
import { links, tweets } from '../../src/db/schema.js'
import { recountTweet } from '../../src/tweets/recount.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

const day = 86_400_000
const from = Date.UTC(2026, 4, 1)

t.test(
  'a window that moves, comes or goes while clicks come in is counted as if it had always been so',
  async t => {
    const { db } = await database(t)
    const linkId = await storeLinkWithTweet(db, 'moved', from, from + day)
    const other = await storeLinkWithTweet(db, 'other', from, from + day)
    const records = randomRecords(seeded(11), {
      count: 2_000,
      linkIds: [linkId, other],
      from: from - day,
      to: from + 3 * day,
    })
    const change = (task: (tx: Parameters<Parameters<typeof db.transaction>[0]>[0]) => Promise<unknown>) =>
      db.transaction(async tx => {
        await lockCounting(tx, 'exclusive')
        await task(tx)
        await recountTweet(tx, linkId)
      })
    const move = (begin: number, end: number) =>
      change(tx =>
        tx
          .update(tweets)
          .set({ tweetedAt: new Date(begin), windowEndsAt: new Date(end) })
          .where(eq(tweets.id, 1)),
      )
    const ingest = async () => {
      for (let at = 0; at < records.length; at += 100) await countRecords(db, records.slice(at, at + 100))
    }
    await Promise.all([ingest(), move(from - day, from).then(() => move(from + day, from + 2 * day))])
    t.strictSame(await rollupDifferences(db), [])

    await change(tx => tx.update(links).set({ tweetId: null }).where(eq(links.id, linkId)))
    const [left] =
      await db.$client`select count(window_click_id)::int as n from visitors where link_id = ${linkId}`
    t.equal(left?.n, 0, 'nothing is left without a tweet')
    t.strictSame(await rollupDifferences(db), [])

    await change(tx => tx.update(links).set({ tweetId: 1 }).where(eq(links.id, linkId)))
    const [back] =
      await db.$client`select count(window_click_id)::int as n from visitors where link_id = ${linkId}`
    t.ok(back?.n > 50)
    t.strictSame(await rollupDifferences(db), [])
  },
)
