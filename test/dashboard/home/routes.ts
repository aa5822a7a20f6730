import t from 'tap'
import { createAccount } from '../../../src/accounts/create.js'
import { issueLink } from '../../../src/links/issue.js'
import { testApp } from '../../fixtures/app.js'
import { handle } from '../../fixtures/handles.js'
import { loggedIn } from '../../fixtures/pages.js'

const hostile = {
  url: 'https://example.com/?a=<b>&c="d"',
  title: '<script>alert(1)</script> \u202egnp.exe 🎉',
  text: `<img src=x onerror=alert(1)> ${'long '.repeat(700)}`,
  tags: ['<b>tag</b>', '\u202etag'],
}

t.test('a link is made for a tweet, and shown with all that one needs next', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  const typed = {
    url: 'example.com/article',
    account: '@me',
    text: 'two\r\nlines',
    slug: 'launch',
    title: '',
    tags: 'blog, launch, ,blog',
    expiresAt: '2999-01-31T12:00',
    public: 'on',
  }
  const answer = await browser.post('/app', typed)
  t.equal(answer.statusCode, 303)
  t.equal(answer.headers.location, '/app?made=launch')
  t.match((await test.api('GET', '/links/launch')).json(), {
    url: 'https://example.com/article',
    account: '@me',
    tweet: { text: 'two\nlines', published: false },
    title: null,
    tags: ['blog', 'launch'],
    expiresAt: '2999-01-31T12:00:00.000Z',
    public: true,
  })
  const page = await browser.get('/app?made=launch')
  t.equal(page.statusCode, 200)
  t.match(page.body, 'data-copy="https://sho.rt/launch"')
  t.match(page.body, 'aria-label="QR code of https://sho.rt/launch"')
  t.match(
    page.body,
    'href="https://x.com/intent/post?text=two%0Alines&amp;url=https%3A%2F%2Fsho.rt%2Flaunch"',
  )
  t.match(page.body, 'action="/app/links/launch/tweet"')
  t.match(page.body, '<option value="@me"', 'the account is offered from now on')
})

t.test(
  'every link of the list can be copied, posted where its account posts, and shown as a code',
  async t => {
    const test = await testApp(t)
    const browser = await loggedIn(test)
    const accounts = [
      ['@me', 'https://x.com/intent/post?', 'Tweet sho.rt/link-0 on X'],
      ['@jane.example', 'https://bsky.app/intent/compose?', 'Post sho.rt/link-1 on Bluesky'],
      ['@jane@mastodon.social', 'https://mastodon.social/share?', 'Post sho.rt/link-2 on mastodon.social'],
    ] as const
    for (const [n, [name]] of accounts.entries()) {
      await issueLink(test.ctx, { url: 'https://example.com/', slug: `link-${n}`, account: handle(name) })
    }
    const { body } = await browser.get('/app')
    for (const [n, [, place, label]] of accounts.entries()) {
      t.match(body, `data-copy="https://sho.rt/link-${n}"`)
      t.match(body, `href="${place}`)
      t.match(body, `aria-label="${label}"`)
      t.match(body, `src="/app/links/link-${n}/qr.png"`)
    }
    t.match((await browser.get('/app?made=link-1')).body, '>Post it on Bluesky</a>')
    await issueLink(test.ctx, { url: 'https://example.com/', slug: 'nobody' })
    const nobody = (await browser.get('/app?made=nobody')).body
    t.match(nobody, '>Tweet it on X</a>')
    t.match(nobody, '>Post it on Bluesky</a>', 'somebody unknown may post anywhere')
  },
)

t.test('a form that is wrong keeps what was typed and says what is wrong beside the field', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  await issueLink(test.ctx, { url: 'https://example.com', slug: 'taken' })
  const bad = {
    url: 'javascript:alert("1")',
    account: 'no handle',
    text: '<b>kept</b>',
    tags: `fine, ${'x'.repeat(65)}`,
    expiresAt: '2020-01-01T00:00',
  }
  const answer = await browser.post('/app', bad)
  t.equal(answer.statusCode, 400)
  t.match(answer.body, 'value="javascript:alert(&quot;1&quot;)"')
  t.match(answer.body, '&lt;b>kept&lt;/b>')
  for (const [field, problem] of [
    ['url', 'Must begin with http'],
    ['account', 'Must be a handle'],
    ['tags', 'Must have at most 64 characters.'],
    ['expiresAt', 'Must be in the future.'],
  ] as const) {
    t.match(answer.body, `<p class="problem" id="${field}-problem">${problem}`, field)
  }
  t.match(answer.body, '<details open', 'the options that are wrong are in sight')
  const wrongTime = await browser.post('/app', { url: 'localhost:3000/x', expiresAt: 'tomorrow' })
  t.match(wrongTime.body, 'id="expiresAt-problem">Must be a day and a time, such as 2026-01-31T12:00, of')
  t.match(wrongTime.body, 'id="url-problem">Must not lead to this service itself')
  const taken = await browser.post('/app', { url: 'https://example.com', slug: 'taken' })
  t.equal(taken.statusCode, 409)
  t.match(taken.body, 'id="slug-problem"')
  t.equal((await test.api('GET', '/links')).json().data.length, 1, 'nothing else was made')
})

