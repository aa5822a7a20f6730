import t, { type Test } from 'tap'
import { recountLink } from '../../src/ingest/recount-link.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import { database } from '../fixtures/database.js'
import { countRecords, randomRecords, seeded, storeLinkWithTweet } from '../fixtures/hits.js'
import { rollupDifferences } from '../fixtures/recount.js'

const from = Date.UTC(2026, 3, 29)
const day = 86_400_000

/** A link whose tweet has a window of so many days, with hits of four days, counted and folded. */
async function countedLink(t: Test, windowDays: number) {
  const { db } = await database(t)
  const linkId = await storeLinkWithTweet(db, 'one', from, from + windowDays * day)
  const facts = { count: 400, linkIds: [linkId], from, to: from + 4 * day }
  await countRecords(db, randomRecords(seeded(windowDays), facts))
  while ((await foldChanges(db)) > 0);
  return { db, linkId }
}

t.test('whatever is wrong with what is counted of a link is right again', async t => {
  const { db, linkId } = await countedLink(t, 2)
  t.strictSame(await rollupDifferences(db), [])
  for (const [what, damage] of [
    ['totals', 'update link_totals set clicks = clicks + 1'],
    ['no totals', 'delete from link_totals'],
    ['quarters', "insert into link_quarters values (1, '2026-04-20Z', 5, 5, 5)"],
    ['hours', "insert into link_hours values (1, '2026-04-29Z', 5, 5, 5)"],
    ['facets', "insert into link_facets values (1, '2026-04-29Z', 'source', 'odd', 5, 5, 5)"],
    ['clickers', 'update visitors set first_click_id = gen_random_uuid()'],
    ['the tweet', 'update tweet_sources set clicks = clicks + 1, clickers = clickers + 1'],
  ] as const) {
    await db.$client.unsafe(damage)
    await recountLink(db, linkId, new Date())
    t.strictSame(await rollupDifferences(db), [], what)
    t.strictSame([...(await db.$client`select from link_hours`)], [])
  }
})

t.test('a hit that is stored twice stays at the time that its id tells', async t => {
  const { db } = await database(t)
  const linkId = await storeLinkWithTweet(db, 'one', null, null)
  const id = '019dd0f5-8c00-7000-8000-000000000001'
  const at = 0x019dd0f58c00
  const [record] = randomRecords(seeded(2), { count: 1, linkIds: [linkId], from, to: from + 1 })
  if (record === undefined) throw new Error('There is one.')
  await countRecords(db, [{ ...record, id, at }])
  await db.$client`
    insert into clicks (link_id, clicked_at, id, visitor, reason, rules_version, source, referrer_host, hints)
    select link_id, clicked_at + interval '1 minute' * n, id, visitor, reason, rules_version, source, referrer_host, hints
    from clicks, unnest(array[-2, 3]) as n`
  await recountLink(db, linkId, new Date())
  const left = await db.$client`select clicked_at from clicks`
  t.strictSame(
    left.map(({ clicked_at }) => new Date(clicked_at).getTime()),
    [at],
  )
  t.strictSame(await rollupDifferences(db), [])
})

t.test('what was counted in a dropped month stays, and so does the tweet', async t => {
  const { db, linkId } = await countedLink(t, 4)
  const counted = async () => ({
    quarters: [...(await db.$client`select * from link_quarters order by 1, 2`)],
    facets: [...(await db.$client`select * from link_facets order by 1, 2, 3, 4`)],
    sources: [...(await db.$client`select * from tweet_sources order by 1, 2`)],
    visitors: [...(await db.$client`select link_id, visitor, first_clicked_at from visitors order by 2`)],
  })
  const before = await counted()
  await db.$client`drop table clicks_2026_04`
  await recountLink(db, linkId, new Date())
  t.strictSame(await counted(), before)
})

t.test('a link without hits has no figures, nor has its tweet', async t => {
  const { db } = await database(t)
  const linkId = await storeLinkWithTweet(db, 'one', from, from + day)
  await countRecords(db, randomRecords(seeded(4), { count: 50, linkIds: [linkId], from, to: from + day }))
  while ((await foldChanges(db)) > 0);
  await db.$client`delete from clicks`
  await recountLink(db, linkId, new Date())
  for (const table of ['link_totals', 'link_quarters', 'link_facets', 'visitors', 'tweet_sources']) {
    t.strictSame([...(await db.$client`select from ${db.$client(table)}`)], [], table)
  }
})
