// One small example of each rollup; elsewhere they are compared with recounts of random hits.

import t from 'tap'
import { createAccount } from '../../src/accounts/create.js'
import { everything } from '../../src/auth/access.js'
import { accounts, tweets } from '../../src/db/schema.js'
import { foldChanges } from '../../src/ingest/rollups/fold-changes.js'
import type { HitRecord } from '../../src/journal/record.js'
import { rulesVersion } from '../../src/rollups/rules-version.js'
import { database } from '../fixtures/database.js'
import { handle } from '../fixtures/handles.js'
import { countRecords, firefox, iPhone, storeLinkWithTweet } from '../fixtures/hits.js'
import { clickRecord } from '../fixtures/records.js'

const { db } = await database(t)
const { $client: sql } = db
const time = (text: string) => Date.parse(`2026-03-01T${text}Z`)
const link = await storeLinkWithTweet(db, 'tweeted', time('12:00'), time('13:00'))
await createAccount({ access: everything, db, now: () => new Date() }, { account: handle('@me') })
const [account] = await db.select().from(accounts)
await db.update(tweets).set({ accountId: account?.id ?? null })
await sql`delete from stale_scores`

const [ann, ben] = ['a'.repeat(32), 'b'.repeat(32)]
const fromX = 'https://t.co/abc'
const common = { linkId: link, linkIdentity: null, hints: {} }
const hit = (n: number, at: string, facts: Partial<HitRecord>) =>
  clickRecord(n, { ...common, at: time(at), ...facts })
const onPhone = { visitor: ben, country: 'US', userAgent: iPhone, referrer: fromX }
const onDesktop = { visitor: ann, country: 'DE', userAgent: firefox }

await countRecords(db, [
  hit(1, '11:30', { ...onDesktop, referrer: null }),
  hit(2, '12:10', { ...onDesktop, referrer: fromX }),
  hit(3, '12:20', onPhone),
  hit(4, '12:30', { visitor: 'c'.repeat(32), userAgent: 'curl/8.5.0' }),
  hit(5, '13:00', onPhone),
])

/** The rows of a query that selects one text. */
async function rows(query: PromiseLike<{ row?: string }[]>): Promise<string[]> {
  return (await query).map(({ row }) => row ?? '')
}

const visitors = () =>
  rows(sql`
    select concat_ws(' ', left(encode(visitor, 'hex'), 1), ${clock(sql`first_clicked_at`)}, right(first_click_id::text, 1),
      ${clock(sql`window_clicked_at`)}, right(window_click_id::text, 1)) as row
    from visitors where link_id = ${link} order by visitor`)
const totals = () =>
  rows(sql`select concat_ws(' ', clicks, clickers, excluded) as row from link_totals where link_id = ${link}`)
const quarters = () =>
  rows(sql`
    select concat_ws(' ', ${clock(sql`quarter`)}, sum(clicks), sum(clickers), sum(excluded)) as row from counted_quarters
    where link_id = ${link} group by quarter order by quarter`)
const facets = () =>
  rows(sql`
    select concat_ws(' ', facet, value, sum(clicks), sum(clickers), sum(excluded)) as row from counted_facets
    where link_id = ${link} and day = '2026-03-01T00:00:00Z' group by facet, value order by facet, value`)
const sources = () =>
  rows(sql`select concat_ws(' ', source, clicks, clickers) as row from tweet_sources where link_id = ${link}`)
const clock = (at: ReturnType<typeof sql>) => sql`to_char(${at} at time zone 'UTC', 'HH24:MI')`

const allQuarters = ['11:30 1 1 0', '12:00 1 0 0', '12:15 1 1 0', '12:30 0 0 1', '13:00 1 0 0']
const allFacets = [
  'browser Firefox 2 1 0',
  'browser Mobile Safari 2 1 0',
  'country DE 2 1 0',
  'country US 2 1 0',
  'device desktop 2 1 0',
  'device mobile 2 1 0',
  'reason bot 0 0 1',
  'referrer t.co/abc 3 1 0',
  'referrer unknown 1 1 0',
  'source unknown 1 1 0',
  'source x 3 1 0',
  'system Linux 2 1 0',
  'system iOS 2 1 0',
]

