import t from 'tap'
import { recountPostingsJob } from '../../src/jobs/recount-postings.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 3, 29)
const to = from + 3 * 86_400_000
const signal = new AbortController().signal

t.test('what an older version counted is split by posting, and counted on from there', async t => {
  const { db } = await database(t)
  const links = [
    await storeLinkWithTweet(db, 'one', from, to - 86_400_000),
    await storeLinkWithTweet(db, 'two', from, to),
  ]
  const records = randomRecords(seeded(5), { count: 2_000, linkIds: links, from, to })
  await countRecords(db, records.slice(0, 1_000))
  await db.$client`truncate tweet_postings`
  await countRecords(db, records.slice(1_000, 1_500))
  t.match(await rollupDifferences(db), [/tweet_postings/])
  await recountPostingsJob({ db }).run(signal)
  t.strictSame(await rollupDifferences(db), [])

  // A window that an older node closed, or counted alone.
  await db.$client`delete from tweet_sources where link_id = ${links[0] ?? 0}`
  await db.$client`update tweets set window_ends_at = tweeted_at where id = 1`
  await db.$client`update visitors set window_clicked_at = null, window_click_id = null where link_id = ${links[0] ?? 0}`
  await recountPostingsJob({ db }).run(signal)
  t.strictSame(await rollupDifferences(db), [])
  await countRecords(db, records.slice(1_500))
  t.strictSame(await rollupDifferences(db), [])
})

t.test('clicks of a dropped month stay counted, through an unknown posting', async t => {
  const { db } = await database(t)
  const link = await storeLinkWithTweet(db, 'long', from, to)
  await countRecords(db, randomRecords(seeded(6), { count: 1_000, linkIds: [link], from, to }))
  const sums = () => db.$client`
    select sum(clicks)::int as clicks, sum(clickers)::int as clickers from tweet_postings`
  const before = [...(await sums())]
  await db.$client`drop table clicks_2026_04`
  await db.$client`truncate tweet_postings`
  await recountPostingsJob({ db }).run(signal)
  t.strictSame([...(await sums())], before)
  const [unknown] = await db.$client`
    select clicks::int as clicks from tweet_postings where posting = '' and not x_for_iphone`
  t.ok(unknown?.clicks > before[0]?.clicks / 3)
  await recountPostingsJob({ db }).run(signal)
  t.strictSame([...(await sums())], before, 'nothing is left to do')
})
