import t, { type Test } from 'tap'
import { tweets } from '../../../src/db/schema.js'
import { testApp } from '../../fixtures/app.js'
import { network } from '../../fixtures/network.js'
import { storeAccount, storeTweet } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

const now = () => new Date('2026-06-01T06:00:00Z')

/**
 * An account of 500 whose three tweets were clicked by 400, 300 and 200, and a browser that is
 * logged in.
 */
async function measured(t: Test, env: Record<string, string> = {}) {
  const tested = await testApp(t, { now, env })
  const { db } = tested.ctx
  const accountId = await storeAccount(db, '@me', {
    '2026-02-01T00:00:00Z': 400,
    '2026-03-01T00:00:00Z': 500,
  })
  for (const [slug, tweetedAt, x] of [
    ['oldest', '2026-03-05T12:00:00Z', 400],
    ['middle', '2026-04-05T12:00:00Z', 300],
    ['newest', '2026-05-25T12:00:00Z', 200],
  ] as const) {
    await storeTweet(db, slug, { accountId, tweetedAt, clickers: { x } })
  }
  return { ...tested, accountId, visitor: await loggedIn(tested) }
}

const order = (page: string) => [...page.matchAll(/href="\/app\/links\/(\w+)"/g)].map(([, slug]) => slug)

t.test('an account shows how many of its followers really click', async t => {
  const { visitor } = await measured(t)
  const { body, statusCode } = await visitor.get('/app/accounts/@me')
  t.equal(statusCode, 200)
  t.match(body, /class="figure-note">likely .*Its 500 followers act like .*Counted so far, .*: 60 % \(/s)
  t.match(body, /figure-value">\d\d %<.*likely \d\d–\d+ %/s)
  t.match(body, /<summary>More numbers<.*500 → \d+<\/strong> act like</)
  t.match(body, /60 %<\/strong> median tweet</)
  t.match(body, /200<\/strong> active followers<.*clicked in the last 30 days/)
  t.match(body, 'what is usual here: 1.0 % of the followers click')
  t.match(body, '<a href="/help/scoring">How scoring works</a></p>')
  t.notMatch(body, /[μτν]/)
})

t.test('a window leaves older tweets out of the score, and older months out of the chart', async t => {
  const { visitor } = await measured(t)
  const charted = (page: string) => {
    const [, data = ''] = /data-chart="([^"]*)"/.exec(page) ?? []
    const { times, series } = JSON.parse(data.replaceAll('&quot;', '"'))
    const months = times.map((time: number) => new Date(time * 1000).toISOString().slice(0, 7))
    return {
      months,
      followers: series[0].values,
      scored: series[1].values.map((value: unknown) => value !== null),
    }
  }
  t.strictSame(charted((await visitor.get('/app/accounts/@me')).body), {
    months: ['2026-02', '2026-03', '2026-04', '2026-05'],
    followers: [400, 500, 500, 500],
    scored: [false, true, true, true],
  })
  const recent = (await visitor.get('/app/accounts/@me?window=30d')).body
  t.match(recent, /href="[^"]*window=30d#influence" aria-current="true"/)
  t.match(recent, 'Fewer than three tweets count so far')
  t.strictSame(charted(recent).months, ['2026-05'])
  const odd = (await visitor.get('/app/accounts/@me?window=nonsense')).body
  t.match(odd, /href="[^"]*window=all#influence" aria-current="true"/)
})

t.test('tweets are sorted any way, in pages, and lead to their own pages', async t => {
  const { visitor, ctx, accountId } = await measured(t)
  const sorted = async (sort: string) => order((await visitor.get(`/app/accounts/@me?sort=${sort}`)).body)
  t.strictSame(await sorted('tweetedAt'), ['newest', 'middle', 'oldest'])
  for (const sort of ['influence', 'clickers', 'clicks'])
    t.strictSame(await sorted(sort), ['oldest', 'middle', 'newest'], sort)
  for (let n = 10; n < 30; n++) {
    const tweetedAt = `2026-01-${n}T12:00:00Z`
    const { tweetId } = await storeTweet(ctx.db, `early${n}`, { accountId, tweetedAt })
    t.ok(tweetId)
  }
  await ctx.db.update(tweets).set({ text: '</td><script>alert(1)</script>\u202e🎉' })
  const first = (await visitor.get('/app/accounts/@me?sort=clicks')).body
  t.equal(order(first).length, 20)
  t.notMatch(first, '<script>alert')
  t.match(first, '<bdi>&lt;/td>&lt;script>alert(1)')
  const [, next = ''] = /href="([^"]*tweets=[^"]*)#tweets"/.exec(first) ?? []
  const second = (await visitor.get(next.replaceAll('&amp;', '&'))).body
  t.equal(new Set([...order(first), ...order(second)]).size, 23)
  t.equal((await visitor.get('/app/accounts/@me?tweets=nonsense')).statusCode, 400)
})

t.test('an account without tweets or counts says what to do first', async t => {
  const tested = await testApp(t)
  await storeAccount(tested.ctx.db, '@new')
  const visitor = await loggedIn(tested)
  const empty = (await visitor.get('/app/accounts/@new')).body
  t.match(empty, /Log a few tweets first.*No tweets here yet.*No count yet/s)
  t.notMatch(empty, 'data-chart')
  t.equal((await visitor.get('/app/accounts/@nobody')).statusCode, 404)
  t.equal((await visitor.get('/app/accounts/%3Cscript%3E')).statusCode, 404)
})

