import t from 'tap'
import { testApp } from '../../fixtures/app.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

const test = await testApp(t)

t.test('anybody sees what this is, and the calculator filled in', async t => {
  const { statusCode, body } = await browser(test).get('/')
  t.equal(statusCode, 200)
  for (const text of ['80 %', '2.0 %', 'is worth 40 of B', 'is worth 30 of B', '/help/scoring'])
    t.match(body, text)
  t.match(body, /name="followersB"[^>]*value="20,000"|value="20,000"[^>]*name="followersB"/)
  t.match(body, 'href="/login"')
})

t.test('search engines may list it, and cards show the numbers that were typed', async t => {
  const { get } = browser(test)
  const plain = (await get('/')).body
  t.notMatch(plain, 'noindex')
  t.match(plain, '<link rel="canonical" href="https://sho.rt/"')
  t.match(plain, 'property="og:title" content="Followers are not influence. Clicks are."')
  const shared = (await get('/?followersA=100&clicksA=50&followersB=100&clicksB=50')).body
  t.match(
    shared,
    /property="og:title" content="The same 50 clicks: a follower of A is worth 1 of B(&#39;|')s."/,
  )
  t.match(shared, 'content="https://sho.rt/?followersA=100&amp;clicksA=50')
})

t.test('a wrong number is kept and explained beside its field', async t => {
  const { statusCode, body } = await browser(test).get('/?followersA=many&clicksA=%3Cscript%3Ealert(1)')
  t.equal(statusCode, 200)
  t.match(body, 'id="followersA-problem"')
  t.match(body, 'id="clicksA-problem"')
  t.match(body, 'value="many"')
  t.match(body, 'value="&lt;script>alert(1)"')
  t.notMatch(body, '<script>alert')
  t.notMatch(body, 'follower of A is worth')
})

t.test('repeated, foreign and hostile parameters change nothing', async t => {
  const { get } = browser(test)
  t.match((await get('/?clicksA=1&clicksA=400')).body, 'is worth 40 of B')
  const hostile = await get('/?utm_source=%00%22%3E%3Cscript%3E&__proto__=1&followersA[]=2')
  t.equal(hostile.statusCode, 200)
  t.notMatch(hostile.body, '"><script>')
})

t.test('people who are logged in are led to the links', async t => {
  const { body } = await (await loggedIn(test)).get('/')
  t.match(body, 'To your links')
})

t.test('crawlers and browsers find what they ask every domain for', async t => {
  const { get } = browser(test)
  t.match((await get('/robots.txt')).body, 'Disallow: /api/')
  t.equal((await get('/favicon.ico')).headers['content-type'], 'image/svg+xml')
})