t.test('the same form makes one link, however often it is sent', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  const page = await browser.get('/app')
  const [, token = ''] = /name="_csrf" value="([^"]*)"/.exec(page.body) ?? []
  const typed = { url: 'https://example.com', account: '@me', _csrf: token }
  const together = await Promise.all([1, 2, 3].map(() => browser.post('/app', typed)))
  const places = [...together, await browser.post('/app', typed)].map(({ headers }) => headers.location)
  t.match(places[0], /^\/app\?made=[\w-]+$/)
  t.strictSame(new Set(places).size, 1, 'each answer leads to the same link')
  t.equal((await test.api('GET', '/links')).json().data.length, 1)
  await browser.post('/app', { ...typed, text: 'Another tweet' })
  await browser.post('/app', { url: typed.url, account: '@me' })
  t.equal(
    (await test.api('GET', '/links')).json().data.length,
    3,
    'another text or a new form is another link',
  )
})

t.test('an account, its counts and a list are made once as well', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  const twice = async (path: string, typed: Record<string, string>, from: string) => {
    const [, _csrf = ''] = /name="_csrf" value="([^"]*)"/.exec((await browser.get(from)).body) ?? []
    const sent = { ...typed, _csrf }
    const answers = [await browser.post(path, sent, from), await browser.post(path, sent, from)]
    return answers.map(({ statusCode, headers }) => `${statusCode} ${headers.location}`)
  }
  for (const [path, typed, from, place] of [
    ['/app/accounts', { handle: '@me' }, '/app/accounts', '/app/accounts/@me'],
    [
      '/app/accounts/@me/followers',
      { followers: '500' },
      '/app/accounts/@me',
      /\/app\/accounts\/@me.*#followers/,
    ],
    ['/app/lists', { name: 'Friends', accounts: '@me' }, '/app/lists', '/app/lists/Friends'],
  ] as const) {
    const [first, second] = await twice(path, typed, from)
    t.match(first, place, path)
    t.equal(second, first, path)
  }
  t.equal((await test.api('GET', '/accounts/@me/followers')).json().data.length, 1)
})

t.test('asks for followers where nobody has counted them', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  await createAccount(test.ctx, { account: handle('@known'), followers: 500 })
  t.match((await browser.get('/app')).body, '<option value="@known" data-counted>')
  t.match((await browser.get('/app')).body, /<div data-followers(?:="")? hidden>/)

  const made = await browser.post('/app', { url: 'https://example.com', account: '@me', followers: '1,200' })
  t.equal(made.statusCode, 303)
  t.equal((await test.api('GET', '/accounts/@me')).json().followers, 1200)
  t.notMatch((await browser.get(made.headers.location as string)).body, 'action="/app/followers"')

  const bare = await browser.post('/app', { url: 'https://example.com', account: '@other' })
  const place = bare.headers.location as string
  const [, slug = ''] = place.split('=')
  t.match((await browser.get(place)).body, 'How many follow @other?')
  const wrong = await browser.post('/app/followers', { made: slug, followers: 'many' }, place)
  t.equal(wrong.statusCode, 400)
  t.match(wrong.body, 'id="followers-of-made-problem"')
  const right = await browser.post('/app/followers', { made: slug, followers: '300' }, place)
  t.match(right, { statusCode: 303, headers: { location: place } })
  t.equal((await test.api('GET', '/accounts/@other')).json().followers, 300)
  t.notMatch((await browser.get(place)).body, 'How many follow @other?')

  for (const [typed, field] of [
    [{ account: '@new', followers: 'many' }, 'its-followers'],
    [{ account: '', followers: '5' }, 'account'],
  ] as const) {
    const refused = await browser.post('/app', { url: 'https://example.com', ...typed })
    t.equal(refused.statusCode, 400)
    t.match(refused.body, `id="${field}-problem"`)
    t.match(refused.body, /<div data-followers(?:="")?>/, 'in sight')
  }
  t.equal((await test.api('GET', '/links')).json().data.length, 2)
})

t.test('the account of the last link is chosen for the next one', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  const chosen = async () =>
    /<input[^>]*name="account"[^>]*>/.exec((await browser.get('/app')).body)?.[0] ?? ''
  t.match(await chosen(), / value(?:="")? /)
  await browser.post('/app', { url: 'https://example.com', account: 'https://x.com/me' })
  t.match(await chosen(), 'value="@me"')
  await test.api('PATCH', '/accounts/@me', { handle: '@renamed' })
  t.match(await chosen(), 'value="@renamed"')
  await test.api('DELETE', '/accounts/@renamed')
  t.match(await chosen(), / value(?:="")? /, 'and never one that no longer exists')
})

