import t from 'tap'
import type { Database } from '../../src/db/connect.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { rulesVersion } from '../../src/rollups/rules-version.js'
import { linkRules } from '../../src/stats/link-rules.js'
import { testApp } from '../fixtures/app.js'
import { database } from '../fixtures/database.js'
import { chrome, countRecords, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { clickRecord } from '../fixtures/records.js'
import { rebuildRollups, rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 3, 29)
const to = from + 3 * 86_400_000

/** As if rules of this version had judged the hits so far, those of a link or all of them. */
async function judgedBy(db: Database, version: number, linkId: number | null = null): Promise<void> {
  await db.$client`
    update clicks set rules_version = ${version} where link_id = coalesce(${linkId}::bigint, link_id)`
  await rebuildRollups(db)
}

/** What the statistics say of each link: the version, and how many hits older rules judged. */
function rulesOf(db: Database, ...linkIds: number[]): Promise<string[]> {
  return Promise.all(
    linkIds.map(async id => {
      const { version, olderHits } = await linkRules(db, id)
      return `${version}: ${olderHits}`
    }),
  )
}

/** Random hits, `n` on each of the links 1 and 2. */
function hitsOfTwo(seed: number, n: number) {
  return [1, 2].flatMap(id => randomRecords(seeded(seed + id), { count: n, linkIds: [id], from, to }))
}

t.test('hits that other rules judged are corrected with every rollup, as if today’s had', async t => {
  const { db } = await database(t)
  const tweeted = await storeLinkWithTweet(db, 'tweeted', from, from + 86_400_000)
  const other = await storeLinkWithTweet(db, 'other', from, to)
  const records = randomRecords(seeded(9), { count: 2_000, linkIds: [tweeted, other], from, to })
  await countRecords(db, records)
  await foldChanges(db)
  const dump = async () => ({
    clicks: [...(await db.$client`select to_jsonb(c) - 'arrival' from clicks c order by id`)],
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

t.test('a report tells each change of verdict with its hits, the most frequent first', async t => {
  const { db } = await database(t)
  const kinds = [
    { count: 1, was: 'suspect', facts: {} },
    { count: 2, was: null, facts: { userAgent: 'curl/8.5.0' } },
    { count: 3, was: 'suspect', facts: { userAgent: 'curl/8.5.0' } },
    { count: 4, was: null, facts: { hints: { purpose: 'prefetch' } } },
  ]
  let n = 0
  for (const { count, was, facts } of kinds) {
    const common = { linkId: 1, linkIdentity: null, hints: {}, userAgent: chrome, ...facts }
    const records = Array.from({ length: count }, () => clickRecord(++n, { ...common, at: from + n }))
    await countRecords(db, records)
    await db.$client`
      update clicks set reason = ${was}, rules_version = 1 where id in ${db.$client(records.map(({ id }) => id))}`
  }
  await rebuildRollups(db)
  const report = {
    judged: 10,
    older: 10,
    changed: 10,
    links: 1,
    verdicts: [
      { from: 'human', to: 'prefetch', hits: 4 },
      { from: 'suspect', to: 'bot', hits: 3 },
      { from: 'human', to: 'bot', hits: 2 },
      { from: 'suspect', to: 'human', hits: 1 },
    ],
  }
  t.strictSame(await reclassify(db, { write: false }), report)
  t.strictSame(await reclassify(db, { write: true }), report)
  t.strictSame(await reclassify(db, { write: true }), {
    judged: 10,
    older: 0,
    changed: 0,
    links: 0,
    verdicts: [],
  })
})

t.test('hits soon after the tweet are judged by its time', async t => {
  const { db } = await database(t)
  const linkId = await storeLinkWithTweet(db, 'tweeted', from, to)
  const soon = { linkId, linkIdentity: null, at: from + 1_000, userAgent: chrome, referrer: null }
  await countRecords(db, [clickRecord(1, { ...soon, hints: { dataCentre: true } })])
  const [hit] = await db.$client`select reason from clicks`
  t.equal(hit?.reason, 'suspect')
  t.match(await reclassify(db, { write: false }), { judged: 1, changed: 0 })
})

t.test('more hits than are read at once are each judged once, also those of one moment', async t => {
  const { db } = await database(t)
  const records = randomRecords(seeded(14), { count: 5_100, linkIds: [1], from, to: from + 2 })
  await countRecords(db, records)
  await db.$client`update clicks set source = 'odd'`
  await rebuildRollups(db)
  t.match(await reclassify(db, { write: true }), { judged: 5_100, changed: 5_100, links: 1 })
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
  await t.rejects(reclassify(db, { write: false, link: 'nothing' }), {
    code: 'link-not-found',
    message: 'There is no link "nothing".',
  })
})

t.test('hits whose verdict stays are marked as judged by these rules, where they were asked for', async t => {
  const { db } = await database(t)
  await countRecords(db, randomRecords(seeded(12), { count: 300, linkIds: [1, 2], from, to }))
  await judgedBy(db, 1)
  const older = async () =>
    (await db.$client`select from clicks where rules_version < ${rulesVersion}`).length
  await reclassify(db, { write: false })
  t.equal(await older(), 300, 'a dry run marks nothing')
  const middle = new Date(from + 86_400_000)
  const [later] =
    await db.$client`select count(*)::int as hits from clicks where clicked_at >= ${middle.toISOString()}`
  t.match(await reclassify(db, { write: true, to: middle }), { changed: 0, links: 0 })
  t.equal(await older(), later?.hits)
  t.strictSame(await rollupDifferences(db), [])
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

t.test('statistics say how many hits older rules judged, until they are judged again', async t => {
  const { db } = await database(t)
  const records = hitsOfTwo(20, 100)
  await countRecords(db, records.slice(0, 150))
  t.strictSame(await rulesOf(db, 1, 2, 3), [`${rulesVersion}: 0`, `${rulesVersion}: 0`, `${rulesVersion}: 0`])
  await judgedBy(db, 1)
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 100`, `${rulesVersion}: 50`])
  await countRecords(db, records)
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 100`, `${rulesVersion}: 50`], 'new hits are not')
  t.strictSame(await rollupDifferences(db), [])
  t.equal((await countRecords(db, records)).inserted, 0, 'nor is a journal that is read again')
  t.strictSame(await rollupDifferences(db), [])

  await reclassify(db, { write: true, link: 'link-1' })
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 0`, `${rulesVersion}: 50`])
  t.strictSame(await rollupDifferences(db), [])
  for (const time of ['first', 'second']) {
    await reclassify(db, { write: true })
    t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 0`, `${rulesVersion}: 0`], time)
    t.strictSame(await rollupDifferences(db), [])
  }
})

t.test('a new verdict takes its hit off the older ones once, range by range', async t => {
  const { db } = await database(t)
  await countRecords(db, hitsOfTwo(22, 100))
  await db.$client`update clicks set reason = null where reason = 'bot'`
  await judgedBy(db, 2, 1)
  const middle = new Date(from + 86_400_000)
  const [kept] = await db.$client`
    select count(*)::int as hits from clicks where link_id = 1 and clicked_at < ${middle.toISOString()}`
  t.ok((await reclassify(db, { write: true, from: middle })).changed > 0)
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: ${kept?.hits}`, `${rulesVersion}: 0`])
  t.strictSame(await rollupDifferences(db), [])
  t.ok((await reclassify(db, { write: true })).changed > 0)
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 0`, `${rulesVersion}: 0`])
  t.strictSame(await rollupDifferences(db), [])
})

