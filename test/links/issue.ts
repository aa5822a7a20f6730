import { eq } from 'drizzle-orm'
import t from 'tap'
import { accounts, links, tweets } from '../../src/db/schema.js'
import { ServiceError } from '../../src/errors.js'
import { issueLink, issueLinks } from '../../src/links/issue.js'
import { testApp } from '../fixtures/app.js'
import { handle } from '../fixtures/handles.js'

const at = new Date('2026-01-01T12:00:00Z')

t.test('a link for an account gets the draft of its tweet, and the account where it is new', async t => {
  const { ctx } = await testApp(t, { now: () => at })
  const { link, existing } = await issueLink(ctx, {
    url: 'https://example.com/a',
    account: handle('@Me'),
    text: 'Read & tell',
  })
  t.equal(existing, false)
  t.match(link, {
    url: 'https://example.com/a',
    shortUrl: `https://sho.rt/${link.slug}`,
    account: '@Me',
    tweet: { id: null, url: null, text: 'Read & tell', tweetedAt: null, published: false },
    createdAt: at.toISOString(),
    enabled: true,
    public: false,
    clicks: 0,
    clickers: 0,
    excluded: 0,
    composeUrl: `https://x.com/intent/post?text=Read%20%26%20tell&url=https%3A%2F%2Fsho.rt%2F${link.slug}`,
  })
  const [row] = await ctx.db.select().from(links).innerJoin(tweets, eq(tweets.id, links.tweetId))
  t.equal(row?.tweets.windowEndsAt.toISOString(), '2026-01-08T12:00:00.000Z')
  t.equal(row?.links.visitorSaltEndsAt.toISOString(), '2026-01-31T12:00:00.000Z')
  t.equal(row?.links.visitorSalt.length, 32)
  t.match(await ctx.db.select().from(accounts), [
    { handle: '@Me', handleKey: '@me', network: 'x', public: false },
  ])
  const again = await issueLink(ctx, { url: 'https://example.com/a', account: handle('@mE') })
  t.equal(again.link.account, '@Me', 'an account keeps the form it was first written in')
  t.not(again.link.slug, link.slug)
})

t.test('a link without an account has no tweet, and forgets its visitors after 30 days', async t => {
  const { ctx } = await testApp(t, { now: () => at })
  const { link } = await issueLink(ctx, { url: 'https://example.com/a' })
  t.match(link, { account: null, tweet: null, tags: [], title: null, expiresAt: null })
  const [row] = await ctx.db.select().from(links)
  t.equal(row?.visitorSaltEndsAt.toISOString(), '2026-01-31T12:00:00.000Z')
})

t.test('a new link redirects at once', async t => {
  const { app, ctx } = await testApp(t)
  await app.inject('/launch')
  await issueLink(ctx, { url: 'https://example.com/a', slug: 'launch' })
  const answer = await app.inject('/launch')
  t.match(answer, { statusCode: 302, headers: { location: 'https://example.com/a' } })
})

t.test('a taken or reserved slug is refused and nothing is left behind', async t => {
  const { ctx } = await testApp(t)
  await issueLink(ctx, { url: 'https://example.com/a', slug: 'launch' })
  const wish = { url: 'https://example.com/b', account: handle('@new'), text: 'x' }
  await t.rejects(issueLink(ctx, { ...wish, slug: 'launch' }), { code: 'slug-taken', status: 409 })
  await t.rejects(issueLink(ctx, { ...wish, slug: 'docs' }), { code: 'slug-reserved', status: 400 })
  await t.rejects(issueLink(ctx, { ...wish, url: 'nothing' }), { code: 'invalid-input' })
  t.equal(await ctx.db.$count(links), 1)
  t.equal(await ctx.db.$count(accounts), 0)
  t.equal(await ctx.db.$count(tweets), 0)
})

