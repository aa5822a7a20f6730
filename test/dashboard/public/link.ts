import { eq } from 'drizzle-orm'
import t from 'tap'
import { tweetPostings, tweets } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { storeLink } from '../../fixtures/links.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'

const { app, ctx, way } = await testApp(t, { cuttable: true })
const tweetedAt = '2026-05-01T00:00:00Z'
const accountId = await storeAccount(ctx.db, '@large', { [tweetedAt]: 20_000 }, { public: true })
const hiddenId = await storeAccount(ctx.db, '@hidden', { [tweetedAt]: 20_000 })
const clickers = { x: 400, google: 1_000 }
const published = { public: true, title: 'Followers are a currency' }
await storeTweet(ctx.db, 'large', { accountId, tweetedAt, clickers, link: published })
await storeTweet(ctx.db, 'nameless', { accountId: hiddenId, tweetedAt, clickers, link: { public: true } })
await storeTweet(ctx.db, 'private', { accountId, tweetedAt, clickers, link: { title: 'A secret' } })
await storeLink(ctx.db, 'plain', { public: true })

const get = (path: string, accept = 'text/html') => app.inject({ url: path, headers: { accept } })
const head = (body: string) => body.slice(0, body.indexOf('</head>'))

t.test('a public link shows what came of it', async t => {
  const { statusCode, headers, body } = await get('/large+')
  t.equal(statusCode, 200)
  t.match(body, '<h1>Followers are a currency</h1>')
  t.match(body, '<p class="figure-value">2.0 %</p>')
  t.match(body, 'likely 1.8–2.2 %')
  t.match(body, '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).')
  t.match(body, 'href="https://example.com/large"')
  t.match(body, 'href="/@large"')
  t.match(headers, { 'cache-control': 'private, max-age=30', vary: 'accept' })
  t.notOk(headers['set-cookie'])
  t.match(
    headers['content-security-policy'],
    /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
  )
})

t.test('a draft is not called a tweet', async t => {
  const link = { public: true }
  const { tweetId } = await storeTweet(ctx.db, 'drafty', {
    accountId,
    tweetedAt,
    clickers: { google: 2 },
    link,
  })
  await ctx.db.update(tweets).set({ published: false }).where(eq(tweets.id, tweetId))
  const page = (await get('/drafty+')).body
  t.match(page, '<h1>A link of @large</h1>')
  t.match(page, 'Made for <a href="/@large">')
  t.match((await get('/embed/drafty')).body, '<h1>A link of @large</h1>')
  t.notMatch(page, /Tweeted by|A tweet of/)
})

t.test('a card and an embed can be made of it', async t => {
  const found = head((await get('/large+')).body)
  t.match(found, '<meta property="og:title" content="Followers are a currency"/>')
  t.match(found, '<meta property="og:url" content="https://sho.rt/large+"/>')
  t.match(found, '<meta property="og:image" content="https://sho.rt/card/large.png"/>')
  t.match(found, '<meta name="twitter:card" content="summary_large_image"/>')
  t.match(found, 'href="https://sho.rt/oembed?format=json&amp;url=https%3A%2F%2Fsho.rt%2Flarge%2B"')
  t.notMatch(found, 'noindex')
})

t.test('where X for iPhone may have loaded ahead, the result without it is told', async t => {
  t.notMatch((await get('/large+')).body, 'X for iPhone')
  const { linkId } = await storeTweet(ctx.db, 'iphone', {
    accountId,
    tweetedAt,
    clickers,
    link: { public: true },
  })
  await ctx.db
    .insert(tweetPostings)
    .values({ linkId, posting: 'a1', xForIphone: true, clicks: 130, clickers: 100 })
  t.match(
    (await get('/iphone+')).body,
    'Without the 100 clickers from X who came through X for iPhone, which loads links before anybody taps them, it is 1.5 % (likely 1.3–1.7 %): a lower bound.',
  )
})

t.test('a private link shows where it leads and nothing else', async t => {
  const { headers, body } = await get('/private+')
  t.match(body, 'href="https://example.com/private"')
  t.notMatch(body, /secret|400|og:|@large/)
  t.match(body, 'noindex')
  t.equal(headers['cache-control'], 'no-store')
})