t.test('older hits are exact while two nodes count and one judges again', async t => {
  const { db } = await database(t)
  const records = hitsOfTwo(24, 300)
  await countRecords(db, records.slice(0, 450))
  await judgedBy(db, 1)
  await Promise.all([countRecords(db, records.slice(100)), countRecords(db, records.slice(200))])
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 300`, `${rulesVersion}: 150`])
  t.strictSame(await rollupDifferences(db), [])
  await judgedBy(db, 1)
  const more = hitsOfTwo(26, 200)
  await Promise.all([
    reclassify(db, { write: true }),
    countRecords(db, more),
    countRecords(db, more.slice(100)),
    reclassify(db, { write: true }),
  ])
  t.strictSame(await rollupDifferences(db), [])
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 0`, `${rulesVersion}: 0`])
})

t.test('a correction that fails leaves the older hits as they were', async t => {
  const { db } = await database(t)
  await countRecords(db, hitsOfTwo(28, 50))
  await db.$client`update clicks set reason = null where reason = 'bot'`
  await judgedBy(db, 1)
  // Written after the hits and their number.
  await db.$client`alter table link_changes add constraint never check (false)`
  await t.rejects(reclassify(db, { write: true }))
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 50`, `${rulesVersion}: 50`])
  t.strictSame(await rollupDifferences(db), [])
  await db.$client`alter table link_changes drop constraint never`
  t.match(await reclassify(db, { write: true }), { links: 2 })
  t.strictSame(await rulesOf(db, 1, 2), [`${rulesVersion}: 0`, `${rulesVersion}: 0`])
})

t.test('beside a newer node its rules count, and its verdicts stay', async t => {
  const { db } = await database(t)
  const newer = rulesVersion + 1
  const records = hitsOfTwo(30, 100)
  await countRecords(db, records.slice(0, 60))
  await judgedBy(db, 1)
  await countRecords(db, records.slice(60, 80))
  await db.$client`update clicks set rules_version = ${newer} where rules_version = ${rulesVersion}`
  await db.$client`update clicks set reason = 'suspect' where rules_version = ${newer} and reason is null`
  await rebuildRollups(db)
  t.strictSame(await rulesOf(db, 1), [`${newer}: 60`])
  await countRecords(db, records)
  t.strictSame(await rulesOf(db, 1), [`${newer}: 80`], 'hits of this node are older ones')
  t.strictSame(await rollupDifferences(db), [])
  t.match(await reclassify(db, { write: true }), { judged: 180, changed: 0 })
  t.strictSame(await rulesOf(db, 1, 2), [`${newer}: 80`, `${rulesVersion}: 0`])
  t.strictSame(await rollupDifferences(db), [])
  const [left] = await db.$client`
    select count(*)::int as hits from clicks where rules_version = ${newer} and reason is not null`
  t.equal(left?.hits, 20, 'not one is a click again')
})