t.test('findExisting gives the newest usable link of the same target and account', async t => {
  const { ctx } = await testApp(t)
  const wish = { url: 'https://example.com/a', findExisting: true }
  const mine = { ...wish, account: handle('@me') }
  const first = await issueLink(ctx, wish)
  t.equal(first.existing, false)
  t.match(await issueLink(ctx, { ...wish, url: 'HTTPS://example.com:443/a' }), {
    existing: true,
    link: first.link,
  })
  const ofMe = await issueLink(ctx, mine)
  t.equal(ofMe.existing, false, 'another account is another link')
  t.match(await issueLink(ctx, { ...wish, account: handle('ME') }), {
    existing: true,
    link: { slug: ofMe.link.slug },
  })
  t.equal(
    (await issueLink(ctx, { ...wish, utm: { source: 'x' } })).existing,
    false,
    'utm makes another target',
  )
  t.equal(
    (await issueLink(ctx, { ...wish, slug: 'special' })).existing,
    false,
    'a named slug has to be that link',
  )
  t.match(await issueLink(ctx, wish), { existing: true, link: { slug: 'special' } })
  for (const unusable of [
    { enabled: false },
    { deletedAt: new Date() },
    { expiresAt: new Date(0) },
    { maxClicks: 0 },
  ]) {
    const { link } = await issueLink(ctx, mine)
    await ctx.db.update(links).set(unusable).where(eq(links.slug, link.slug))
    const next = await issueLink(ctx, mine)
    t.equal(next.existing, false, JSON.stringify(unusable))
    await ctx.db.update(links).set({ enabled: false }).where(eq(links.slug, next.link.slug))
  }
})

t.test('findExisting asked for many times at once makes one link', async t => {
  const { ctx } = await testApp(t)
  const wish = { url: 'https://example.com/a', account: handle('@me'), findExisting: true }
  const issued = await Promise.all(Array.from({ length: 8 }, () => issueLink(ctx, wish)))
  t.equal(new Set(issued.map(({ link }) => link.slug)).size, 1)
  t.equal(issued.filter(({ existing }) => !existing).length, 1)
})

t.test('many links are made or refused one by one, in order', async t => {
  const { ctx } = await testApp(t)
  await issueLink(ctx, { url: 'https://example.com/old', slug: 'taken' })
  const results = await issueLinks(ctx, [
    { url: 'https://example.com/1', slug: 'zzz', account: handle('@one') },
    { url: 'https://example.com/2', slug: 'taken', account: handle('@nobody') },
    { url: 'https://example.com/3', slug: 'aaa', text: 'three' },
    { url: 'https://example.com/4', slug: 'zzz' },
    { url: 'javascript:alert(1)' },
    { url: 'https://example.com/6', slug: 'api' },
    { url: 'https://example.com/3', findExisting: true },
    { url: 'https://example.com/old', findExisting: true },
    { url: 'https://example.com/9', account: handle('@ONE') },
  ])
  const short = results.map(result => (result instanceof ServiceError ? result.code : result.link.slug))
  const made = short.pop()
  t.same(short, ['zzz', 'slug-taken', 'aaa', 'slug-taken', 'invalid-input', 'slug-reserved', 'aaa', 'taken'])
  t.match(results.at(-1), { link: { slug: made, account: '@one', tweet: { text: null } } })
  t.match(results[0], { link: { account: '@one' } })
  t.match(results[2], { link: { account: null, tweet: { text: 'three', published: false } } })
  t.same(
    (await ctx.db.select().from(accounts)).map(row => row.handleKey),
    ['@one'],
  )
  t.same(await issueLinks(ctx, []), [])
})

t.test('those who make the same accounts and slugs at once do not stand in each other’s way', async t => {
  const { ctx } = await testApp(t)
  const names = Array.from({ length: 20 }, (_, n) => `name${n}`)
  const wishes = names.map(name => ({ url: 'https://example.com', slug: name, account: handle(`@${name}`) }))
  const rounds = await Promise.all([wishes, wishes.toReversed(), wishes].map(list => issueLinks(ctx, list)))
  const made = rounds.flat().filter(result => 'link' in result)
  t.equal(made.length, 20)
  t.equal(await ctx.db.$count(accounts), 20)
})
