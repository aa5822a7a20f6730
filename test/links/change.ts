import { eq } from 'drizzle-orm'
import t from 'tap'
import { createKey } from '../../src/auth/keys.js'
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

t.test('who sent a link elsewhere, and when, is kept; what is no change is not', async t => {
  const { api, app, ctx } = await testApp(t)
  const { key } = await createKey(ctx.db, { name: 'Ann', role: 'member' })
  await issueLink(ctx, { url: 'https://example.com/a', slug: 'launch', title: 'A', notes: ' first ' })
  await changeLink(ctx, 'launch', { url: 'https://example.com/b' })
  await changeLink(ctx, 'launch', { url: 'https://EXAMPLE.com/b', title: 'B' })
  const headers = { authorization: `Bearer ${key}` }
  const payload = { url: 'https://example.com/c?utm_source=x&utm_campaign=%C3%BC', notes: 'second' }
  const changed = await app.inject({ method: 'PATCH', url: '/api/v1/links/launch', headers, payload })
  t.match(changed.json(), { ...payload, utm: { source: 'x', campaign: 'ü' } })
  const { data, nextCursor } = (await api('GET', '/links/launch/targets?limit=1')).json()
  t.match(data, [{ changedBy: 'Ann', from: 'https://example.com/b', to: payload.url }])
  const rest = (await api('GET', `/links/launch/targets?limit=1&cursor=${nextCursor}`)).json()
  t.match(rest, { data: [{ changedBy: null, from: 'https://example.com/a' }], nextCursor: null })
})

t.test('an account can be cleared, unless its tweet is published', async t => {
  const { ctx } = await testApp(t)
  const { link } = await issueLink(ctx, { url: 'https://example.com/a', account: handle('@me.tld') })
  t.match(await changeLink(ctx, link.slug, { account: null }), {
    account: null,
    composeUrl: /^https:\/\/x\.com/,
  })
  await changeLink(ctx, link.slug, { account: handle('@me') })
  const published = await attachTweet(ctx, link.slug, { tweetedAt: new Date() })
  t.ok(published.updatedAt > link.updatedAt, 'a tweet changes its link')
  const refused = {
    errors: [{ field: 'account', message: 'cannot be cleared: the tweet is published by @me' }],
  }
  await t.rejects(changeLink(ctx, link.slug, { account: null }), { code: 'invalid-input', facts: refused })
})
