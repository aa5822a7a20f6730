import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'
import { storeAccount, storeTweet } from '../fixtures/numbers.js'

const { app, ctx, key } = await testApp(t)
const tweetedAt = '2026-05-01T00:00:00Z'
const accountId = await storeAccount(ctx.db, '@large', { [tweetedAt]: 20_000 }, { public: true })
const clickers = { x: 400, google: 1000 }
await storeTweet(ctx.db, 'large', { accountId, tweetedAt, clickers, clicksEach: 2, link: { public: true } })
await storeLink(ctx.db, 'private')
for (const handle of ['@me.bsky.social', '@me@example.social'])
  await storeAccount(ctx.db, handle, {}, { public: true })

const get = (path: string, headers: Record<string, string> = {}) =>
  app.inject({ url: `/badge/${path}`, headers })

t.test('shows the influence by default', async t => {
  t.strictSame((await get('large.json')).json(), {
    schemaVersion: 1,
    label: 'influence',
    message: '2.0 %',
    color: 'blue',
  })
  t.match((await get('@large.json')).json(), { label: 'influence', message: '1.7 %' })
  t.match((await get('%40LARGE.json')).json(), { message: '1.7 %' })
})

t.test('all four metrics', async t => {
  const expected = {
    clicks: ['clicks', '2,800', '2,800'],
    clickers: ['clickers', '1,400', '1,400'],
    influence: ['influence', '2.0 %', '1.7 %'],
    followersWhoClick: ['followers who click', '400', '345'],
  }
  for (const [metric, [label, ofLink, ofAccount]] of Object.entries(expected)) {
    t.match((await get(`large.json?metric=${metric}`)).json(), { label, message: ofLink })
    t.match((await get(`@large.json?metric=${metric}`)).json(), { label, message: ofAccount })
  }
})

t.test('handles of every network name a badge', async t => {
  for (const handle of ['@me.bsky.social', '@me@example.social']) {
    const answer = await get(`${handle}.json`)
    t.equal(answer.statusCode, 200)
    t.match(answer.json(), { message: 'no influence yet', color: 'lightgrey' })
  }
})

t.test('what has no counted tweet has no score, and nothing is made up', async t => {
  await storeLink(ctx.db, 'untweeted', { public: true })
  const draft = {
    url: 'https://example.com/',
    slug: 'draft',
    account: '@large',
    text: 'Read this',
    public: true,
  }
  const headers = { authorization: `Bearer ${key}` }
  const made = await app.inject({ method: 'POST', url: '/api/v1/links', headers, payload: draft })
  t.equal(made.statusCode, 201)
  for (const name of ['untweeted', 'draft', '@me.bsky.social'])
    for (const metric of ['influence', 'followersWhoClick'])
      t.match((await get(`${name}.json?metric=${metric}`)).json(), { message: 'no influence yet' }, name)
})

t.test('the image is one, safe on any page and cached shortly', async t => {
  const answer = await get('large.svg')
  t.equal(answer.statusCode, 200)
  t.match(answer.body, /^<svg .*<title>influence of large: 2\.0 %<.*>influence<.*>2\.0 %<.*<\/svg>$/s)
  t.match(answer.headers, {
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'public, max-age=60, s-maxage=60, stale-while-revalidate=600',
    'content-security-policy': /script-src 'none'/,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    etag: /^".+"$/,
  })
  t.notOk(answer.headers['set-cookie'])
})

t.test('a client that has the image gets 304, without a body', async t => {
  const { etag } = (await get('large.svg')).headers
  const again = await get('large.svg', { 'if-none-match': `W/${etag}` })
  t.match(again, { statusCode: 304, body: '' })
  t.match(again.headers, {
    etag,
    'cache-control': /max-age=60/,
    'content-security-policy': /script-src 'none'/,
  })
  t.equal((await get('large.svg?style=social', { 'if-none-match': String(etag) })).statusCode, 200)
})

t.test("one request's looks do not change another's", async t => {
  const plain = (await get('large.svg')).body
  t.not((await get('large.svg?style=for-the-badge&label=mine&color=red&labelColor=000')).body, plain)
  t.equal((await get('large.svg')).body, plain)
})

t.test('label and colour can be chosen; what cannot be used changes nothing', async t => {
  t.match((await get('large.json?label=People&color=ff0000')).json(), { label: 'People', color: 'ff0000' })
  const plain = (await get('large.svg')).body
  t.equal(
    (await get('large.svg?style=nope&color=url(x)&labelColor=constructor&metric=money&x=1')).body,
    plain,
  )
})

t.test('what is unknown or private gets a grey image for a few seconds, as a good answer', async t => {
  for (const file of [
    'nobody.svg',
    'private.svg',
    '@nobody.svg',
    'large',
    'large.png',
    '.svg',
    '%00.svg',
    '@a%00.svg',
    'a/b.svg',
    '%zz.svg',
    `${'x'.repeat(600)}.svg`,
  ]) {
    const answer = await get(file)
    t.equal(answer.statusCode, 200, file)
    t.match(answer.body, /^<svg .*not found.*<\/svg>$/s)
    t.match(answer.headers, { 'content-type': /svg/, 'cache-control': /max-age=10,/ })
  }
  const answer = await get('private.json')
  t.equal(answer.statusCode, 200)
  t.strictSame(answer.json(), {
    schemaVersion: 1,
    label: 'influence',
    message: 'not found',
    color: 'lightgrey',
    isError: true,
  })
  t.equal((await get('nobody.svg')).body, (await get('private.svg')).body, 'private is not told from unknown')
})

