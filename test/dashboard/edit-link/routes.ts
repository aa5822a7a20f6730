import t, { type Test } from 'tap'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

/** What the form says of a link, as a browser would send it back. */
const asItIs = {
  url: 'https://example.com/a',
  account: '@me',
  text: 'two\r\nlines',
  title: 'Title',
  tags: 'a, b',
  expiresAt: '',
  enabled: 'on',
  public: 'on',
}

async function setUp(t: Test, now?: () => Date) {
  const test = await testApp(t, now && { now })
  const body = {
    url: asItIs.url,
    slug: 'launch',
    account: '@me',
    text: 'two\nlines',
    title: 'Title',
    tags: ['a', 'b'],
    public: true,
  }
  await test.api('POST', '/links', body)
  const link = async () => (await test.api('GET', '/links/launch')).json()
  return { ...test, link, browser: await loggedIn(test) }
}

t.test('what is saved as it was changes nothing', async t => {
  const { link, browser } = await setUp(t)
  const before = await link()
  const page = await browser.get('/app/links/launch/edit')
  t.match(page.body, 'value="https://example.com/a"')
  t.match(page.body, 'two\nlines</textarea>')
  const answer = await browser.post('/app/links/launch/edit', asItIs)
  t.match(answer, { statusCode: 303, headers: { location: '/app/links/launch' } })
  t.same(await link(), before)
})

t.test('every field can be changed, and emptied', async t => {
  const { link, browser } = await setUp(t)
  const changed = {
    url: 'example.org/b',
    account: 'you',
    text: 'new',
    title: 'New',
    tags: 'c',
    expiresAt: '2999-01-01T00:00',
    maxClicks: '1,000',
    notes: 'one\r\ntwo',
  }
  t.equal((await browser.post('/app/links/launch/edit', changed)).statusCode, 303)
  t.match(await link(), {
    url: 'https://example.org/b',
    account: '@you',
    tweet: { text: 'new' },
    title: 'New',
    tags: ['c'],
    expiresAt: '2999-01-01T00:00:00.000Z',
    maxClicks: 1000,
    notes: 'one\ntwo',
    enabled: false,
    public: false,
  })
  const emptied = {
    ...changed,
    account: '',
    text: '',
    title: ' ',
    tags: ',',
    expiresAt: '',
    maxClicks: '',
    notes: '',
  }
  t.equal((await browser.post('/app/links/launch/edit', emptied)).statusCode, 303)
  t.match(await link(), {
    ...{ account: null, tweet: { text: null }, title: null, tags: [], expiresAt: null, maxClicks: null },
    notes: null,
  })
})

t.test('what is wrong is kept and explained, and nothing is changed', async t => {
  const { link, browser } = await setUp(t)
  const before = await link()
  const wrong = {
    ...asItIs,
    url: 'ftp://example.com',
    account: '@@',
    title: '<b>',
    expiresAt: '2020-01-01T00:00',
  }
  const { statusCode, body } = await browser.post('/app/links/launch/edit', wrong)
  t.equal(statusCode, 400)
  t.match(body, 'value="ftp://example.com"')
  t.match(body, 'value="&lt;b>"')
  for (const field of ['url', 'account', 'expiresAt']) t.match(body, `id="${field}-problem"`)
  t.same(await link(), before)
})

t.test('an expiry that has passed does not stand in the way of other changes', async t => {
  let time = new Date('2026-05-01T00:00:00Z')
  const { link, browser } = await setUp(t, () => time)
  t.equal(
    (await browser.post('/app/links/launch/edit', { ...asItIs, expiresAt: '2026-05-02T00:00' })).statusCode,
    303,
  )
  time = new Date('2026-05-03T00:00:00Z')
  const answer = await browser.post('/app/links/launch/edit', {
    ...asItIs,
    expiresAt: '2026-05-02T00:00',
    title: 'New',
  })
  t.equal(answer.statusCode, 303)
  t.match(await link(), { title: 'New', expiresAt: '2026-05-02T00:00:00.000Z' })
})

t.test('the account of a published tweet stays', async t => {
  const { api, link, browser } = await setUp(t)
  await api('PUT', '/links/launch/tweet', { url: 'https://x.com/me/status/1529877576591609861' })
  const { body } = await browser.get('/app/links/launch/edit')
  t.match(body, '<input type="hidden" name="account" value="@me"')
  t.equal((await browser.post('/app/links/launch/edit', { ...asItIs, title: 'New' })).statusCode, 303)
  t.match(await link(), { title: 'New', account: '@me' })
  const forced = await browser.post('/app/links/launch/edit', { ...asItIs, account: '@you' })
  t.equal(forced.statusCode, 409)
  t.match(forced.body, 'class="problem')
})

t.test('a limit that is no whole number is told in the words of forms', async t => {
  const { browser } = await setUp(t)
  for (const maxClicks of ['abc', '1.5']) {
    const { statusCode, body } = await browser.post('/app/links/launch/edit', { ...asItIs, maxClicks })
    t.equal(statusCode, 400)
    t.match(body, /id="maxClicks-problem">Must be a whole number/)
  }
})
