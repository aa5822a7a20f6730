import { and, eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { clicks, links, tweets } from '../../src/db/schema.js'
import { reclassify } from '../../src/ingest/reclassify.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { changeLink } from '../../src/links/change.js'
import { readLink } from '../../src/links/find.js'
import { issueLink } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'
import { chrome, countRecords, firefox, randomRecords, seeded } from '../fixtures/hits.js'
import { clickRecord } from '../fixtures/records.js'
import { rebuildRollups, rollupDifferences } from '../fixtures/recount.js'

const hourMs = 3_600_000
const made = Date.UTC(2026, 4, 1)

async function setUp(t: Test) {
  const clock = { ms: made }
  const { ctx } = await testApp(t, { now: () => new Date(clock.ms) })
  const draft = async (slug: string, account = '@me') => {
    await issueLink(ctx, { url: 'https://example.com/', slug, account: handle(account) })
    const [link] = await ctx.db.select().from(links).where(eq(links.slug, slug))
    return link?.id ?? 0
  }
  let records = 0
  const hit = (linkId: number, hours: number, referrer: string | null, facts = {}) => {
    const n = ++records
    const visitor = String(n).padStart(32, '0')
    const at = made + hours * hourMs
    return clickRecord(n, {
      linkId,
      linkIdentity: null,
      hints: {},
      at,
      visitor,
      referrer,
      userAgent: chrome,
      ...facts,
    })
  }
  const count = async (...hits: ReturnType<typeof hit>[]) => {
    await countRecords(ctx.db, hits)
    t.strictSame(await rollupDifferences(ctx.db), [])
  }
  /** Hours after the making at which the tweet of a link begins; null for a draft. */
  const begins = async (slug: string) => {
    const { tweet } = await readLink(ctx, slug)
    return tweet?.tweetedAt ? (Date.parse(tweet.tweetedAt) - made) / hourMs : null
  }
  return { ctx, draft, hit, count, begins }
}

const google = 'https://www.google.com/'
const x = 'https://t.co/abc'

t.test('a draft becomes a tweet by its first click by a person that is no spillover', async t => {
  const { ctx, draft, hit, count, begins } = await setUp(t)
  const id = await draft('one')
  await count(hit(id, 1, google), hit(id, 2, x, { userAgent: 'curl/8.5.0' }))
  t.equal(await begins('one'), null, 'neither a search engine nor a robot')
  await count(hit(id, 3, google), hit(id, 4, x), hit(id, 5, google), hit(id, 4 + 168, x))
  t.equal(await begins('one'), 4)
  const [row] = await ctx.db.select().from(tweets)
  t.match(row, { published: false, begun: true, windowEndsAt: new Date(made + (4 + 168) * hourMs) })
  const sources = await ctx.db
    .$client`select source, clicks::int, clickers::int from tweet_sources order by 1`
  t.strictSame(
    [...sources],
    [
      { source: 'google', clicks: 1, clickers: 1 },
      { source: 'x', clicks: 1, clickers: 1 },
    ],
  )

  const unknown = await draft('unknown')
  await count(hit(unknown, 6, null))
  t.equal(await begins('unknown'), 6, 'from an unknown source')
  const sky = await draft('sky', '@me.bsky.social')
  await count(hit(sky, 6, x))
  t.equal(await begins('sky'), null, 'X is elsewhere for an account on Bluesky')
  await changeLink(ctx, 'sky', { account: handle('@me') })
  t.equal(await begins('sky'), 6, 'but not for one on X')
  t.strictSame(await rollupDifferences(ctx.db), [])
})

t.test('a click that was earlier moves the beginning, however late it is counted', async t => {
  const { draft, hit, count, begins } = await setUp(t)
  const id = await draft('one')
  const [late, early, between] = [hit(id, 9, x), hit(id, 3, x), hit(id, 5, google)]
  await count(late, between)
  t.equal(await begins('one'), 9)
  await count(early)
  t.equal(await begins('one'), 3)
  await count(early, late, between)
  t.equal(await begins('one'), 3, 'a replay changes nothing')
})

t.test('other rules take the click away, or give an earlier one', async t => {
  const { ctx, draft, hit, count, begins } = await setUp(t)
  const id = await draft('one')
  const [first, second, third] = [hit(id, 2, x), hit(id, 4, x, { userAgent: firefox }), hit(id, 6, google)]
  await count(first, second, third)
  const judge = (at: number, verdict: Partial<typeof clicks.$inferInsert>) =>
    ctx.db
      .update(clicks)
      .set({ rulesVersion: 0, ...verdict })
      .where(and(eq(clicks.linkId, id), eq(clicks.clickedAt, new Date(at))))
  // As if the rules of then had excluded the first, and today's accept it.
  await judge(first.at, { reason: 'suspect' })
  await rebuildRollups(ctx.db)
  await ctx.db
    .update(tweets)
    .set({ tweetedAt: new Date(second.at), windowEndsAt: new Date(second.at + 168 * hourMs) })
  await rebuildRollups(ctx.db)
  await reclassify(ctx.db, { write: true })
  t.equal(await begins('one'), 2)
  t.strictSame(await rollupDifferences(ctx.db), [])
  await ctx.db.$client`update clicks set user_agent = 'curl/8.5.0' where source = 'x'`
  await reclassify(ctx.db, { write: true })
  t.equal(await begins('one'), null, 'a draft again')
  t.strictSame(await rollupDifferences(ctx.db), [])
  t.strictSame([...(await ctx.db.$client`select * from tweet_sources`)], [])
})

t.test('an address or a time holds, no matter what is clicked', async t => {
  const { ctx, draft, hit, count, begins } = await setUp(t)
  const id = await draft('one')
  await count(hit(id, 4, x))
  await attachTweet(ctx, 'one', { tweetedAt: new Date(made + 3 * hourMs) })
  t.equal(await begins('one'), 3)
  await count(hit(id, 1, x), hit(id, 5, x))
  t.equal(await begins('one'), 3)
  t.strictSame(await rollupDifferences(ctx.db), [])
})

t.test('the time that an address contains cannot be overwritten', async t => {
  const { ctx, draft, begins } = await setUp(t)
  await draft('one')
  const status = ((BigInt(made + 2 * hourMs) - 1_288_834_974_657n) << 22n).toString()
  await attachTweet(ctx, 'one', { url: status })
  t.equal(await begins('one'), 2)
  await t.rejects(attachTweet(ctx, 'one', { tweetedAt: new Date(made) }), {
    code: 'invalid-input',
    message: /^tweetedAt: cannot be changed.*give its address$/,
  })
  t.equal(await begins('one'), 2)
  await draft('two', '@dan.example.com')
  const url = 'https://bsky.app/profile/dan.example.com/post/one'
  await attachTweet(ctx, 'two', { url, tweetedAt: new Date(made + hourMs) })
  await attachTweet(ctx, 'two', { tweetedAt: new Date(made + 3 * hourMs) })
  t.equal(await begins('two'), 3, 'an address without a time takes another one')
})

t.test('the visitors of a tweet are recognized until its window ends', async t => {
  const now = Date.now()
  const { ctx } = await testApp(t)
  await issueLink(ctx, { url: 'https://example.com/', slug: 'one', account: handle('@me') })
  const salt = async () => {
    const [link] = await ctx.db.select().from(links)
    return {
      id: link?.id ?? 0,
      ends: link?.visitorSaltEndsAt.getTime() ?? 0,
      salt: link?.visitorSalt.toString('hex'),
    }
  }
  const before = await salt()
  t.ok(Math.abs(before.ends - now - 30 * 24 * hourMs) < 60_000, '30 days for a draft')
  const click = { linkId: before.id, linkIdentity: null, hints: {}, userAgent: chrome, referrer: x }
  await countRecords(ctx.db, [clickRecord(1, { ...click, at: now - hourMs })])
  t.strictSame(await salt(), { ...before, ends: now - hourMs + 168 * hourMs })
})

t.test('in any order and pieces, everything is as a recount says', async t => {
  const { ctx, draft } = await setUp(t)
  for (const seed of [1, 2, 3, 4]) {
    const linkIds = [await draft(`a${seed}`), await draft(`b${seed}`, '@me.bsky.social')]
    const records = randomRecords(seeded(seed), {
      count: 400,
      linkIds,
      from: made,
      to: made + 10 * 24 * hourMs,
    }).map(record => ({ ...record, id: record.id.replace(/^.{8}/, `0196000${seed}`) }))
    const random = seeded(seed + 10)
    const mixed = records.map(record => ({ record, key: random() })).sort((a, b) => a.key - b.key)
    for (let at = 0; at < mixed.length; ) {
      const size = 1 + Math.floor(random() * 90)
      const some = mixed.slice(Math.max(0, at - 5), at + size).map(({ record }) => record)
      await Promise.all([countRecords(ctx.db, some), countRecords(ctx.db, some.slice(0, 20))])
      at += size
    }
    t.strictSame(await rollupDifferences(ctx.db), [], `seed ${seed}`)
    t.equal((await ctx.db.select().from(tweets).where(eq(tweets.begun, true))).length, 2 * seed)
  }
})
