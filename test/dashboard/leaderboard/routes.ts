import t from 'tap'
import { createList } from '../../../src/accounts/lists/create.js'
import { testApp } from '../../fixtures/app.js'
import { handle } from '../../fixtures/handles.js'
import { browser, loggedIn } from '../../fixtures/pages.js'
import { storeScored } from '../../fixtures/scored.js'

const test = await testApp(t)
await storeScored(test.ctx, '@large', [20_000, 400], { public: true })
await storeScored(test.ctx, '@hidden', [500, 450], { public: false, name: 'A secret' })
const hostile = '<script>alert(1)</script>\u202e😀'
await storeScored(test.ctx, '@small', [500, 400], { public: true, name: hostile })
await createList(test.ctx, { name: 'friends <3', accounts: ['@large', '@hidden'].map(handle) })

const rows = (body: string) =>
  [
    ...body.matchAll(
      /<td class="number rank" data-label="#">(\d+)<\/td><th scope="row" class="who"><a href="([^"]+)"/g,
    ),
  ].map(([, rank, address]) => `${rank} ${address}`)

t.test('everybody sees the public accounts: 500 who click stand above 20,000 who do not', async t => {
  const { statusCode, body } = await browser(test).get('/leaderboard')
  t.equal(statusCode, 200)
  t.strictSame(rows(body), ['1 /@small', '2 /@large'])
  t.match(body, /52 %<.*likely 20–215 %</)
  t.match(body, /1\.7 %<.*likely 0\.67–6\.2 %</)
  t.match(
    body,
    /property="og:description" content="#1: @small(&#39;|')s one tweet was clicked by 80 % of the followers/,
  )
  for (const secret of ['@hidden', 'A secret', 'friends']) t.notMatch(body, secret)
})

t.test('people who are logged in see all, and can choose a list', async t => {
  const { get } = await loggedIn(test)
  const app = (n: number, name: string) => `${n} /app/accounts/@${name}`
  const all = (await get('/leaderboard')).body
  t.strictSame(rows(all), [app(1, 'hidden'), app(2, 'small'), app(3, 'large')])
  t.match(all, 'friends &lt;3')
  const listed = (await get('/leaderboard?list=friends+%3C3')).body
  t.strictSame(rows(listed), [app(1, 'hidden'), app(2, 'large')])
  t.match(listed, /<option value="friends &lt;3" selected/)
  t.equal((await get('/leaderboard?list=foes')).statusCode, 404)
})

t.test('names are shown harmlessly', async t => {
  const { body } = await browser(test).get('/leaderboard')
  t.match(body, '<bdi>&lt;script>alert(1)&lt;/script>\u202e😀</bdi>')
  t.notMatch(body, '<script>alert')
})

t.test('lists are for those who are logged in', async t => {
  for (const list of ['friends+%3C3', 'foes']) {
    const { statusCode, headers } = await browser(test).get(`/leaderboard?list=${list}`)
    t.equal(statusCode, 303)
    t.match(headers.location, '/login?next=%2Fleaderboard%3Flist%3D')
  }
})

t.test('windows and least tweets choose, and what is left may be nobody', async t => {
  const { get } = browser(test)
  t.match((await get('/leaderboard?minTweets=2')).body, 'None of these accounts has 2 counted tweets yet.')
  t.match((await get('/leaderboard?minTweets=2')).body, /<option value="2" selected/)
  t.match((await get('/leaderboard?window=30d')).body, /<option value="30d" selected/)
})