t.test('the bookmarklet and a phone’s share sheet fill in the form', async t => {
  const browser = await loggedIn(await testApp(t))
  const shared = new URLSearchParams({ title: 'x'.repeat(1000), text: 'Read this: https://example.com/a' })
  const { body } = await browser.get(`/app?${shared}`)
  t.match(body, 'value="https://example.com/a"')
  t.match(body, `value="${'x'.repeat(300)}"`)
  t.match(body, '>Read this:</textarea>')
})

t.test('a form without its token, and anybody without a login, changes nothing', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  const forged = await browser.post('/app', { url: 'https://example.com', _csrf: 'forged' })
  t.equal(forged.statusCode, 403)
  const stranger = await test.app.inject({
    method: 'POST',
    url: '/app',
    payload: 'url=https://example.com',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  t.match(stranger, { statusCode: 303, headers: { location: '/login?next=%2Fapp' } })
  t.same((await test.api('GET', '/links')).json().data, [])
})

t.test('lists the latest links by twenty, and finds some of them', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  await createAccount(test.ctx, { account: handle('@me'), followers: 500 })
  for (let n = 1; n <= 23; n++) {
    const own = n % 2 ? { account: handle('@me') } : { tags: ['even'] }
    await issueLink(test.ctx, { url: `https://example.com/${n}`, slug: `link-${n}`, ...own })
  }
  const slugs = (body: string) => [...body.matchAll(/data-live="([^"]+)"/g)].map(([, slug]) => slug)
  const first = (await browser.get('/app')).body
  t.equal(slugs(first).length, 20)
  t.equal(slugs(first)[0], 'link-23')
  t.match(first, 'not tweeted yet')
  const older = /href="(\/app\?[^"]*cursor[^"]*)#links"/.exec(first)?.[1] ?? ''
  const second = (await browser.get(older.replaceAll('&amp;', '&'))).body
  t.same(slugs(second), ['link-3', 'link-2', 'link-1'])
  t.notMatch(second, 'Older links')
  t.same(slugs((await browser.get('/app?q=link-2&tag=&account=')).body), [
    'link-23',
    'link-22',
    'link-21',
    'link-20',
    'link-2',
  ])
  t.equal(slugs((await browser.get('/app?tag=even&sort=clicks')).body).length, 11)
  t.equal(slugs((await browser.get('/app?account=ME')).body).length, 12)
})

t.test('without a link it says how to start, and there is nothing to search in', async t => {
  const browser = await loggedIn(await testApp(t))
  const { body } = await browser.get('/app')
  t.match(body, '<ol class="steps">')
  t.notMatch(body, '<search>')
  const searched = (await browser.get('/app?q=nothing')).body
  t.match(searched, /<search>.*No links found/s)
  t.notMatch(searched, 'class="steps"')
})

t.test('a search that is wrong is a page that says so', async t => {
  const browser = await loggedIn(await testApp(t))
  for (const [query, words] of [
    ['q=a%00b', 'Must be one line'],
    [`q=${'x'.repeat(500)}`, 'Must have at most 200 characters.'],
    ['account=no%20handle', 'Must be a handle'],
    ['cursor=nonsense', 'cursor: must be the nextCursor'],
    ['q=nothing&q=', 'Latest links'],
    ['sort=nonsense&made=nobody&deleted=%3Cb%3E', 'No links yet'],
  ] as const) {
    const answer = await browser.get(`/app?${query}`)
    t.equal(answer.statusCode, 200, query)
    t.match(answer.body, words, query)
  }
})

t.test('hostile text is shown harmlessly', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  await issueLink(test.ctx, { ...hostile, slug: 'hostile', account: handle('@me') })
  const { body } = await browser.get('/app?made=hostile')
  t.notMatch(body, /<script>alert|<img src=x|<b>tag/)
  t.match(body, '<bdi>&lt;script')
  t.match(body, 'href="/app?tag=%3Cb%3Etag%3C%2Fb%3E#links"')
  t.ok(body.length < 60_000)
})

t.test('no page holds characters that HTML does not allow', async t => {
  const browser = await loggedIn(await testApp(t))
  for (const path of [
    '/app?q=%00',
    '/app?url=a%00b&title=%1b%7f',
    '/login?next=%00',
    '/leaderboard?list=%01',
  ]) {
    const { body } = await browser.get(path)
    t.notMatch(body, /(?![\t\n\f\r])\p{Cc}/u, path)
  }
  t.match((await browser.get('/app?q=a%00b')).body, 'value="a\ufffdb"')
})
