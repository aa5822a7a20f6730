import { eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { links, tweets } from '../../src/db/schema.js'
import { askPostingsJob } from '../../src/jobs/ask-postings.js'
import { scoredTweets } from '../../src/scores/tweets.js'
import { xEpochMs } from '../../src/tweets/status-time.js'
import { testApp } from '../fixtures/app.js'
import { tweetInfluence } from '../fixtures/by-name.js'
import { countRecords, firefox, twitterApp } from '../fixtures/hits.js'
import { network } from '../fixtures/network.js'
import { storeAccount } from '../fixtures/numbers.js'
import { clickRecord } from '../fixtures/records.js'
import { rollupDifferences } from '../fixtures/recount.js'

const start = Date.parse('2026-06-01T06:00:00Z')
const minuteMs = 60_000
const statusOf = (ms: number) => String((BigInt(ms) - xEpochMs) << 22n)
const html = (text: string) =>
  `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">${text}</p>&mdash; Me (@me) <a href="https://twitter.com/me/status/1">June 1, 2026</a></blockquote>`
const own = html('My article &amp; more <a href="https://t.co/Own1">https://t.co/Own1</a>')

/** An application, X's oEmbed service, and a clock that the test moves. */
async function setUp(t: Test) {
  const clock = { ms: start }
  const x = await network(t, { body: { html: own } })
  const tested = await testApp(t, {
    now: () => new Date(clock.ms),
    env: { X_OEMBED_URL: `${x.url}/oembed` },
  })
  const { ctx, api } = tested
  const job = askPostingsJob(ctx)
  const run = () => job.run(new AbortController().signal)
  const attach = async (slug: string, ms: number, body: object = {}) => {
    await api('POST', '/links', { url: `https://example.com/${slug}`, slug, account: '@me', ...body })
    const answer = await api('PUT', `/links/${slug}/tweet`, {
      url: `https://x.com/me/status/${statusOf(ms)}`,
    })
    t.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  }
  const tweetOf = async (slug: string) => {
    const [row] = await ctx.db
      .select({ tweet: tweets, linkId: links.id })
      .from(links)
      .innerJoin(tweets, eq(tweets.id, links.tweetId))
      .where(eq(links.slug, slug))
    if (row === undefined) throw new Error(`${slug} has no tweet.`)
    return { ...row.tweet, linkId: row.linkId }
  }
  return { ...tested, clock, x, run, attach, tweetOf }
}

t.test('clicks through other postings become spillover as soon as X tells the codes', async t => {
  const { ctx, x, run, attach, tweetOf } = await setUp(t)
  await storeAccount(ctx.db, '@me', { '2026-05-01': 100 })
  await attach('mine', start - 60 * minuteMs)
  t.strictSame(x.asked, [], 'attaching did not wait for X')
  const { linkId, accountId, url } = await tweetOf('mine')
  const hit = (n: number, referrer: string | null, userAgent = firefox) =>
    clickRecord(n, {
      ...{
        linkId,
        linkIdentity: null,
        hints: {},
        at: start - (50 - n) * minuteMs,
        visitor: String(n).padStart(32, '0'),
      },
      ...{ referrer, userAgent },
    })
  await countRecords(ctx.db, [
    hit(1, 'https://t.co/Own1'),
    hit(2, 'https://t.co/Own1'),
    hit(3, 'https://t.co/own1'),
    hit(4, 'https://t.co/Other', twitterApp),
    hit(5, 'https://t.co/Other'),
    hit(6, 'https://x.com/'),
    hit(7, null),
    hit(8, null, twitterApp),
    hit(9, 'https://www.google.com/'),
  ])
  const listed = (known: boolean) => [
    {
      code: 'Other',
      url: 'https://t.co/Other',
      clicks: 2,
      clickers: 2,
      share: 2 / 9,
      own: known ? false : null,
    },
    {
      code: 'Own1',
      url: 'https://t.co/Own1',
      clicks: 2,
      clickers: 2,
      share: 2 / 9,
      own: known ? true : null,
    },
    {
      code: 'own1',
      url: 'https://t.co/own1',
      clicks: 1,
      clickers: 1,
      share: 1 / 9,
      own: known ? false : null,
    },
  ]
  const before = await tweetInfluence(ctx, 'mine')
  t.match(before, { clickers: 9, followerClickers: 8, spillover: 1, influence: 0.08 })
  t.match(before, { xForIphone: { clickers: 2, followerClickers: 2, influenceWithout: 0.06 } })
  t.strictSame(before.postings, listed(false))

  await ctx.db.$client`delete from stale_scores`
  await run()
  t.strictSame(x.asked, [`/oembed?url=${url}&omit_script=1&dnt=1`])
  t.match(await tweetOf('mine'), { text: 'My article & more', postingCodes: ['Own1'] })
  const after = await tweetInfluence(ctx, 'mine')
  t.match(after, { clickers: 9, followerClickers: 5, spillover: 4, influence: 0.05 })
  t.match(after, { xForIphone: { clickers: 2, followerClickers: 1, influenceWithout: 0.04 } })
  t.strictSame(after.postings, listed(true))
  const scored = (await scoredTweets(ctx.db, [accountId ?? 0])).get(accountId ?? 0)
  t.match(scored?.tweets, [{ h: 5, f: 100 }], 'its score is computed again')
  t.strictSame(await rollupDifferences(ctx.db), [])

  await countRecords(ctx.db, [hit(10, 'https://t.co/Own1'), hit(11, 'https://t.co/Third')])
  t.match(await tweetInfluence(ctx, 'mine'), { clickers: 11, followerClickers: 6, spillover: 5 })
  await run()
  t.equal(x.asked.length, 1, 'X is asked once')
})

t.test('the text that the owner gave stays; tweets elsewhere and drafts are not asked about', async t => {
  const { x, run, attach, tweetOf, api } = await setUp(t)
  await attach('mine', start - minuteMs, { text: 'My own words' })
  await api('POST', '/links', { url: 'https://example.com/', slug: 'draft', account: '@me' })
  await api('POST', '/links', { url: 'https://example.com/', slug: 'sky', account: '@me.bsky.social' })
  const elsewhere = await api('PUT', '/links/sky/tweet', {
    url: 'https://bsky.app/profile/me.bsky.social/post/3lqnh2fzkcs2a',
  })
  t.equal(elsewhere.statusCode, 200)
  await run()
  t.equal(x.asked.length, 1)
  t.match(await tweetOf('mine'), { text: 'My own words', postingCodes: ['Own1'] })
})

t.test('a deleted or protected tweet, and one without a link, are never asked about again', async t => {
  const { x, run, attach, tweetOf, clock } = await setUp(t)
  for (const [n, answer] of [
    { status: 404, body: '<html>Not found</html>' },
    { status: 403, body: { error: 'Sorry, you are not authorized to see this status.' } },
    { status: 410 },
    { body: { html: html('No link') } },
  ].entries()) {
    x.answer = answer
    await attach(`gone${n}`, start - (n + 1) * minuteMs)
    await run()
    t.match(await tweetOf(`gone${n}`), { postingCodes: null, postingsTries: 8 })
  }
  clock.ms += 30 * 86_400_000
  await run()
  t.equal(x.asked.length, 4)
  t.match(await tweetOf('gone3'), { text: 'No link' })

  x.answer = { body: { html: own } }
  await attach('gone0', start - minuteMs)
  await run()
  t.match(await tweetOf('gone0'), { postingCodes: ['Own1'] }, 'attached once more, X is asked once more')
})

t.test(
  'an answer that cannot be used is asked for again, after longer and longer, eight times in all',
  async t => {
    const { x, run, attach, tweetOf, clock } = await setUp(t)
    await attach('odd', start - minuteMs)
    const odd = [
      { body: { html: 20 } },
      { body: [] },
      { body: 'null' },
      { body: '<html>' },
      { body: { html: '<p>never closed' } },
      { status: 302, headers: { location: `${x.url}/elsewhere` } },
      { status: 400 },
      { status: 403, body: '<html>Blocked</html>' },
    ]
    const waits: number[] = []
    for (const [n, answer] of odd.entries()) {
      x.answer = answer
      await run()
      t.equal(x.asked.length, n + 1)
      await run()
      t.equal(x.asked.length, n + 1, 'not at once')
      const { postingsDueAt, postingCodes, text } = await tweetOf('odd')
      t.match({ postingCodes, text }, { postingCodes: null, text: null })
      waits.push((postingsDueAt?.getTime() ?? 0) - clock.ms)
      clock.ms = postingsDueAt?.getTime() ?? 0
    }
    t.strictSame(
      waits.map(ms => ms / minuteMs),
      [1, 4, 16, 64, 256, 1_024, 1_440, 1_440],
    )
    x.answer = { body: { html: own } }
    await run()
    t.equal(x.asked.length, 8)
    t.notOk(
      x.asked.some(path => path.startsWith('/elsewhere')),
      'a redirect is not followed',
    )
  },
)

t.test(
  'a huge answer, a broken one and a limit leave X alone for a while; the newest come first',
  async t => {
    const { x, run, attach, tweetOf, clock } = await setUp(t)
    for (const n of [3, 2, 1]) await attach(`tweet${n}`, start - n * minuteMs)
    const url = (await tweetOf('tweet1')).url
    const failures: [answer: typeof x.answer, seconds: number][] = [
      [{ body: { html: own, more: 'x'.repeat(70_000) } }, 60],
      [{ status: 500 }, 60],
      [{ status: 429, headers: { 'retry-after': '600' } }, 600],
      [{ status: 429, headers: { 'retry-after': '999999999' } }, 3_600],
      [
        (_, response) => {
          response.destroy()
          return null
        },
        60,
      ],
    ]
    for (const [n, [answer, seconds]] of failures.entries()) {
      x.answer = answer
      await run()
      t.equal(x.asked.length, n + 1, 'one question')
      clock.ms += seconds * 1000 - 1
      await run()
      t.equal(x.asked.length, n + 1, 'and peace')
      clock.ms += 1
    }
    t.equal(x.asked[0], `/oembed?url=${url}&omit_script=1&dnt=1`)
    clock.ms += 86_400_000
    x.answer = { body: { html: own } }
    await run()
    for (const n of [3, 2, 1]) t.match(await tweetOf(`tweet${n}`), { postingCodes: ['Own1'] })
  },
)

t.test('with an empty address nobody is asked', async t => {
  const { ctx, attach, x } = await setUp(t)
  await attach('mine', start - minuteMs)
  const off = askPostingsJob({ ...ctx, config: { xOembedUrl: null } })
  await off.run(new AbortController().signal)
  t.strictSame(x.asked, [])
})