t.test('a private account is not named by its public links', async t => {
  const { body } = await get('/nameless+')
  t.match(body, '400 of 20,000 followers clicked')
  t.notMatch(body, '@hidden')
})

t.test('a link without a tweet shows its people', async t => {
  t.match((await get('/plain+')).body, '<p class="figure-label">people clicked</p>')
})

t.test('the page is for everybody who does not ask for JSON', async t => {
  const accepted = ['*/*', 'text/*', 'image/*', 'text/html', 'application/activity+json, application/ld+json']
  for (const headers of [{}, ...accepted.map(accept => ({ accept }))]) {
    const { headers: answered, body } = await app.inject({ url: '/large+', headers })
    t.match(answered, { 'content-type': 'text/html; charset=utf-8', vary: 'accept' }, JSON.stringify(headers))
    t.match(head(body), 'type="application/json+oembed"')
    t.match(head(body), 'property="og:title"')
  }
  for (const accept of ['application/json', 'application/json, text/plain, */*']) {
    const answer = await get('/large+', accept)
    t.match(answer.headers, { 'content-type': /^application\/json/, vary: 'accept' })
    t.equal(answer.json().slug, 'large')
  }
})

t.test('programs get the numbers of a public link as well', async t => {
  const { headers, body } = await get('/large+', 'application/json')
  t.match(headers.etag, /^"[\w-]+"$/)
  const again = await app.inject({
    url: '/large+',
    headers: { accept: 'application/json', 'if-none-match': String(headers.etag) },
  })
  t.match(again, { statusCode: 304, body: '', headers: { 'access-control-allow-origin': '*' } })
  const preflight = (url: string) =>
    app.inject({ method: 'OPTIONS', url, headers: { 'access-control-request-headers': 'if-none-match' } })
  t.match((await preflight('/large+')).headers, {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'if-none-match',
  })
  t.equal((await preflight('/large')).headers['access-control-allow-origin'], undefined, 'not the way there')
  t.equal(headers['cache-control'], 'private, max-age=30')
  t.match(JSON.parse(body), {
    slug: 'large',
    url: 'https://example.com/large',
    redirects: true,
    title: 'Followers are a currency',
    account: '@large',
    tweetedAt: '2026-05-01T00:00:00.000Z',
    window: { from: '2026-05-01T00:00:00.000Z' },
    clicks: Number,
    clickers: Number,
    sources: Array,
    series: Array,
    followers: 20_000,
    followerClickers: 400,
    influence: 0.02,
    interval: [Number, Number],
    sentence: '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).',
  })
})

t.test('programs do not get the name of a private account, nor what a private link brought', async t => {
  const nameless = await get('/nameless+', 'application/json')
  t.match(nameless.json(), { account: null, followerClickers: 400 })
  t.notMatch(nameless.body, 'hidden')
  t.match((await get('/plain+', 'application/json')).json(), { clicks: 0, clickers: 0, influence: null })
  const hidden = await get('/private+', 'application/json')
  t.equal(hidden.headers['cache-control'], 'no-store')
  t.strictSame(hidden.json(), {
    slug: 'private',
    shortUrl: 'https://sho.rt/private',
    url: 'https://example.com/private',
    redirects: true,
  })
})

t.test('hostile words stay words', async t => {
  const bad = `"'><script>alert(1)</script>\u202e👍🏽${'x'.repeat(200)}`
  const link = { public: true, title: bad, url: 'https://example.com/?a="><script>' }
  await storeTweet(ctx.db, 'hostile', { accountId, tweetedAt, clickers: { '"><script>': 3 }, link })
  const { statusCode, body } = await get('/hostile+')
  t.equal(statusCode, 200)
  t.notMatch(body, '<script>')
  t.match(body, '&lt;script>alert(1)')
})

t.test('without a database it still tells where a link leads', async t => {
  await app.inject('/plain')
  way.cut()
  const { statusCode, body } = await get('/plain+')
  const data = await get('/plain+', 'application/json')
  way.mend()
  t.equal(statusCode, 200)
  t.match(body, 'href="https://example.com/plain"')
  t.match([data.statusCode, data.json()], [200, { url: 'https://example.com/plain' }])
})
