import { randomBytes } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import t, { type Test } from 'tap'
import { hitId } from '../../src/capture/hit-id.js'
import type { Database } from '../../src/db/connect.js'
import { accounts, clicks, links, tweetSources, tweets } from '../../src/db/schema.js'
import { createPartitions } from '../../src/ingest/partitions.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { issueLink } from '../../src/links/issue.js'
import { removeLink } from '../../src/links/remove.js'
import type { NewLink } from '../../src/links/wish.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

const dayMs = 86_400_000
const now = new Date('2026-03-10T12:00:00Z')
/** The X status id of a time. */
const statusAt = (time: string) => ((BigInt(Date.parse(time)) - 1_288_834_974_657n) << 22n).toString()

async function click(db: Database, linkId: number, at: string, source = 'x') {
  await createPartitions(db).ensure([Date.parse(at)])
  await db.insert(clicks).values({
    linkId,
    clickedAt: new Date(at),
    id: hitId(Date.now()),
    visitor: randomBytes(16),
    rulesVersion: 1,
    hints: {},
    source,
  })
}

async function setUp(t: Test) {
  const { ctx } = await testApp(t, { now: () => now })
  const row = async (slug: string) => {
    const [found] = await ctx.db.select().from(links).where(eq(links.slug, slug))
    if (found === undefined) throw new Error(`There is no link ${slug}.`)
    return found
  }
  const issue = async (facts: Partial<NewLink> = {}) => {
    const { link } = await issueLink(ctx, { url: 'https://example.com/a', ...facts })
    return row(link.slug)
  }
  return { ctx, issue, row }
}

t.test('the published tweet replaces the draft and its time, and clicks are counted again', async t => {
  const { ctx, issue, row } = await setUp(t)
  const link = await issue({ account: handle('@me'), text: 'Read this' })
  const tweetedAt = '2026-03-01T08:00:00.000Z'
  await click(ctx.db, link.id, '2026-03-01T07:59:59.999Z')
  await click(ctx.db, link.id, '2026-03-01T08:00:00.000Z')
  await click(ctx.db, link.id, '2026-03-08T07:59:59.999Z', 'reddit')
  await click(ctx.db, link.id, '2026-03-08T08:00:00.000Z')

  const id = statusAt(tweetedAt)
  const attached = await attachTweet(ctx, link.slug, { url: `https://twitter.com/ME/status/${id}?s=20` })
  t.match(attached, {
    account: '@me',
    tweet: { id, url: `https://x.com/ME/status/${id}`, text: 'Read this', tweetedAt, published: true },
  })
  t.match(await ctx.db.select().from(tweets), [
    { statusId: id, windowEndsAt: new Date('2026-03-08T08:00:00Z') },
  ])
  t.same(await ctx.db.select().from(tweetSources).orderBy(asc(tweetSources.source)), [
    { linkId: link.id, source: 'reddit', clicks: 1, clickers: 1 },
    { linkId: link.id, source: 'x', clicks: 1, clickers: 1 },
  ])
  const after = await row(link.slug)
  t.same(after.visitorSaltEndsAt, link.visitorSaltEndsAt, 'a window that is over moves no salt')

  await attachTweet(ctx, link.slug, { url: statusAt('2026-03-08T08:00:00Z') })
  t.same(await ctx.db.select().from(tweetSources), [{ linkId: link.id, source: 'x', clicks: 1, clickers: 1 }])
  t.same((await row(link.slug)).visitorSaltEndsAt, new Date('2026-03-15T08:00:00Z'))
  t.same((await row(link.slug)).visitorSalt, link.visitorSalt)
})

t.test('a salt that has ended does not come to life again', async t => {
  const { ctx, issue, row } = await setUp(t)
  const link = await issue()
  const ended = { visitorSaltEndsAt: new Date(now.getTime() - 1) }
  await ctx.db.update(links).set(ended).where(eq(links.id, link.id))
  await attachTweet(ctx, link.slug, { tweetedAt: now })
  const after = await row(link.slug)
  t.same(after.visitorSaltEndsAt, new Date(now.getTime() + 7 * dayMs))
  t.notSame(after.visitorSalt, link.visitorSalt)
})

