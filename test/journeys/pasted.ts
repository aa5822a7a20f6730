// What people paste into the fields of forms: addresses without their scheme, profiles in place of
// handles, and characters at both ends that nobody sees.
import t from 'tap'
import { listKeys } from '../../src/auth/keys.js'
import { testApp } from '../fixtures/app.js'
import { browser, loggedIn } from '../fixtures/pages.js'

const around = (text: string) => `\u200b ${text}\ufeff\u00a0`

t.test('into the form for a link, and into the one that changes it', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  const link = async () => (await tested.api('GET', '/links/launch')).json()
  const made = await visitor.post('/app', {
    url: around('münchen.de/x'),
    account: around('https://x.com/Jane?lang=de'),
    slug: around('launch'),
    title: '\u200b \u3000',
    tags: around('blog, blog,\u200blaunch\u200b, \u3164'),
    text: around('Read\r\nthis'),
  })
  t.match(made, { statusCode: 303, headers: { location: '/app?made=launch' } })
  const first = {
    url: 'https://xn--mnchen-3ya.de/x',
    account: '@Jane',
    title: null,
    tags: ['blog', 'launch'],
    tweet: { text: 'Read\nthis' },
  }
  t.match(await link(), first)
  const edit = '/app/links/launch/edit'
  const typed = {
    url: 'example.com./y',
    account: 'bsky.app/profile/jane.bsky.social',
    title: around('A title'),
  }
  t.match(await visitor.post(edit, { ...typed, tags: '', text: '\u200b' }), { statusCode: 303 })
  const second = { url: 'https://example.com./y', account: '@jane.bsky.social', title: 'A title', tags: [] }
  t.match(await link(), { ...second, tweet: { text: null } })
  const tweet = around('bsky.app/profile/jane.bsky.social/post/3lbfxbw4ais2e')
  t.match(await visitor.post('/app/links/launch/tweet', { url: tweet }, '/app/links/launch'), {
    statusCode: 303,
  })
  t.match(await link(), { tweet: { published: true, id: '3lbfxbw4ais2e' } })
  const search = `/app?account=${encodeURIComponent('https://bsky.app/profile/jane.bsky.social')}&q=${around('y')}`
  t.match((await visitor.get(search)).body, 'data-live="launch"')
})

t.test('into the forms for accounts, lists, destinations and keys', async t => {
  const tested = await testApp(t)
  const { api, ctx, key } = tested
  const visitor = await loggedIn(tested, around(key))
  const account = { handle: around('mastodon.social/@ann'), name: around('Ann'), followers: '5' }
  t.match(await visitor.post('/app/accounts', account), { statusCode: 303 })
  t.match((await api('GET', '/accounts/@ann@mastodon.social')).json(), { name: 'Ann', followers: 5 })
  await visitor.post('/app/accounts/@ann@mastodon.social', {
    handle: 'mastodon.social/@anna',
    name: '\u2800',
  })
  t.match((await api('GET', '/accounts/@anna@mastodon.social')).json(), { name: null })

  const list = {
    name: around('friends'),
    accounts: 'x.com/jane\nhttps://bsky.app/profile/bob.bsky.social, @cid\u200b',
  }
  t.match(await visitor.post('/app/lists', list), {
    statusCode: 303,
    headers: { location: '/app/lists/friends' },
  })
  const accounts = ['@bob.bsky.social', '@cid', '@jane']
  t.strictSame((await api('GET', '/lists/friends')).json().accounts, accounts)

  const asked = await visitor.post('/app/destinations', {
    url: around('münchen.de/x'),
    accounts: 'https://x.com/jane, \u200b, twitter.com/eve',
  })
  t.match(asked, { statusCode: 303 })
  const found = await visitor.get(`/app/destinations?url=${encodeURIComponent(around('MÜNCHEN.de/x'))}`)
  t.match(found.body, /@eve.*https:\/\/sho\.rt/s)

  const compared = await visitor.get('/exchange?from=https://x.com/jane&to=twitter.com/eve')
  t.match(compared, { statusCode: 200, body: /@jane in @eve/ })

  await visitor.post('/app/settings/keys', { name: around('laptop'), role: 'member' }, '/app/settings')
  t.match(await listKeys(ctx.db), [{}, { name: 'laptop' }])
  const unnamed = await visitor.post(
    '/app/settings/keys',
    { name: '\u200b', role: 'member' },
    '/app/settings',
  )
  t.match(unnamed, { statusCode: 400, body: 'id="name-problem">Must not be empty.' })
})

t.test('an address goes into fields that the browser does not check for a scheme', async t => {
  const tested = await testApp(t)
  const visitor = await loggedIn(tested)
  for (const page of ['/app', '/app/destinations'])
    t.notMatch((await visitor.get(page)).body, 'type="url"', page)
  t.match(
    await browser(tested).get('/exchange?from=%E2%80%8B'),
    { statusCode: 200 },
    'nothing seen is nothing typed',
  )
})