t.test('a visitor has a first click, and a first one inside the window of the tweet', async t => {
  t.strictSame(await visitors(), ['a 11:30 1 12:10 2', 'b 12:20 3 12:20 3'])
})

t.test('a link has clicks, clickers and excluded hits', async t => {
  t.strictSame(await totals(), ['4 2 1'])
})

t.test('a quarter of an hour has its clicks, and a clicker in that of the first', async t => {
  t.strictSame(await quarters(), allQuarters)
})

t.test('a day has its clicks by each facet, and a clicker under the values of the first', async t => {
  t.strictSame(await facets(), allFacets)
})

t.test('a tweet has what lies inside its window, by source', async t => {
  t.strictSame(await sources(), ['x 2 2'])
})

t.test('new clickers of a tweet make the scores of its account stale', async t => {
  const stale = await rows(sql`
    select concat_ws(' ', account_id, ${clock(sql`since`)}, ${clock(sql`until`)}) as row from stale_scores`)
  t.strictSame(stale, [`${account?.id} 12:00 12:00`])
})

t.test('changes wait as one row of a batch, until they are folded and count the same', async t => {
  const [row] = await sql`select hours, quarters, facets from link_changes`
  const [first, day] = [time('11:30') / 900_000, time('00:00') / 86_400_000]
  t.strictSame(row?.quarters, {
    [first]: [1, 1, 0],
    ...{ [first + 2]: [1, 0, 0], [first + 3]: [1, 1, 0], [first + 4]: [0, 0, 1], [first + 6]: [1, 0, 0] },
  })
  t.strictSame(row?.hours, {})
  t.strictSame(row?.facets[day].source, { unknown: [1, 1, 0], x: [3, 1, 0] })
  t.strictSame(row?.facets[day].reason, { bot: [0, 0, 1] })
  t.equal(await foldChanges(db), 1)
  t.strictSame(await rows(sql`select from link_changes`), [])
  t.strictSame(await quarters(), allQuarters)
  t.strictSame(await facets(), allFacets)
})

t.test('an earlier click that comes late takes its clicker along', async t => {
  await countRecords(db, [
    hit(6, '12:05', { ...onPhone, visitor: ann }),
    hit(7, '10:15', { ...onPhone, referrer: null }),
  ])
  t.strictSame(await visitors(), ['a 11:30 1 12:05 6', 'b 10:15 7 12:20 3'])
  t.strictSame(await totals(), ['6 2 1'])
  t.strictSame(await quarters(), [
    ...['10:15 1 1 0', '11:30 1 1 0', '12:00 2 0 0', '12:15 1 0 0'],
    ...['12:30 0 0 1', '13:00 1 0 0'],
  ])
  t.strictSame(
    (await facets()).filter(row => /^source/.test(row)),
    ['source unknown 2 2 0', 'source x 4 0 0'],
  )
  t.strictSame(await sources(), ['x 3 2'])
})

t.test('a link has the version of its newest rules, and the number of hits they judged', async t => {
  const rules = () =>
    rows(sql`select concat_ws(' ', rules_version, judged) as row from link_totals where link_id = ${link}`)
  t.strictSame(await rules(), [`${rulesVersion} 7`])
  await sql`update clicks set rules_version = 1 where link_id = ${link}`
  await sql`update link_totals set rules_version = 1 where link_id = ${link}`
  await countRecords(db, [hit(8, '12:40', onPhone)])
  t.strictSame(await rules(), [`${rulesVersion} 1`])
  await countRecords(db, [hit(8, '12:40', onPhone), hit(9, '12:41', { userAgent: 'curl/8.5.0' })])
  t.strictSame(await rules(), [`${rulesVersion} 2`])
})
