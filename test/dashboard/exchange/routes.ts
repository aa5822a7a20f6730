import t from 'tap'
import { createList } from '../../../src/accounts/lists/create.js'
import { testApp } from '../../fixtures/app.js'
import { handle } from '../../fixtures/handles.js'
import { storeAccount } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'
import { storeScored } from '../../fixtures/scored.js'

const test = await testApp(t)
const hostile = '<script>alert(1)</script>\u202e😀'
await storeScored(test.ctx, '@small', [500, 400], { public: true, name: hostile })
await storeScored(test.ctx, '@large', [20_000, 400], { public: true })
await storeScored(test.ctx, '@me@example.social', [800, 4], { public: true })
await storeScored(test.ctx, '@hidden', [500, 50], { public: false, name: 'A secret' })
await createList(test.ctx, { name: 'friends', accounts: ['@large', '@hidden'].map(handle) })

const stranger = browser(test)
const viewer = await loggedIn(test)
const worth = (from: string, rate: string, to: string) =>
  new RegExp(
    `One follower of ${from} is worth ${rate} of ${to}(&#39;|')s \\(likely 6\\.1–166\\): one tweet each`,
  )

t.test('one follower in those of another, with both accounts side by side, to be shared', async t => {
  const { statusCode, body } = await stranger.get('/exchange?from=@small&to=@large')
  t.equal(statusCode, 200)
  t.match(body, /rough\. So far, @small(&#39;|')s followers clicked 40 times as often as @large(&#39;|')s\./)
  t.match(body, worth('@small', '30', '@large'))
  t.equal(body.match(/class="figure large"/g)?.length, 1, 'one number leads')
  t.match(body, 'By clicks alone it would be 40,')
  t.match(
    body,
    /30<\/p><p class="figure-label">of @large, by estimate<\/p><p class="figure-note">likely 6\.1–166</,
  )
  t.match(body, 'likely 20–215 %')
  t.match(body, 'likely 0.67–6.2 %')
  t.match(body, 'value="https://sho.rt/exchange?from=@small&amp;to=@large"')
  t.match(body, 'href="https://x.com/intent/post?text=One%20follower%20of%20%40small')
  t.match(body, /property="og:title" content="One follower of @small is worth 30 of @large/)
})

t.test('an account without a measured tweet is not given an influence', async t => {
  await storeAccount(test.ctx.db, '@new', { '2026-05-01': 300 })
  const { body } = await viewer.get('/exchange?from=@new&to=@large')
  t.match(body, '@new has no counted tweet yet.')
  t.match(body, '@new has no counted tweet yet, so there is nothing to compare.')
  t.notMatch(body, 'by estimate')
  t.match(body, '<p class="figure-value">–</p><p class="figure-label">influence</p>')
})

t.test('an account against itself is shown once, with nothing to estimate', async t => {
  const { body } = await viewer.get('/exchange?from=@hidden&to=HIDDEN')
  t.match(body, 'one follower of @hidden is worth exactly 1 of its own.')
  t.match(body, 'see this page: @hidden is not public.')
  t.equal(body.match(/figure-label">influence</g)?.length, 1)
  t.notMatch(body, /by estimate|The other way round/)
})

t.test('handles in any case, without their @ and of other networks', async t => {
  const { body } = await stranger.get('/exchange?from=%20SMALL&to=me%40Example.social')
  t.match(body, '@small in @me@example.social')
  t.match(body, 'from=@small&amp;to=@me@example.social')
})

t.test('to a stranger a private account is as unknown as one that is not there', async t => {
  const pages = async (name: string) => [
    await stranger.get(`/exchange?from=${name}&to=@large`),
    await stranger.get(`/exchange?from=@large&to=${name}`),
    await stranger.get(`/exchange?from=${name}`),
  ]
  const [ofHidden, ofNobody] = [await pages('@hidden'), await pages('@nobody')]
  for (const [n, answer] of ofHidden.entries()) {
    t.equal(answer.statusCode, 404)
    t.match(answer.body, 'No public account here has this handle.')
    t.equal(answer.body.replaceAll('@hidden', '@nobody'), ofNobody[n]?.body)
    t.notMatch(answer.body, 'A secret')
  }
})

t.test('a former handle tells a stranger nothing either', async t => {
  const rename = (from: string, to: string) => test.api('PATCH', `/accounts/${from}`, { handle: to })
  t.equal((await rename('@hidden', '@veiled')).statusCode, 200)
  t.equal((await stranger.get('/exchange?from=@hidden')).statusCode, 404)
  t.match((await viewer.get('/exchange?from=@hidden')).body, 'One follower of @veiled')
  t.equal((await rename('@veiled', '@hidden')).statusCode, 200)
})

t.test('people who are logged in see all accounts, and which of them are not public', async t => {
  const { statusCode, body } = await viewer.get('/exchange?from=@small&to=@hidden')
  t.equal(statusCode, 200)
  t.match(body, 'Only people with a login see this page: @hidden is not public.')
  t.notMatch(body, 'Post on X')
  t.match(body, '<option value="@hidden">')
  t.notMatch((await stranger.get('/exchange')).body, '@hidden')
})

t.test('one account against all others', async t => {
  const others = (body: string) =>
    [...body.matchAll(/<th scope="row" class="who"><a href="[^"]*">([^<]+)</g)].map(([, name]) => name)
  const all = (await viewer.get('/exchange?from=@large')).body
  t.strictSame(others(all), ['@small', '@hidden', '@me@example.social'])
  t.match(all, /@large(&#39;|')s followers click more than those of 1 of the 3 other accounts\./)
  t.match(all, 'href="/exchange?from=@large&amp;to=@small"><strong>1/30</strong>')
  const listed = (await viewer.get('/exchange?from=@small&to=&list=friends')).body
  t.strictSame(others(listed), ['@hidden', '@large'])
  const shown = (await stranger.get('/exchange?from=@large')).body
  t.strictSame(others(shown), ['@small', '@me@example.social'])
  t.match(shown, 'than those of 1 of the 2 other accounts.')
})

t.test('lists are for those who are logged in', async t => {
  t.equal((await stranger.get('/exchange?from=@large&list=friends')).statusCode, 303)
  t.equal((await viewer.get('/exchange?from=@large&list=foes')).statusCode, 404)
})

t.test('more accounts than fit come on further pages', async t => {
  const many = await testApp(t)
  for (let n = 0; n < 52; n++) await storeScored(many.ctx, `@a${n}`, [1000, n], { public: true })
  const { get } = browser(many)
  const [, next = ''] =
    /href="(\/exchange\?from=@a9&amp;cursor=[^"]+)"/.exec((await get('/exchange?from=@a9')).body) ?? []
  const { body } = await get(next.replaceAll('&amp;', '&'))
  t.equal(body.match(/<th scope="row"/g)?.length, 1)
  t.match(body, '@a0')
  t.equal((await get('/exchange?from=@a9&cursor=nonsense')).statusCode, 400)
})

t.test('without an account there is something to choose from', async t => {
  for (const query of ['', '?from=', '?to=@large', '?from=%20&to=']) {
    const { statusCode, body } = await stranger.get(`/exchange${query}`)
    t.equal(statusCode, 200, query)
    t.match(body, '<option value="@large">')
    t.match(body, /500 followers<.*400 click.*20,000 followers<.*400 click/s)
    t.match(body, 'href="/exchange?from=@small&amp;to=@large"')
    t.match(body, 'href="/exchange?from=@small">@small in everybody else<')
    t.notMatch(body, 'class="problem"')
  }
})

t.test('hostile handles and names are shown harmlessly', async t => {
  for (const from of [hostile, 'x'.repeat(9000), '\0', '@a"onfocus="alert(1)']) {
    const { statusCode, body } = await stranger.get(`/exchange?from=${encodeURIComponent(from)}&to=@large`)
    t.equal(statusCode, 404)
    t.notMatch(body, /<script>alert|"onfocus/)
  }
  const { body } = await stranger.get('/exchange?from=@small&to=@large')
  t.match(body, '<bdi>&lt;script>alert(1)&lt;/script>\u202e😀</bdi>')
})

t.test('handles that a stranger tries out are limited by address', async t => {
  const limited = await testApp(t, { env: { MISSES_PER_MINUTE: '2' } })
  await storeScored(limited.ctx, '@shown', [1000, 10], { public: true })
  const outside = browser(limited)
  const inside = await loggedIn(limited)
  t.equal((await outside.get('/exchange?from=@none1&to=@none2')).statusCode, 404)
  const refused = await outside.get('/exchange?from=@none3')
  t.match(refused, { statusCode: 429, headers: { 'content-type': /text\/html/, 'retry-after': /^\d+$/ } })
  t.equal((await outside.get('/exchange?from=@shown')).statusCode, 200)
  t.equal((await inside.get('/exchange?from=@none3')).statusCode, 404, 'who is logged in may list them all')
})

t.test('without any account it says what to do first, and offers no form', async t => {
  const tested = await testApp(t)
  const member = (await (await loggedIn(tested)).get('/exchange')).body
  t.match(member, /No account to compare yet.*Add the account you tweet from/s)
  t.notMatch(member, 'name="from"')
  const guest = (await browser(tested).get('/exchange')).body
  t.match(guest, 'No account here is public yet')
  t.notMatch(guest, /name="from"|\/app\/accounts/)
})
