import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { eventually } from '../../fixtures/client.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'

const { app, ctx, api } = await testApp(t)
const months = ['2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z'] as const
const accountId = await storeAccount(
  ctx.db,
  '@large',
  { [months[0]]: 20_000 },
  { public: true, name: 'Many <b>followers</b>' },
)
await storeTweet(ctx.db, 'shown', {
  accountId,
  tweetedAt: months[0],
  clickers: { x: 400 },
  link: { public: true, title: 'Have a <look>' },
})
await storeTweet(ctx.db, 'unshown', {
  accountId,
  tweetedAt: months[1],
  clickers: { x: 200 },
  link: { title: 'A secret' },
})
await storeAccount(ctx.db, '@private', { [months[0]]: 500 })
for (const handle of ['@new', '@me.bsky.social', '@me@example.social'])
  await storeAccount(ctx.db, handle, {}, { public: true })

const get = (path: string) => app.inject({ url: path, headers: { accept: 'text/html' } })

t.test('a public account shows its influence, and of its tweets those with a public link', async t => {
  const { statusCode, headers, body } = await get('/@large')
  t.equal(statusCode, 200)
  t.match(body, '<h1>Many &lt;b>followers&lt;/b> (@large)</h1>')
  t.match(
    body,
    /@large(&#39;|')s 2 tweets were clicked by 1\.5 % of the followers\. Its 20,000 followers act like \d+ who all click/,
  )
  t.match(body, 'data-chart=')
  t.match(body, 'Have a &lt;look>')
  t.match(body, 'href="/shown+"')
  t.notMatch(body, /secret|unshown/)
  t.match(body, '<meta property="og:image" content="https://sho.rt/card/@large.png"/>')
  t.match(body, '<link rel="canonical" href="https://sho.rt/@large"/>')
  t.equal(headers['cache-control'], 'private, max-age=30')
  t.notOk(headers['set-cookie'])
})

t.test('handles of every network and in every spelling have a page', async t => {
  for (const path of [
    ...['/@LARGE', '/@me.bsky.social', '/@me@example.social', '/@me%40example.social', '/%40large'],
    ...[
      '/@large/',
      '//@large',
      '/@large/?x',
      '/@large).',
      '/@me.bsky.social.',
      '/@large%E2%80%8B',
      '/@large+',
    ],
  ]) {
    t.equal((await get(path)).statusCode, 200, path)
  }
})

t.test('an account without a tweet says so', async t => {
  t.match((await get('/@new')).body, '@new has no counted tweet yet.')
})

t.test('what is private is not told from what does not exist', async t => {
  const hidden = await get('/@private')
  t.equal(hidden.statusCode, 404)
  t.match(hidden.headers['content-type'], 'text/html')
  for (const path of ['/@nobody', '/@%3Cscript%3E', '/@%00', '/@..', `/@${'a'.repeat(400)}`]) {
    const answer = await get(path)
    t.equal(answer.statusCode, 404, path)
    t.equal(answer.body, hidden.body, path)
  }
})

t.test('a request for JSON of what is not public gets a problem', async t => {
  const answer = await app.inject({ url: '/@private', headers: { accept: 'application/json' } })
  t.match(answer.json(), { status: 404, code: 'nothing-public' })
})

t.test('names that show nothing are limited by address, those that show something never', async t => {
  const { app, ctx } = await testApp(t, { env: { MISSES_PER_MINUTE: '2' } })
  await storeAccount(ctx.db, '@shown', {}, { public: true })
  await storeAccount(ctx.db, '@hidden')
  t.match(await app.inject('/@none'), { statusCode: 404, headers: { 'ratelimit-remaining': '1' } })
  t.equal((await app.inject('/@none).')).statusCode, 404)
  const refused = await app.inject('/@hidden')
  t.match(refused, { statusCode: 429, headers: { 'content-type': /text\/html/, 'retry-after': /^\d+$/ } })
  for (const path of ['/@shown', '/@SHOWN', '/@shown.'])
    t.equal((await app.inject(path)).statusCode, 200, path)
})

t.test('an account that is made private vanishes within seconds', async t => {
  t.equal((await get('/@new')).statusCode, 200)
  t.equal((await api('PATCH', '/accounts/@new', { public: false })).statusCode, 200)
  const answer = await eventually(
    () => get('/@new'),
    ({ statusCode }) => statusCode === 404,
  )
  t.equal(answer.statusCode, 404)
})
