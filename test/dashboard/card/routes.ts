import { Resvg } from '@resvg/resvg-js'
import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { storeLink } from '../../fixtures/links.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'

const { app, ctx } = await testApp(t)
const tweetedAt = '2026-05-01T00:00:00Z'
const accountId = await storeAccount(ctx.db, '@large', { [tweetedAt]: 20_000 }, { public: true })
await storeTweet(ctx.db, 'large', { accountId, tweetedAt, clickers: { x: 400 }, link: { public: true } })
await storeLink(ctx.db, 'private')
const long = `@${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.example.org`
for (const handle of ['@me.bsky.social', long]) await storeAccount(ctx.db, handle, {}, { public: true })
const title = `"/><script>alert(1)</script>\u202e👍🏽 ${'影'.repeat(100)}`
const hostile = { public: true, title }
await storeTweet(ctx.db, 'hostile', { accountId: null, tweetedAt, clickers: { x: 1 }, link: hostile })
await storeLink(ctx.db, 'unwritable', { public: true, title: '影響' })

const get = (name: string, headers = {}) => app.inject({ url: `/card/${name}.png`, headers })

t.test('a result is a picture of the size that networks show', async t => {
  for (const name of [
    'large',
    '@large',
    '@me.bsky.social',
    '%40large',
    encodeURIComponent(long),
    'unwritable',
  ]) {
    const { statusCode, headers, rawPayload } = await get(name)
    t.equal(statusCode, 200, name)
    t.equal(headers['content-type'], 'image/png')
    t.strictSame(sizeOf(rawPayload), [1200, 630])
    t.match(headers, { 'cross-origin-resource-policy': 'cross-origin', 'cache-control': /max-age=60/ })
    t.notOk(headers['set-cookie'])
  }
})

t.test('a client that has the picture gets 304', async t => {
  const { etag } = (await get('large')).headers
  const again = await get('large', { 'if-none-match': etag })
  t.match(again, { statusCode: 304, body: '' })
})

t.test('different results are different pictures', async t => {
  const [one, other, same] = await Promise.all([get('large'), get('@large'), get('large')])
  t.notOk(one.rawPayload.equals(other.rawPayload))
  t.ok(one.rawPayload.equals(same.rawPayload))
})

t.test('what is unknown or private gets the same plain picture', async t => {
  const unknown = await get('nobody')
  for (const name of ['private', '@nobody', '', '..', '%00', '@%00', '%3Csvg%3E', 'a'.repeat(400)]) {
    const answer = await get(name)
    t.equal(answer.statusCode, 200, name)
    t.ok(answer.rawPayload.equals(unknown.rawPayload))
    t.match(answer.headers, { 'content-type': 'image/png', 'cache-control': /max-age=10,/ })
  }
  for (const path of ['/card/large', '/card/a/b.png', '/card/%zz.png', `/card/${'x'.repeat(600)}.png`])
    t.ok((await app.inject(path)).rawPayload.equals(unknown.rawPayload), path)
})

t.test('what text leaves around the address of a card is not asked for', async t => {
  const { rawPayload } = await get('large')
  for (const file of [
    'large.png.',
    'large.PNG',
    'large.png)',
    'large.png/',
    '%22large%22.png',
    '%E2%80%8Blarge.Png%20',
    'large.png;x',
  ])
    t.ok((await app.inject(`/card/${file}`)).rawPayload.equals(rawPayload), file)
  t.ok((await app.inject('/card/(@large).png')).rawPayload.equals((await get('@large')).rawPayload))
})

t.test('names that show nothing are limited by address', async t => {
  const { app, ctx } = await testApp(t, { env: { MISSES_PER_MINUTE: '1' } })
  await storeLink(ctx.db, 'shown', { public: true })
  t.equal((await app.inject('/card/none.png')).statusCode, 200)
  const refused = await app.inject('/card/@none.png')
  const kept = `public, max-age=${refused.headers['retry-after']}`
  const headers = { 'content-type': 'image/png', 'retry-after': /^\d+$/, 'cache-control': kept }
  t.match(refused, { statusCode: 200, headers }, 'proxies of images show no other status')
  t.ok(refused.rawPayload.equals((await app.inject('/card/none.png')).rawPayload))
  t.equal((await app.inject('/card/shown.png')).statusCode, 200)
})

t.test('without a database it is a picture that says so, for a few seconds', async t => {
  const { app, way } = await testApp(t, { cuttable: true })
  way.cut()
  const answer = await app.inject('/card/large.png')
  t.match(answer, {
    statusCode: 200,
    headers: { 'content-type': 'image/png', 'cache-control': /max-age=5,/ },
  })
  t.strictSame(sizeOf(answer.rawPayload), [1200, 630])
  t.notOk(answer.rawPayload.equals((await get('nobody')).rawPayload))
})

t.test('a hostile title is painted as text', async t => {
  t.equal((await get('hostile')).statusCode, 200)
})

/** Width and height as a PNG's header tells them; the rest is checked by painting it. */
function sizeOf(png: Buffer): [number, number] {
  const address = `data:image/png;base64,${png.toString('base64')}`
  new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><image href="${address}"/></svg>`,
  ).render()
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}
