import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { storeLink } from '../../fixtures/links.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'

const { app, ctx } = await testApp(t)
const tweetedAt = '2026-05-01T00:00:00Z'
const accountId = await storeAccount(ctx.db, '@large', { [tweetedAt]: 20_000 }, { public: true })
const title = `"'><script>alert(1)</script>\u202e👍🏽`
const published = { public: true, title }
await storeTweet(ctx.db, 'large', { accountId, tweetedAt, clickers: { x: 400 }, link: published })
await storeLink(ctx.db, 'private')

const oembed = (query: Record<string, string>) => app.inject({ url: '/oembed', query })

t.test('an embed is a small page that any page may frame, without script or cookie', async t => {
  const { statusCode, headers, body } = await app.inject('/embed/large')
  t.equal(statusCode, 200)
  for (const text of ['>2.0 %<', 'likely 1.8–2.2 %', '400 of 20,000 followers clicked.']) t.match(body, text)
  t.match(body, 'href="https://sho.rt/large+"')
  t.match(body, 'href="https://sho.rt/help/counting"')
  t.notMatch(body, '<script')
  t.match(
    headers['content-security-policy'],
    "script-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors *",
  )
  t.notOk(headers['x-frame-options'])
  t.notOk(headers['set-cookie'])
  t.match((await app.inject('/embed/@LARGE')).body, '20,000 followers act like')
})

t.test('it is light, dark, or what the reader prefers', async t => {
  const head = async (query: string) => (await app.inject(`/embed/large${query}`)).body.slice(0, 400)
  for (const theme of ['light', 'dark']) {
    t.match(await head(`?theme=${theme}`), `<html lang="en" data-theme="${theme}">`)
    t.match(await head(`?theme=${theme}`), `name="color-scheme" content="${theme}"`)
  }
  for (const query of ['', '?theme=auto', '?theme=%22%3E', '?theme=dark&theme=light']) {
    t.match(await head(query), '<html lang="en">', query)
    t.match(await head(query), 'content="light dark"')
  }
})

t.test('what text leaves around the address of an embed is not asked for', async t => {
  const { body } = await app.inject('/embed/large')
  for (const name of [
    'large.',
    'large+',
    'large/',
    'large%20',
    '(large)',
    '%E2%80%9Clarge%E2%80%9D',
    '%E2%80%8Blarge',
    'large%',
    'large%3Fx',
    'large&x=1',
  ])
    t.match(await app.inject(`/embed/${name}`), { statusCode: 200, body }, name)
  t.match(await app.inject('/embed/@LARGE)'), { statusCode: 200, body: /@large/ })
})

t.test('what is unknown or private has the same empty embed', async t => {
  const unknown = await app.inject('/embed/nobody')
  for (const name of ['private', '@nobody', '%00', '@%00', '..%2f', '%FF', ').', 'a'.repeat(400)]) {
    const answer = await app.inject(`/embed/${name}`)
    t.equal(answer.statusCode, 404, name)
    t.equal(answer.body, unknown.body)
    t.match(answer.headers['content-security-policy'], 'frame-ancestors *')
  }
})

t.test('oEmbed says how to frame a public page', async t => {
  const answer = await oembed({ url: 'https://sho.rt/large+', maxwidth: '300' })
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, { 'content-type': /^application\/json/, 'access-control-allow-origin': '*' })
  t.match(answer.json(), { version: '1.0', type: 'rich', provider_name: 'Fivehundred', title, width: 300 })
  t.match(answer.json().html, /^<iframe src="https:\/\/sho\.rt\/embed\/large"/)
  for (const url of [
    'https://sho.rt/@large',
    'https://sho.rt/@LARGE/',
    'https://sho.rt/large/',
    'https://sho.rt/large+).',
  ])
    t.equal((await oembed({ url, format: 'json' })).statusCode, 200, url)
})

t.test('oEmbed tells nothing of what is unknown, private or elsewhere', async t => {
  for (const url of [
    'https://sho.rt/nobody+',
    'https://sho.rt/private+',
    'https://example.com/large+',
    'x',
  ]) {
    t.match((await oembed({ url })).json(), { status: 404, code: 'nothing-public', url }, url)
  }
})

t.test('names that show nothing are limited by address', async t => {
  const { app, ctx } = await testApp(t, { env: { MISSES_PER_MINUTE: '2' } })
  await storeLink(ctx.db, 'shown', { public: true })
  const oembed = (name: string) => app.inject(`/oembed?url=https%3A%2F%2Fsho.rt%2F${name}`)
  t.equal((await app.inject('/embed/none')).statusCode, 404)
  t.equal((await oembed('none')).statusCode, 404)
  const refused = await app.inject('/embed/@none')
  t.match(refused, { statusCode: 429, headers: { 'content-type': /text\/html/, 'retry-after': /^\d+$/ } })
  t.match(refused.headers['content-security-policy'], 'frame-ancestors *')
  t.match(await oembed('@none'), {
    statusCode: 429,
    headers: { 'content-type': /problem/, 'retry-after': /^\d+$/ },
  })
  t.equal((await app.inject('/embed/shown')).statusCode, 200)
  t.equal((await oembed('shown')).statusCode, 200)
})

t.test('without a database an embed says so in its frame', async t => {
  const { app, way } = await testApp(t, { cuttable: true })
  way.cut()
  const answer = await app.inject('/embed/large')
  t.match(answer, {
    statusCode: 503,
    headers: { 'content-type': /text\/html/, 'cache-control': /max-age=5,/ },
  })
  t.match(answer.headers['content-security-policy'], 'frame-ancestors *')
})

t.test('oEmbed takes what blogs really send', async t => {
  const url = 'https://sho.rt/large+'
  for (const format of ['JSON', 'Json', '', ' json'])
    t.equal((await oembed({ url, format })).statusCode, 200, format)
  const widths = {
    '': 480,
    '0': 480,
    '0.5': 480,
    '100.5': 100,
    '1': 1,
    '100000000': 480,
    ['9'.repeat(400)]: 480,
  }
  for (const [maxwidth, width] of Object.entries(widths))
    t.match(await oembed({ url, maxwidth, maxheight: maxwidth }), { statusCode: 200 }, maxwidth) &&
      t.equal((await oembed({ url, maxwidth })).json().width, width, maxwidth)
  t.match((await app.inject('/oembed?url=http://SHO.RT./large+&maxwidth=&theme=')).json(), { width: 480 })
  t.match((await oembed({ url, theme: 'dark' })).json().html, '/embed/large?theme=dark"')
})

t.test('oEmbed refuses what it cannot do', async t => {
  const url = 'https://sho.rt/large+'
  t.match((await oembed({ url, format: 'xml' })).json(), { status: 501, code: 'format-not-offered' })
  t.match((await oembed({})).json(), { status: 400, code: 'invalid-input' })
  const themeProblem = { field: 'theme', message: 'must be one of auto, light, dark' }
  for (const theme of ['pink', 'Dark', '"><script>'])
    t.match((await oembed({ url, theme })).json(), { status: 400, errors: [themeProblem] }, theme)
  for (const maxwidth of [
    '-1',
    'wide',
    '1.5.5',
    '1e9',
    '1e400',
    'Infinity',
    '0x10',
    '1e2',
    ' 5 ',
    '+5',
    '５',
  ]) {
    t.match(
      (await oembed({ url, maxwidth })).json(),
      { status: 400, errors: [{ field: 'maxwidth' }] },
      maxwidth,
    )
  }
})
