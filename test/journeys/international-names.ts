// An account whose server has an international name: one account in each of its spellings, readable
// wherever it is shown.
import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { browser, loggedIn } from '../fixtures/pages.js'

const readable = '@me@münchen.social'
const spellings = [
  readable,
  '@ME@MÜNCHEN.social',
  'me@mu\u0308nchen.social',
  '@me@xn--mnchen-3ya.social',
  ' @me@münchen.social.\u200b',
]
const status = (BigInt(Date.UTC(2024, 0, 1)) << 16n).toString()

t.test('the API finds it by each of its spellings', async t => {
  const { api } = await testApp(t)
  const made = await api('POST', '/accounts', { handle: '@me@xn--mnchen-3ya.social', followers: 500 })
  t.match(made, { statusCode: 201 })
  t.match(made.json(), { handle: readable, network: 'mastodon' })
  for (const handle of spellings) {
    const path = `/accounts/${encodeURIComponent(handle)}`
    t.match((await api('GET', path)).json(), { handle: readable, followers: 500 }, handle)
    t.match((await api('GET', `${path}/influence`)).json(), { handle: readable }, handle)
    t.match((await api('POST', '/accounts', { handle })).json(), { code: 'account-exists' }, handle)
    const link = (await api('POST', '/links', { url: 'https://example.com/', account: handle })).json()
    t.equal(link.account, readable, handle)
    const listed = (await api('GET', `/links?account=${encodeURIComponent(handle)}`)).json().data
    t.equal(listed[0].slug, link.slug, handle)
  }
  const page = (await api('GET', '/accounts?limit=1')).json()
  t.equal(page.nextCursor, null)
  await api('POST', '/accounts', { handle: '@zoe@例子.com' })
  const [first, second] = [
    (await api('GET', '/accounts?limit=1')).json(),
    async (cursor: string) => (await api('GET', `/accounts?limit=1&cursor=${cursor}`)).json(),
  ]
  t.match(await second(first.nextCursor), { data: [{ handle: '@zoe@例子.com' }] }, 'lists page past it')
})

t.test('its tweet belongs to it', async t => {
  const { api } = await testApp(t)
  await api('POST', '/links', { url: 'https://example.com/', slug: 'launch', account: readable })
  const tweet = await api('PUT', '/links/launch/tweet', { url: `münchen.social/deck/@me/${status}` })
  t.match(tweet.json(), {
    account: readable,
    tweet: { id: `xn--mnchen-3ya.social/${status}`, url: `https://xn--mnchen-3ya.social/@me/${status}` },
  })
})

t.test('pages, badges, embeds and cards have it', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  const made = await visitor.post('/app/accounts', { handle: 'https://münchen.social/@me', public: 'on' })
  t.match(made, { statusCode: 303, headers: { location: '/app/accounts/@me@m%C3%BCnchen.social' } })
  const own = await visitor.get(String(made.headers.location))
  t.equal(own.statusCode, 200)
  t.match(own.body, `<h1>${readable}`)
  t.match(own.body, 'href="/@me@m%C3%BCnchen.social"')
  const stored = await visitor.post(
    '/app/accounts/@me@m%C3%BCnchen.social/followers',
    { followers: '5' },
    '/app/accounts',
  )
  t.match(stored, { statusCode: 303, headers: { location: /^\/app\/accounts\/@me@m%C3%BCnchen\.social/ } })
  const stranger = browser(tested)
  for (const handle of spellings.slice(0, 4)) {
    const name = `@${encodeURIComponent(handle.replace(/^@/, ''))}`
    t.match(await stranger.get(`/${name}`), { statusCode: 200, body: readable }, handle)
    t.match(await stranger.get(`/embed/${name}`), { statusCode: 200, body: readable }, handle)
    t.match(await stranger.get(`/badge/${name}.svg`), { statusCode: 200, body: /^(?!.*not found)/s }, handle)
    const shared = encodeURIComponent(`https://sho.rt/${name}`)
    t.match((await stranger.get(`/oembed?url=${shared}`)).json(), { title: readable }, handle)
  }
})