t.test('a link without an account takes the one of the address, made where it is new', async t => {
  const { ctx, issue } = await setUp(t)
  const link = await issue()
  const id = statusAt('2026-03-09T00:00:00Z')
  t.match(await attachTweet(ctx, link.slug, { url: id }), { account: null, tweet: { id, published: true } })
  t.match(await attachTweet(ctx, link.slug, { url: `https://x.com/New/status/${id}` }), { account: '@New' })
  t.match(await ctx.db.select().from(accounts), [{ handleKey: '@new', public: false }])
  t.equal(await ctx.db.$count(tweets), 1)
})

t.test('two links of one tweet share it', async t => {
  const { ctx, issue, row } = await setUp(t)
  const one = await issue({ account: handle('@me') })
  const two = await issue({ text: 'the text of the other' })
  const url = `https://x.com/me/status/${statusAt('2026-03-09T00:00:00Z')}`
  await attachTweet(ctx, one.slug, { url })
  const second = await attachTweet(ctx, two.slug, { url })
  t.match(second, { account: '@me', tweet: { text: 'the text of the other' } })
  t.equal((await row(one.slug)).tweetId, (await row(two.slug)).tweetId)
  t.equal(await ctx.db.$count(tweets), 1, 'both drafts are gone')

  await click(ctx.db, two.id, '2026-03-09T00:00:00Z')
  await attachTweet(ctx, one.slug, { url })
  t.same(
    await ctx.db.select().from(tweetSources),
    [{ linkId: two.id, source: 'x', clicks: 1, clickers: 1 }],
    'its other link is counted again, too',
  )
  const other = `https://x.com/me/status/${statusAt('2026-03-10T00:00:00Z')}`
  await attachTweet(ctx, one.slug, { url: other })
  t.equal(await ctx.db.$count(tweets), 2, 'a tweet stays as long as a link leads to it')
})

t.test('attaching the same tweet again changes nothing', async t => {
  const { ctx, issue, row } = await setUp(t)
  const link = await issue({ account: handle('@me'), text: 'Read this' })
  await click(ctx.db, link.id, '2026-03-09T01:00:00Z')
  const id = statusAt('2026-03-09T00:00:00Z')
  const first = await attachTweet(ctx, link.slug, { url: `https://x.com/me/status/${id}` })
  const [stored, counted] = [await row(link.slug), await ctx.db.select().from(tweetSources)]
  for (const url of [id, `https://x.com/ME/status/${id}?s=20`, `https://x.com/i/web/status/${id}`]) {
    t.strictSame(await attachTweet(ctx, link.slug, { url }), first)
    t.strictSame(await row(link.slug), stored)
  }
  t.strictSame(await ctx.db.select().from(tweetSources), counted)
  t.equal(await ctx.db.$count(tweets), 1)
})

t.test('a link that goes to another tweet takes its clicks along', async t => {
  const { ctx, issue } = await setUp(t)
  const link = await issue({ account: handle('@me') })
  await click(ctx.db, link.id, '2026-03-02T00:00:00Z')
  await click(ctx.db, link.id, '2026-03-09T00:00:00Z', 'reddit')
  const early = `https://x.com/me/status/${statusAt('2026-03-01T00:00:00Z')}`
  await attachTweet(ctx, link.slug, { url: early })
  t.match(await ctx.db.select().from(tweetSources), [{ source: 'x', clickers: 1 }])
  const late = `https://x.com/me/status/${statusAt('2026-03-08T00:00:00Z')}`
  t.match(await attachTweet(ctx, link.slug, { url: late }), { account: '@me', tweet: { url: late } })
  t.match(await ctx.db.select().from(tweetSources), [{ source: 'reddit', clickers: 1 }])
  t.equal(await ctx.db.$count(tweets), 1, 'no link leads to the first any more')
  const theirs = `https://x.com/you/status/${statusAt('2026-03-08T00:00:00Z')}`
  await t.rejects(attachTweet(ctx, link.slug, { url: theirs }), { code: 'tweet-of-another-account' })
})

t.test('a time alone publishes the draft and keeps its account and text', async t => {
  const { ctx, issue } = await setUp(t)
  const link = await issue({ account: handle('@me'), text: 'Read this' })
  const tweetedAt = new Date('2026-03-09T00:00:00Z')
  t.match(await attachTweet(ctx, link.slug, { tweetedAt }), {
    account: '@me',
    tweet: {
      id: null,
      url: null,
      text: 'Read this',
      tweetedAt: tweetedAt.toISOString(),
      published: true,
    },
  })
  const address = `https://x.com/me/status/${statusAt('2026-03-09T00:00:01Z')}`
  t.match(await attachTweet(ctx, link.slug, { url: address }), { tweet: { url: address, published: true } })
  t.equal(await ctx.db.$count(tweets), 1, 'the address that comes later replaces the time')
})