t.test('counts of followers are added and deleted', async t => {
  const { visitor, api } = await measured(t)
  const page = '/app/accounts/@me'
  const counts = async () => (await api('GET', '/accounts/@me/followers')).json().data
  t.equal((await visitor.post(`${page}/followers`, { followers: '600' }, page)).statusCode, 303)
  t.match((await counts())[0], { followers: 600, countedAt: '2026-06-01T06:00:00.000Z', source: 'manual' })
  await visitor.post(`${page}/followers`, { followers: '300', countedAt: '2026-01-01' }, page)
  t.match((await counts()).at(-1), { followers: 300, countedAt: '2026-01-01T00:00:00.000Z' })

  const wrong = await visitor.post(`${page}/followers`, { followers: '-1', countedAt: '2027-01-01' }, page)
  t.equal(wrong.statusCode, 400)
  t.match(wrong.body, /value="-1".*id="new-count-problem">Must be at least 0\..*value="2027-01-01".*future/s)
  t.match((await visitor.post(`${page}/followers`, {}, page)).body, /id="new-count-problem">Is required/)

  const countedAt = '2026-01-01T00:00:00.000Z'
  const asked =
    /href="([^"]+delete\?countedAt=2026-01-01[^"]+)"/.exec((await visitor.get(page)).body)?.[1] ?? ''
  const question = await visitor.get(asked)
  t.match(question.body, /Delete this follower count.*300 followers.*Keep it/s)
  t.match(question.body, `name="countedAt" value="${countedAt}"`)
  t.equal((await counts()).length, 4, 'nothing is deleted by the question')
  t.equal((await visitor.get(`${page}/followers/delete?countedAt=2020-01-01T00:00:00Z`)).statusCode, 404)
  t.equal((await visitor.post(`${page}/followers/delete`, { countedAt }, page)).statusCode, 303)
  t.equal((await counts()).length, 3)
  t.equal(
    (await visitor.post(`${page}/followers/delete`, { countedAt }, page)).statusCode,
    303,
    'gone already',
  )
  t.equal((await visitor.post(`${page}/followers/delete`, { countedAt: 'x' }, page)).statusCode, 400)
})

t.test('the network is asked, and what it says is shown plainly', async t => {
  const found = await network(t)
  const tested = await testApp(t, { now, env: { BLUESKY_API_URL: found.url } })
  await storeAccount(tested.ctx.db, '@me.example.com')
  await storeAccount(tested.ctx.db, '@onx')
  const visitor = await loggedIn(tested)
  const refresh = (handle: string) =>
    visitor.post(`/app/accounts/${handle}/followers/refresh`, {}, `/app/accounts/${handle}`)
  found.answer = { body: { profiles: [{ handle: 'me.example.com', followersCount: 500 }] } }
  t.equal((await refresh('@me.example.com')).statusCode, 303)
  t.match((await visitor.get('/app/accounts/@me.example.com')).body, /500<\/td><td[^>]*>Bluesky</)
  found.answer = { body: { profiles: [] } }
  const gone = await refresh('@me.example.com')
  t.equal(gone.statusCode, 409)
  t.match(gone.body, /role="alert"[^>]*><p>[^<]+<\/p>.*Ask Bluesky now/s)
  t.match((await refresh('@onx')).body, /role="alert"[^>]*><p>X isn(&#39;|')t connected\. Set X_BEARER_TOKEN/)
})

t.test('an account is renamed, made public with its badge, and deleted', async t => {
  const { visitor, api, ctx } = await measured(t)
  const page = '/app/accounts/@me'
  t.match((await visitor.get(page)).body, 'Only public accounts have a badge')
  const edited = await visitor.post(page, { handle: '@us', name: 'We & us', public: 'on' })
  t.equal(edited.headers.location, '/app/accounts/@us#edit')
  const renamed = (await visitor.get('/app/accounts/@us')).body
  t.match(renamed, 'We &amp; us')
  t.match(renamed, 'https://sho.rt/badge/@us.svg')
  t.equal((await visitor.get(page)).statusCode, 200, 'the former handle still finds it')

  await storeAccount(ctx.db, '@taken')
  const taken = await visitor.post('/app/accounts/@us', { handle: '@taken', name: 'Kept' })
  t.equal(taken.statusCode, 409)
  t.match(taken.body, /value="@taken".*id="handle-problem">The account.*value="Kept"/s)
  const elsewhere = await visitor.post('/app/accounts/@us', { handle: '@us.example.com' })
  t.match(elsewhere.body, /id="handle-problem">Must be of the same network/)
  t.match((await api('GET', '/accounts/@us')).json(), { name: 'We & us', public: true })

  t.match((await visitor.get('/app/accounts/@us/delete')).body, /Delete @us\?.*Keep it/s)
  t.equal((await visitor.post('/app/accounts/@us/delete', {})).headers.location, '/app/accounts')
  t.equal((await api('GET', '/accounts/@us')).statusCode, 404)
})

t.test('without the token of a page nothing is changed', async t => {
  const { visitor, app, api } = await measured(t)
  for (const path of ['', '/followers', '/followers/refresh', '/followers/delete', '/delete']) {
    const forged = await visitor.post(`/app/accounts/@me${path}`, { _csrf: 'x' }, '/app/accounts/@me')
    t.equal(forged.statusCode, 403, path)
    const stranger = await browser({ app }).post(`/app/accounts/@me${path}`, {}, '/login')
    t.match(stranger.headers.location, /^\/login/, path)
  }
  t.equal((await api('GET', '/accounts/@me')).statusCode, 200)
})
