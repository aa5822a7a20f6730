import t from 'tap'
import { reclassify } from '../../src/ingest/reclassify.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { rulesVersion } from '../../src/ingest/steps/rules.js'
import { testApp } from '../fixtures/app.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rebuildRollups, rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 3, 29)
const to = from + 3 * 86_400_000

t.test('hits that other rules judged are corrected with every rollup, as if today’s had', async t => {
  const { db } = await database(t)
  const tweeted = await storeLinkWithTweet(db, 'tweeted', from, from + 86_400_000)
  const other = await storeLinkWithTweet(db, 'other', from, to)
  const records = randomRecords(seeded(9), { count: 2_000, linkIds: [tweeted, other], from, to })
  await countRecords(db, records)
  await foldChanges(db)
  const dump = async () => ({
    clicks: [...(await db.$client`select * from clicks order by id`)],
    facets: [...(await db.$client`select * from link_facets order by 1, 2, 3, 4`)],
    visitors: [...(await db.$client`select * from visitors order by 1, 2`)],
    tweet: [...(await db.$client`select * from tweet_sources order by 1, 2`)],
  })
  const right = await dump()

  t.match(await reclassify(db, { write: false }), { judged: 2_000, changed: 0, links: 0, verdicts: [] })

  // As rules without the bot rule, and with a wrong one, would have judged; and a source that had
  // another name.
  await db.$client`update clicks set reason = null where reason = 'bot'`
  await db.$client`update clicks set reason = 'suspect' where reason is null and browser = 'Firefox'`
  await db.$client`update clicks set source = 'twitter' where source = 'x' and link_id = ${other}`
  await rebuildRollups(db)
  t.strictSame(await rollupDifferences(db), [])
  const wrong = await dump()

  const planned = await reclassify(db, { write: false })
  t.strictSame(await dump(), wrong, 'a dry run changes nothing')
  t.ok(planned.changed > 500)
  t.strictSame(planned.verdicts.map(row => `${row.from} → ${row.to}`).sort(), [
    'human → bot',
    'suspect → human',
  ])

  const one = await reclassify(db, { write: true, link: 'tweeted' })
  t.equal(one.links, 1)
  t.strictSame(await rollupDifferences(db), [], 'after one link')
  const rest = await reclassify(db, { write: true })
  t.equal(one.changed + rest.changed, planned.changed, 'what the dry run announced')
  t.strictSame(await rollupDifferences(db), [])
  t.strictSame(await dump(), right)
  t.match(await reclassify(db, { write: false }), { changed: 0 })
})

t.test('what was counted a moment ago is corrected, too', async t => {
  const { db } = await database(t)
  const records = randomRecords(seeded(11), { count: 500, linkIds: [1], from, to })
  await countRecords(db, records.slice(0, 400))
  await db.$client`update clicks set source = 'twitter' where source = 'x'`
  await rebuildRollups(db)
  await countRecords(db, records.slice(400))
  t.ok((await reclassify(db, { write: true })).changed > 50)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('only the hits of the time that is asked for are judged', async t => {
  const { db } = await database(t)
  const records = randomRecords(seeded(10), { count: 300, linkIds: [1], from, to })
  await countRecords(db, records)
  const middle = from + 86_400_000
  const inside = records.filter(record => record.at >= from && record.at < middle).length
  const report = await reclassify(db, { write: false, from: new Date(from), to: new Date(middle) })
  t.equal(report.judged, inside)
})

t.test('an unknown link is an error', async t => {
  const { db } = await database(t)
  await t.rejects(reclassify(db, { write: false, link: 'nothing' }), { code: 'link-not-found' })
})

t.test('hits whose verdict stays are marked as judged by these rules, where they were asked for', async t => {
  const { db } = await database(t)
  await countRecords(db, randomRecords(seeded(12), { count: 300, linkIds: [1, 2], from, to }))
  await db.$client`update clicks set rules_version = 1`
  const older = async () =>
    (await db.$client`select from clicks where rules_version < ${rulesVersion}`).length
  await reclassify(db, { write: false })
  t.equal(await older(), 300, 'a dry run marks nothing')
  const middle = new Date(from + 86_400_000)
  const [later] =
    await db.$client`select count(*)::int as hits from clicks where clicked_at >= ${middle.toISOString()}`
  t.match(await reclassify(db, { write: true, to: middle }), { changed: 0, links: 0 })
  t.equal(await older(), later?.hits)
  await reclassify(db, { write: true })
  t.equal(await older(), 0)
  t.strictSame(await rollupDifferences(db), [])
})

t.test('clicks from the server of an account count as Mastodon, earlier ones once judged again', async t => {
  const { ctx, api } = await testApp(t)
  const { db } = ctx
  const records = randomRecords(seeded(13), { count: 20, linkIds: [1], from, to }).map(record => ({
    ...record,
    referrer: 'https://www.XN--mnchen-3ya.social/',
  }))
  const sources = async () =>
    [...(await db.$client`select source, count(*)::int from clicks group by 1 order by 1`)].map(
      row => `${row.source} ${row.count}`,
    )
  await countRecords(db, records.slice(0, 10))
  t.strictSame(await sources(), ['xn--mnchen-3ya.social 10'])
  t.match(await api('POST', '/accounts', { handle: '@me@MÜNCHEN.social' }), { statusCode: 201 })
  await countRecords(db, records.slice(10))
  t.strictSame(await sources(), ['mastodon 10', 'xn--mnchen-3ya.social 10'])
  await reclassify(db, { write: true })
  t.strictSame(await sources(), ['mastodon 20'])
  t.strictSame(await rollupDifferences(db), [])
})