t.test('tweets of Bluesky and Mastodon bring their account and their time', async t => {
  const { ctx, issue } = await setUp(t)
  const bluesky = await issue()
  const post = 'https://bsky.app/profile/me.bsky.social/post/3mgczk37f2s2a'
  const tweetedAt = (await attachTweet(ctx, bluesky.slug, { url: post })).tweet?.tweetedAt
  t.match(await attachTweet(ctx, bluesky.slug, { url: post }), {
    account: '@me.bsky.social',
    tweet: { id: '3mgczk37f2s2a', url: post, tweetedAt },
  })
  t.match(tweetedAt, /^2026-03-0/)
  const mastodon = await issue({ account: handle('@me@example.com') })
  const at = new Date('2026-03-09T00:00:00Z')
  const number = BigInt(at.getTime()) << 16n
  t.match(await attachTweet(ctx, mastodon.slug, { url: `https://social.example.com/@me/${number}` }), {
    account: '@me@example.com',
    tweet: { id: `social.example.com/${number}`, tweetedAt: at.toISOString() },
  })
  await t.rejects(attachTweet(ctx, mastodon.slug, { url: post }), { code: 'tweet-of-another-account' })
})

t.test('a tweet of somebody else is refused, and nothing changes', async t => {
  const { ctx, issue, row } = await setUp(t)
  const mine = await issue({ account: handle('@me') })
  const id = statusAt('2026-03-09T00:00:00Z')
  const refused = { code: 'tweet-of-another-account', status: 409 }
  await t.rejects(attachTweet(ctx, mine.slug, { url: `https://x.com/you/status/${id}` }), refused)
  const toot = `https://example.com/@me/${BigInt(now.getTime() - dayMs) << 16n}`
  await t.rejects(attachTweet(ctx, mine.slug, { url: toot }), refused)
  t.same(await row(mine.slug), mine)
  t.same(
    (await ctx.db.select().from(accounts)).map(account => account.handleKey),
    ['@me'],
  )

  const yours = await issue({ account: handle('@you') })
  await attachTweet(ctx, yours.slug, { url: id })
  await t.rejects(attachTweet(ctx, mine.slug, { url: id }), refused)
})

t.test('an address that does not tell its time needs it told', async t => {
  const { ctx, issue } = await setUp(t)
  const link = await issue()
  const field = (name: string) => ({ code: 'invalid-input', facts: { errors: [{ field: name }] } })
  const old = 'https://twitter.com/jack/status/20'
  await t.rejects(attachTweet(ctx, link.slug, { url: old }), field('tweetedAt'))
  const tweetedAt = new Date('2006-03-21T20:50:14Z')
  t.match(await attachTweet(ctx, link.slug, { url: old, tweetedAt }), {
    tweet: { id: '20', tweetedAt: tweetedAt.toISOString() },
  })
  const corrected = new Date('2006-03-21T20:50:15Z')
  t.match(await attachTweet(ctx, link.slug, { url: old, tweetedAt: corrected }), {
    tweet: { tweetedAt: corrected.toISOString() },
  })
  const dated = `https://x.com/jack/status/${statusAt('2026-03-09T00:00:00Z')}`
  await t.rejects(attachTweet(ctx, link.slug, { url: dated, tweetedAt }), field('tweetedAt'))
  await t.rejects(attachTweet(ctx, link.slug, { url: 'https://example.com' }), field('url'))
  await t.rejects(attachTweet(ctx, link.slug, {}), field('tweetedAt'))
})

t.test('a link that is unknown or deleted has no tweet to attach', async t => {
  const { ctx, issue } = await setUp(t)
  await t.rejects(attachTweet(ctx, 'nobody', { tweetedAt: now }), { code: 'link-not-found' })
  const { slug } = await issue()
  await removeLink(ctx, slug)
  await t.rejects(attachTweet(ctx, slug, { tweetedAt: now }), {
    code: 'link-gone',
    facts: { reason: 'deleted' },
  })
})