t.test('hostile labels stay text', async t => {
  const label = encodeURIComponent(`"/><script>alert(1)</script>\0`)
  const { body, statusCode } = await get(`large.svg?label=${label}`)
  t.equal(statusCode, 200)
  t.notMatch(body, /<script/)
  t.match(body, /&lt;script&gt;/)
  t.equal((await get('large.svg?label=%ff%fe')).statusCode, 200)
})

t.test('what text leaves around the address of a badge is not asked for', async t => {
  const image = await get('large.svg')
  const files = [
    'large.svg.',
    'large.svg)',
    'large.svg/',
    'large.SVG',
    'large.Svg)',
    'large.svg%E2%80%8B',
    '%22large%22.svg',
  ]
  for (const file of [
    ...files,
    '(large.svg',
    'large.svg%20',
    '%EF%BB%BFlarge.svg',
    'large%20.svg',
    'large.svg%3Fx=1',
    'large.svg%',
  ]) {
    t.match(
      await get(file),
      { statusCode: 200, body: image.body, headers: { etag: image.headers.etag } },
      file,
    )
    t.equal((await get(file, { 'if-none-match': String(image.headers.etag) })).statusCode, 304, file)
    t.match(await app.inject({ method: 'HEAD', url: `/badge/${file}` }), { statusCode: 200, body: '' }, file)
  }
  t.match((await get('large.JSON,')).json(), { message: '2.0 %' })
  t.match((await get('“@large”.json'.replace(/[“”]/g, encodeURIComponent))).json(), { message: '1.7 %' })
  t.match((await get('large.svg&label=mine')).body, '>mine<')
  for (const file of ['%FF.svg', '%E2%80%9C.svg', 'large;x.svgz', ').svg', ')'])
    t.match(await get(file), { statusCode: 200, body: /^<svg .*not found/s }, `${file} stays an image`)
})

t.test('HEAD answers like GET', async t => {
  const answer = await app.inject({ method: 'HEAD', url: '/badge/large.svg' })
  t.match(answer, { statusCode: 200, body: '' })
  t.match(answer.headers, { etag: /"/, 'content-type': /svg/ })
})

t.test('names that show nothing are limited by address, those that show something never', async t => {
  const { app, ctx } = await testApp(t, { env: { MISSES_PER_MINUTE: '3' } })
  await storeLink(ctx.db, 'shown', { public: true })
  await storeLink(ctx.db, 'hidden')
  const ask = (url: string, remoteAddress = '192.0.2.1') => app.inject({ url, remoteAddress })
  for (const url of [
    '/badge/shown.svg).',
    '/badge/“shown”.SVG',
    '/card/shown.PNG',
    '/embed/shown+',
    '/(shown+',
  ])
    t.equal((await ask(encodeURI(url))).headers['ratelimit-limit'], undefined, `${url} is no miss`)
  const first = await ask('/badge/none1.svg')
  t.match(first, { statusCode: 200, headers: { 'ratelimit-limit': '3', 'ratelimit-remaining': '2' } })
  // One count for all of them: who tries out names may try by any way.
  await ask('/badge/hidden.json')
  await ask('/none2')
  const limited = { 'retry-after': /^\d+$/, 'ratelimit-remaining': '0' }
  for (const url of [
    '/badge/none3.svg',
    '/badge/hidden.svg',
    '/badge/@none.svg',
    '/badge/.svg',
    '/badge/none.SVG',
  ]) {
    const refused = await ask(url)
    const kept = `public, max-age=${refused.headers['retry-after']}`
    t.match(refused, { statusCode: 200, headers: { ...limited, 'cache-control': kept } }, url)
    t.match(refused.body, /^<svg .*not found.*<\/svg>$/s, 'proxies of images show no other status')
  }
  const program = await ask('/badge/hidden.json')
  t.match(program, { statusCode: 429, headers: { ...limited, 'cache-control': 'no-store' } })
  t.match(program.json(), { message: 'not found', isError: true })
  t.match(await ask('/badge/shown.svg'), { statusCode: 200, headers: { 'cache-control': /max-age=60/ } })
  t.equal((await ask('/badge/none3.svg', '192.0.2.2')).statusCode, 200)
})

t.test('without a database it is a grey image, not to be kept', async t => {
  const { app, way } = await testApp(t, { cuttable: true })
  way.cut()
  const answer = await app.inject('/badge/large.svg')
  t.equal(answer.statusCode, 200)
  t.match(answer.body, /^<svg .*unavailable.*<\/svg>$/s)
  t.match(answer.headers, { 'cache-control': /max-age=5,/ })
  t.match((await app.inject('/badge/large.json')).json(), { message: 'unavailable', isError: true })
})
