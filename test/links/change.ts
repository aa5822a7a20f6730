import { eq } from 'drizzle-orm'
import t from 'tap'
import { links, tweets } from '../../src/db/schema.js'
import { attachTweet } from '../../src/links/attach-tweet.js'
import { changeLink } from '../../src/links/change.js'
import { issueLink } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

t.test('a changed link leads elsewhere at once', async t => {
  const { app, ctx } = await testApp(t)
  const { link } = await issueLink(ctx, { url: 'https://example.com/a', title: 'A', tags: ['a'] })
  t.match(await app.inject(`/${link.slug}`), { headers: { location: 'https://example.com/a' } })
  const expiresAt = new Date(Date.now() + 60_000)
  const changed = await changeLink(ctx, link.slug, {
    url: 'https://EXAMPLE.com/b',
    tags: [],
    public: true,
    expiresAt,
  })
  t.same(changed, {
    ...link,
    url: 'https://example.com/b',
    tags: [],
    public: true,
    expiresAt: expiresAt.toISOString(),
    updatedAt: changed.updatedAt,
  })
  t.ok(changed.updatedAt >= link.updatedAt)
  t.match(await app.inject(`/${link.slug}`), { headers: { location: 'https://example.com/b' } })
  const cleared = await changeLink(ctx, link.slug, { title: null, expiresAt: null, enabled: false })
  t.match(cleared, { title: null, expiresAt: null, enabled: false })
  t.equal((await app.inject(`/${link.slug}`)).statusCode, 410)
})

t.test('a text or an account makes a draft, and changes one', async t => {
  const { ctx } = await testApp(t)
  const { link } = await issueLink(ctx, { url: 'https://example.com/a' })
  t.match(await changeLink(ctx, link.slug, { text: null }), { tweet: null })
  t.match(await changeLink(ctx, link.slug, { text: 'first' }), {
    account: null,
    tweet: { text: 'first', tweetedAt: null, published: false },
  })
  t.match(await changeLink(ctx, link.slug, { account: handle('@me') }), {
    account: '@me',
    tweet: { text: 'first' },
  })
  t.match(await changeLink(ctx, link.slug, { account: handle('@you'), text: null }), {
    account: '@you',
    tweet: { text: null },
  })
  t.equal(await ctx.db.$count(tweets), 1)
  const [row] = await ctx.db.select().from(links).innerJoin(tweets, eq(tweets.id, links.tweetId))
  const lifeMs = (row?.links.visitorSaltEndsAt.getTime() ?? 0) - Date.parse(link.createdAt)
  t.equal(lifeMs, 30 * 86_400_000, 'visitors of a draft are those of a link without a tweet')
})

t.test('the author of a published tweet stays', async t => {
  const { ctx } = await testApp(t)
  const { link } = await issueLink(ctx, { url: 'https://example.com/a' })
  await attachTweet(ctx, link.slug, { tweetedAt: new Date() })
  t.match(await changeLink(ctx, link.slug, { account: handle('@me') }), { account: '@me' })
  t.match(await changeLink(ctx, link.slug, { account: handle('@Me') }), { account: '@me' })
  await t.rejects(changeLink(ctx, link.slug, { account: handle('@you'), title: 'x' }), {
    code: 'tweet-of-another-account',
  })
  t.match(await ctx.db.select().from(links), [{ title: null }])
})

t.test('what is not there cannot be changed', async t => {
  const { ctx } = await testApp(t)
  await t.rejects(changeLink(ctx, 'nobody', { title: 'x' }), { code: 'link-not-found' })
  await t.rejects(changeLink(ctx, 'a/b', { title: 'x' }), { code: 'link-not-found' })
})