t.test('accounts are searched, sorted, counted and exported, with the rank they have among all', async t => {
  const visitor = await loggedIn(test)
  const shown = async (query: string) => {
    const { body } = await visitor.get(`/leaderboard${query}`)
    return { body, found: rows(body) }
  }
  const account = (n: number, name: string) => `${n} /app/accounts/@${name}`
  t.match((await shown('')).body, '<h2>3 accounts</h2>')
  const large = await shown('?q=LARG')
  t.strictSame(large.found, [account(3, 'large')])
  t.match(large.body, '<h2>1 account found</h2>')
  t.match(large.body, /value="LARG".*href="\/leaderboard">All accounts</s)
  t.strictSame((await shown('?q=secret')).found, [account(1, 'hidden')], 'by the name')
  t.match((await shown('?q=nobody')).body, /value="nobody".*No account found/s)
  t.strictSame((await shown('?q=%25')).found, [])
  t.equal((await visitor.get('/leaderboard?q=%00')).statusCode, 200)
  const byFollowers = await shown('?sort=followers')
  t.strictSame(byFollowers.found, [account(3, 'large'), account(1, 'hidden'), account(2, 'small')])
  t.match(byFollowers.body, '<option value="followers" selected')
  const whoClick = await shown('?sort=who-click&list=friends+%3C3')
  t.strictSame(whoClick.found, [account(2, 'large'), account(1, 'hidden')], 'among those of a list')
  t.match(whoClick.body, 'href="/leaderboard.csv?list=friends+%3C3&amp;sort=who-click"')

  const csv = await visitor.get('/leaderboard.csv?sort=followers')
  t.equal(csv.headers['content-type'], 'text/csv; charset=utf-8')
  const [head = '', first = '', , , end] = csv.body.split('\r\n')
  t.equal(head, 'rank,handle,name,followers,score,low,high,followersWhoClick,tweets,openTweets,drafts')
  t.match(first, /^3,large,,20000,0\.01\d+,/)
  t.equal(first.split(',').length, head.split(',').length)
  t.equal(end, '')
})

t.test('strangers search among the public accounts alone, and export nothing', async t => {
  const { get } = browser(test)
  t.strictSame(rows((await get('/leaderboard?q=hidden')).body), [])
  t.match((await get('/leaderboard?q=l')).body, '2 accounts found')
  t.notMatch((await get('/leaderboard')).body, 'leaderboard.csv')
  t.equal((await get('/leaderboard.csv')).statusCode, 303)
})

t.test('where nobody is ranked yet, it says how to start, and there is nothing to choose', async t => {
  const { get } = await loggedIn(await testApp(t))
  const { body } = await get('/leaderboard')
  t.match(body, '<ol class="steps">')
  t.notMatch(body, 'class="filter"')
  const chosen = (await get('/leaderboard?window=30d')).body
  t.match(chosen, 'class="filter"', 'a choice can be taken back')
  t.notMatch(chosen, 'class="steps"')
})

t.test('a cursor that nobody gave out is refused', async t => {
  const { statusCode, body } = await browser(test).get('/leaderboard?cursor=%22%3E%3Cscript%3E')
  t.equal(statusCode, 400)
  t.match(body, 'must be the nextCursor')
})

t.test('more accounts than fit come on further pages, with the ranks going on', async t => {
  const many = await testApp(t)
  for (let n = 0; n < 51; n++) await storeScored(many.ctx, `@a${n}`, [1000, n], { public: true })
  const { get } = browser(many)
  const first = (await get('/leaderboard')).body
  t.equal(rows(first).length, 50)
  const [, next = ''] = /href="(\/leaderboard\?cursor=[^"]+)"/.exec(first) ?? []
  const second = (await get(next.replaceAll('&amp;', '&'))).body
  t.strictSame(rows(second), ['51 /@a0'])
  t.match(second, 'noindex')
  const sorted = (await get('/leaderboard?sort=tweets&q=a')).body
  const [, further = ''] = /href="(\/leaderboard\?[^"]*cursor=[^"]+)"/.exec(sorted) ?? []
  const rest = (await get(further.replaceAll('&amp;', '&'))).body
  t.strictSame([...rows(sorted), ...rows(rest)], [...rows(first), ...rows(second)], 'all have one tweet')
  t.match(second, 'href="/leaderboard"')
})
