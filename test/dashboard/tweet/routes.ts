import t, { type Test } from 'tap'
import { createAccount } from '../../../src/accounts/create.js'
import { whoseXForIphone } from '../../../src/influence/x-for-iphone.js'
import type { HitRecord } from '../../../src/journal/record.js'
import { issueLink } from '../../../src/links/issue.js'
import { qrPng } from '../../../src/links/qr.js'
import { removeLink } from '../../../src/links/remove.js'
import { testApp } from '../../fixtures/app.js'
import { handle } from '../../fixtures/handles.js'
import { chrome, countRecords, randomRecords, seeded } from '../../fixtures/hits.js'
import { browser, loggedIn } from '../../fixtures/pages.js'

const dayMs = 86_400_000
const published = 'https://x.com/me/status/1529877576591609861'

/** A link of @me, who has 500 followers, with these hits, and a browser that has logged in. */
async function setUp(t: Test, hits: (linkId: number) => HitRecord[] = () => []) {
  const test = await testApp(t)
  const { ctx } = test
  await createAccount(ctx, { account: handle('@me'), followers: 500 })
  await issueLink(ctx, {
    url: 'https://example.com/article',
    slug: 'launch',
    account: handle('@me'),
    text: 'Look',
  })
  const [row] = await ctx.db.$client<{ id: string }[]>`select id from links`
  await countRecords(ctx.db, hits(Number(row?.id)))
  return { ...test, browser: await loggedIn(test) }
}

/** Hits of a second that begins after the link was made. */
function clicksFromNow(linkId: number, facts: { count: number; people?: number }): HitRecord[] {
  const from = Date.now()
  return randomRecords(seeded(5), { ...facts, linkIds: [linkId], from, to: from + 1000 })
}

t.test('shows a tweet’s influence with all that it is made of', async t => {
  const { api, browser } = await setUp(t, id => clicksFromNow(id, { count: 400, people: 300 }))
  const { body, statusCode } = await browser.get('/app/links/launch')
  t.equal(statusCode, 200)
  const influence = (await api('GET', '/links/launch/influence')).json()
  const stats = (await api('GET', '/links/launch/stats')).json()
  const [sentence, percent] = influence.sentence.split(': ')
  const [ratio, interval] = percent.slice(0, -2).split(' (')
  t.ok(sentence && body.includes(`<span data-figure="sentence">${influence.sentence}</span>`))
  t.match(body, `<span data-figure="influence">${ratio}</span>`)
  t.match(body, `<span data-figure="interval">${interval}</span>`)
  t.match(body, `<span data-figure="clicks">${stats.clicks}</span>`)
  t.match(body, `<b>${influence.spillover}</b> clickers from elsewhere`)
  t.match(body, 'Measured from the first click at ')
  t.match(body, 'It is too new to count for the account')
  t.match(body, 'data-chart=')
  for (const words of [
    't.co/a1',
    'Germany',
    'Filtered out: ',
    'Prefetches',
    'Computer',
    'Firefox',
    'curl/8.5.0',
  ])
    t.match(body, words)
  t.match(body, /<td class="number">\d+<\/td>/)
  const { postings, xForIphone } = influence
  t.match(body, 'Through which tweet on X')
  for (const { code } of postings) t.match(body, `t.co/${code}<`)
  t.match(body, /<td[^>]*>not known<\/td>/)
  t.match(body, `Through X for iPhone: ${xForIphone.clickers} clickers`)
  t.match(body, xForIphone.why)
  t.match(body, whoseXForIphone)
})

t.test('other tweets are named as spillover, once X has told the codes', async t => {
  const { ctx, browser } = await setUp(t, id => clicksFromNow(id, { count: 200 }))
  await ctx.db.$client`update tweets set network = 'x', posting_codes = '{a1}'`
  const { body: page } = await browser.get('/app/links/launch')
  const body = page.slice(page.indexOf('id="postings"'))
  const whose = (code: string) => new RegExp(`t\\.co/${code}<.*?</th><td[^>]*>([^<]*)</td>`).exec(body)?.[1]
  t.equal(whose('a1'), 'this tweet')
  t.equal(whose('A1'), 'another tweet: spillover')
})

/** What the chart of a page shows. */
function chartOf(body: string): { unit: string; times: number[]; series: { values: number[] }[] } {
  const [, chart = ''] = /data-chart="([^"]*)"/.exec(body) ?? []
  return JSON.parse(chart.replaceAll('&quot;', '"'))
}

/** The numbers above the chart, and the lists below it. */
function shown(body: string) {
  const figure = (name: string) => new RegExp(`data-figure="${name}">([^<]*)<`).exec(body)?.[1]
  const part = (id: string) => body.slice(body.indexOf(`id="${id}"`)).split('</section>')[0] ?? ''
  return {
    clicks: figure('clicks'),
    clickers: figure('clickers'),
    filteredOut: figure('excluded'),
    latest: part('clicks').match(/<tr>/g)?.length ?? 0,
  }
}

t.test('the chart shows the range and unit that were chosen, and nonsense is as if nothing was', async t => {
  const from = Date.now() - 40 * dayMs
  const { browser } = await setUp(t, id =>
    randomRecords(seeded(6), { count: 90, linkIds: [id], from, to: Date.now() }),
  )
  const points = async (query: string) => {
    const { body, statusCode } = await browser.get(`/app/links/launch?${query}`)
    t.equal(statusCode, 200, query)
    const { unit, times } = chartOf(body)
    return [unit, times.length]
  }
  t.same(await points('range=24h'), ['hour', 25])
  t.same(await points('range=7d&unit=day'), ['day', 8])
  t.same(await points('range=7d&unit=hour'), ['hour', 169])
  t.equal((await points('range=hour'))[0], 'quarter-hour')
  t.same(await points('from=2026-02-01&to=2026-02-28'), ['day', 28])
  const all = await points('')
  t.equal(all[0], 'day', 'of an older link')
  for (const nonsense of [
    'range=nonsense',
    'unit=nonsense',
    'unit=quarter-hour',
    'range=constructor&unit=%00',
    'from=2999-01-01',
    'from=&to=&range=all',
    'from=yesterday&to=2026-02-30',
    'country=%00&source=',
  ])
    t.same(await points(nonsense), all, nonsense)
})

t.test('everything follows the range, and is compared with the one before', async t => {
  const now = Date.now()
  const hits = (id: number, count: number, ago: number) =>
    randomRecords(seeded(ago), {
      count,
      linkIds: [id],
      from: now - ago * dayMs,
      to: now - (ago - 0.5) * dayMs,
    })
  const { api, browser } = await setUp(t, id => [
    ...hits(id, 60, 2),
    ...hits(id, 20, 10),
    ...hits(id, 9, 300),
  ])
  const seen = async (query: string) => {
    const { body } = await browser.get(`/app/links/launch?${query}`)
    return { ...shown(body), body }
  }
  const stats = async (days: number) => {
    const since = new Date(now - days * dayMs).toISOString()
    return (await api('GET', `/links/launch/stats?from=${since}`)).json()
  }
  const week = await seen('range=7d')
  const counted = await stats(7)
  t.match(week, {
    clicks: String(counted.clicks),
    clickers: String(counted.clickers),
    filteredOut: String(counted.excluded.total),
  })
  const before = (await stats(14)).clicks - counted.clicks
  t.match(
    week.body,
    `+${Math.round(100 * (counted.clicks / before - 1))} %</b> ${before} in the range before`,
  )
  t.match(week.body, 'Last 7 days')
  t.match(week.body, `Filtered out: ${counted.excluded.total}`)
  t.equal((await seen('range=hour')).latest, 0, 'the latest clicks too')
  t.match((await seen('range=hour')).body, 'No clicks in this range')
  const all = await seen('')
  t.notMatch(all.body, 'in the range before', 'there is nothing before all time')
  t.equal(all.clicks, String((await api('GET', '/links/launch')).json().clicks), 'as in the list of links')
})

t.test('a range says what it is: where its name is shorter, and where it can have no clicks', async t => {
  const now = () => new Date('2026-06-01T07:58:00Z')
  const test = await testApp(t, { now })
  const { body: made } = await test.api('POST', '/links', { url: 'https://example.com/a', slug: 'launch' })
  t.match(JSON.parse(made), { createdAt: '2026-06-01T07:58:00.000Z' })
  const browser = await loggedIn(test)
  const page = async (query: string) => (await browser.get(`/app/links/launch?${query}`)).body
  const longer = 'from a whole quarter of an hour'
  t.match(await page('range=hour'), longer)
  t.match(await page('range=24h'), longer)
  t.notMatch(await page('from=2026-06-01&to=2026-06-01'), longer)
  t.notMatch(await page(''), longer)
  const [future, past] = ['This range has not begun yet', 'This range ends before the link was made']
  t.match(await page('from=2999-01-01&to=2999-01-02'), future)
  t.match(await page('from=2026-05-01&to=2026-05-02'), past)
  for (const query of ['', 'range=hour', 'from=2026-06-01&to=2999-01-01']) {
    t.notMatch(await page(query), future)
    t.notMatch(await page(query), past)
  }
})

t.test('what is of the tweet’s window says so where something else is shown', async t => {
  const { browser } = await setUp(t, id => clicksFromNow(id, { count: 200 }))
  const note = 'neither the range nor a filter changes that'
  const page = async (query: string) => (await browser.get(`/app/links/launch?${query}`)).body
  t.notMatch(await page(''), note)
  t.match(await page('country=DE'), note)
  t.match(await page('range=7d'), note)
})

t.test('each value of a breakdown leads to its clicks alone, and can be taken off', async t => {
  const { ctx, browser } = await setUp(t, id => clicksFromNow(id, { count: 400, people: 300 }))
  const count = async (where: string) =>
    Number((await ctx.db.$client.unsafe(`select count(*) from clicks where ${where}`))[0]?.count)
  const page = async (address: string) => (await browser.get(address)).body
  const links = (body: string) =>
    [...body.matchAll(/href="(\/app\/links\/launch\?[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    )
  const start = await page('/app/links/launch?range=24h')
  const germany = links(start).find(href => href.includes('country=DE')) ?? ''
  t.equal(germany, '/app/links/launch?range=24h&country=DE', 'the range is kept')
  const german = await page(germany)
  const people = "country = 'DE' and reason is null"
  t.equal(shown(german).clicks, String(await count(people)))
  t.equal(shown(german).filteredOut, String(await count("country = 'DE' and reason is not null")))
  t.match(german, /Country: <bdi>Germany<\/bdi>/)
  t.match(german, /<use href="\/assets\/icons-\w+\.svg#DE">/, 'with its flag')
  const firefox = links(german).find(href => href.includes('browser=Firefox')) ?? ''
  t.equal(firefox, '/app/links/launch?range=24h&country=DE&browser=Firefox')
  const both = await page(firefox)
  t.equal(shown(both).clicks, String(await count(`${people} and browser = 'Firefox'`)))
  t.same(
    chartOf(both).series[0]?.values.reduce((sum, clicks) => sum + clicks, 0),
    await count(`${people} and browser = 'Firefox'`),
    'the chart too',
  )
  t.ok(links(both).includes('/app/links/launch?range=24h&browser=Firefox'), 'one can be taken off')
  t.ok(links(both).includes('/app/links/launch?range=24h'), 'and both')
  t.match(both, '<input type="hidden" name="browser" value="Firefox"', 'other dates keep them')
  const unknown = await page('/app/links/launch?country=unknown')
  t.equal(shown(unknown).clicks, String(await count('country is null and reason is null')))
  const referrer = encodeURIComponent('blog.example.org/a "b"\\')
  const blog = await page(`/app/links/launch?referrer=${referrer}`)
  t.equal(shown(blog).clicks, String(await count("referrer like 'https://blog%' and reason is null")))
  t.equal(shown(await page('/app/links/launch?source=nobody%27--')).clicks, '0')
})

t.test('each reason leads to what was filtered out for it, alone', async t => {
  const { ctx, browser } = await setUp(t, id => clicksFromNow(id, { count: 400 }))
  const count = async (where: string) =>
    Number((await ctx.db.$client.unsafe(`select count(*) from clicks where ${where}`))[0]?.count)
  const { body: all } = await browser.get('/app/links/launch?country=DE')
  const [, href = ''] = /href="([^"]*reason=bot)">Bots</.exec(all) ?? []
  t.equal(href, '/app/links/launch?country=DE&amp;reason=bot', 'other filters are kept')
  const { body } = await browser.get(href.replaceAll('&amp;', '&'))
  const bots = await count("country = 'DE' and reason = 'bot'")
  t.ok(bots > 0)
  t.match(shown(body), { clicks: undefined, clickers: undefined, filteredOut: String(bots) })
  t.match(body, `Filtered out: ${bots}<`)
  const { series } = chartOf(body)
  t.strictSame(
    series.map(({ values }) => values.reduce((sum, hits) => sum + hits, 0)),
    [bots],
    'the chart too',
  )
  t.match(body, 'Filtered out: <bdi>Bots</bdi>')
  const listed = body.slice(body.indexOf('id="filtered-out-hits"'))
  t.match(listed, '<bdi>Bots</bdi>')
  t.notMatch(listed, '<bdi>Prefetches</bdi>')
  t.notMatch(body, /<th[^>]*>Source</, 'what is no click is in no breakdown of the clicks')
})

t.test('an open window says how much of the clicks has come', async t => {
  const { api, browser } = await setUp(t)
  const tweeted = (hoursAgo: number) =>
    api('PUT', '/links/launch/tweet', {
      tweetedAt: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(),
    })
  const page = async () => (await browser.get('/app/links/launch')).body
  await tweeted(2.8)
  t.match(await page(), 'Still counting: about 51 % of its clicks have come.')
  await tweeted(8 * 24)
  t.notMatch(await page(), 'Still counting')
})

t.test('days are those of the viewer’s time zone, where it is known', async t => {
  const { app, key } = await setUp(t)
  const login = await browser({ app }).post('/login', { key })
  const session = login.cookies.find(({ name }) => name === 'fivehundred_session')?.value ?? ''
  const shown = async (timezone: string) => {
    const cookie = `fivehundred_session=${encodeURIComponent(session)}; timezone=${encodeURIComponent(timezone)}`
    const { body } = await app.inject({ url: '/app/links/launch', headers: { cookie } })
    return /data-timezone="([^"]*)"/.exec(body)?.[1]
  }
  t.equal(await shown('Asia/Kolkata'), 'Asia/Kolkata')
  t.equal(await shown('"><script>'), 'UTC')
})

t.test('the published tweet is attached by its address or its time', async t => {
  const { api, browser } = await setUp(t)
  const tweet = '/app/links/launch/tweet'
  const page = '/app/links/launch'
  t.match(await browser.post(tweet, { url: published, tweetedAt: '' }, page), {
    statusCode: 303,
    headers: { location: page },
  })
  t.match((await api('GET', '/links/launch')).json().tweet, { url: published, published: true })
  t.match((await browser.get(page)).body, 'Attach another tweet')
  const again = await browser.post(tweet, { url: '', tweetedAt: '2026-01-31T12:00' }, page)
  t.equal(again.statusCode, 400)
  t.match(again.body, 'contains its time')
  t.match((await api('GET', '/links/launch')).json().tweet, { tweetedAt: '2022-05-26T17:30:12.667Z' })
})

t.test('what was shown when a form was sent is shown again', async t => {
  const { browser } = await setUp(t)
  const shows = 'range=7d&unit=day&country=DE&reason=bot'
  const page = `/app/links/launch?${shows}`
  const { body } = await browser.get(page)
  const actions = [...body.matchAll(/action="(\/app\/links\/launch\/[^"]*)"/g)].map(([, action = '']) =>
    action.replaceAll('&amp;', '&'),
  )
  t.strictSame(actions, [`/app/links/launch/tweet?${shows}`, `/app/links/launch/reported?${shows}`])
  const [attach = '', reported = ''] = actions
  const wrong = await browser.post(attach, { url: 'nonsense', tweetedAt: '' }, page)
  t.match(wrong.body, 'Country: <bdi>Germany</bdi>', 'also beside what is wrong')
  t.notMatch(wrong.body, 'tweetedAt)', 'in the words of the form')
  t.match(wrong.body, /id="attach" aria-label/, 'which is not refreshed, so that nothing typed is lost')
  t.match(wrong.body, /id="reported" data-refresh/)
  const strange = `${attach}&next=https://evil.example&cursor=x`
  t.equal((await browser.post(strange, { url: published, tweetedAt: '' }, page)).headers.location, page)
  const numbers = { impressions: '10', reportedClicks: '' }
  t.equal((await browser.post(reported, numbers, page)).headers.location, `${page}#reported`)
})

t.test(
  "numbers from X's analytics are shown as factors; wrong ones are kept beside what is wrong",
  async t => {
    const { browser } = await setUp(t)
    const [reported, page] = ['/app/links/launch/reported', '/app/links/launch']
    await browser.post('/app/links/launch/tweet', { url: published, tweetedAt: '' }, page)
    const stored = await browser.post(reported, { impressions: '1,500', reportedClicks: '' }, page)
    t.match(stored, { statusCode: 303, headers: { location: `${page}#reported` } })
    t.match((await browser.get(page)).body, 'Seen 1,500 times: 3 for each of 500 followers')
    const wrong = await browser.post(reported, { impressions: 'many', reportedClicks: '7' }, page)
    t.equal(wrong.statusCode, 400)
    t.match(wrong.body, 'value="many"')
    t.match((await browser.get(page)).body, 'Seen 1,500 times')
  },
)

t.test('a tweet can be attached by its time alone', async t => {
  const { api, browser } = await setUp(t)
  const [tweet, page] = ['/app/links/launch/tweet', '/app/links/launch']
  t.equal((await browser.post(tweet, { url: '', tweetedAt: '2026-01-31T12:00' }, page)).statusCode, 303)
  t.match((await api('GET', '/links/launch')).json().tweet, { tweetedAt: '2026-01-31T12:00:00.000Z' })
})

t.test('says until when a tweet is measured, and what is missing', async t => {
  const { api, browser } = await setUp(t)
  const page = async (slug: string) => (await browser.get(`/app/links/${slug}`)).body
  await api('PUT', '/links/launch/tweet', { tweetedAt: new Date().toISOString() })
  t.match(await page('launch'), ' and counting until ')
  await api('PUT', '/links/launch/tweet', { tweetedAt: '2026-01-31T12:00:00Z' })
  t.match(await page('launch'), '2026-02-07 12:00 UTC</time>; the influence is final.')
  await api('POST', '/links', { url: 'https://example.com', slug: 'unknown', account: '@you' })
  t.match(await page('unknown'), 'Not tweeted yet. It counts as a tweet once you attach its address')
  await api('PUT', '/links/unknown/tweet', { tweetedAt: '2026-01-31T12:00:00Z' })
  const unknown = await page('unknown')
  t.match(unknown, 'The followers of @you have not been counted yet.')
  t.match(unknown, '<a href="/app/accounts/%40you">Enter the count</a>')
  await api('POST', '/links', { url: 'https://example.com', slug: 'alone' })
  t.match(unknown, 'The tweet’s window')
  t.notMatch(await page('alone'), 'The tweet’s window')
  t.match(await page('alone'), 'Without a tweet there are no followers to compare with')
})

t.test('an address that is wrong is kept, and the page says beside it what is wrong', async t => {
  const { api, browser } = await setUp(t)
  const before = (await api('GET', '/links/launch')).json()
  for (const [fields, status, problem] of [
    [{ url: 'https://example.com/"no tweet' }, 400, 'Must be the address of a tweet'],
    [{ url: '', tweetedAt: '' }, 400, 'Must be the address of a tweet'],
    [{ url: '', tweetedAt: '2999-01-01T00:00' }, 400, 'Must not be in the future'],
    [{ url: 'https://x.com/me/status/20' }, 400, 'Is needed'],
    [{ url: 'https://x.com/you/status/1529877576591609861' }, 409, 'tweet-url-problem'],
  ] as const) {
    const answer = await browser.post('/app/links/launch/tweet', fields, '/app/links/launch')
    t.equal(answer.statusCode, status)
    t.match(answer.body, problem)
    const typed = fields.url.replaceAll('"', '&quot;')
    if (typed !== '') t.match(answer.body, `value="${typed}"`)
  }
  t.same((await api('GET', '/links/launch')).json(), before)
})

t.test('says how many hits older rules judged, where there are any', async t => {
  const { ctx, browser } = await setUp(t, id => clicksFromNow(id, { count: 30 }))
  const older = async () =>
    /\d+ of this link's hits were judged by older rules\. Run “fivehundred reclassify --write”/
      .exec((await browser.get('/app/links/launch')).body)?.[0]
      .split('.')[0] ?? null
  t.equal(await older(), null)
  await ctx.db.$client`update link_totals set judged = judged - 7`
  t.equal(await older(), "7 of this link's hits were judged by older rules")
})

t.test('hits come as CSV and the QR code as a picture', async t => {
  const { api, browser } = await setUp(t, id =>
    randomRecords(seeded(8), { count: 50, linkIds: [id], from: Date.now(), to: Date.now() + 1000 }),
  )
  for (const kind of ['human', 'excluded', 'all']) {
    const csv = await browser.get(`/app/links/launch/clicks.csv?kind=${kind}`)
    t.match(csv.headers, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="launch-${kind}.csv"`,
    })
    t.equal(csv.body, (await api('GET', `/links/launch/clicks.csv?kind=${kind}`)).body)
  }
  const png = await browser.get('/app/links/launch/qr.png')
  t.equal(png.headers['content-type'], 'image/png')
  t.same(png.rawPayload, qrPng('https://sho.rt/launch'))
})

t.test('a badge is offered for what is public', async t => {
  const { api, browser } = await setUp(t)
  t.notMatch((await browser.get('/app/links/launch')).body, '/badge/')
  await api('PATCH', '/links/launch', { public: true })
  const { body } = await browser.get('/app/links/launch')
  t.match(body, '<img src="/badge/launch.svg?metric=influence"')
  t.match(
    body,
    '[![Influence of launch](https://sho.rt/badge/launch.svg?metric=influence)](https://sho.rt/launch+)',
  )
})

t.test('hostile User-Agents, referrers and texts are shown harmlessly', async t => {
  const script = '<script>alert(1)</script>\u202e'
  const { browser, api } = await setUp(t, id => [
    {
      id: '01970000-0000-7000-8000-000000000001',
      linkId: id,
      linkIdentity: null,
      at: Date.now(),
      visitor: 'a'.repeat(32),
      country: null,
      referrer: `https://evil.example/${script}`,
      userAgent: chrome,
      hints: {},
    },
    {
      id: '01970000-0000-7000-8000-000000000002',
      linkId: id,
      linkIdentity: null,
      at: Date.now(),
      visitor: 'b'.repeat(32),
      country: null,
      referrer: `https://t.co/${script}`,
      userAgent: `curl ${script}${'z'.repeat(10_000)}`,
      hints: {},
    },
  ])
  await api('PATCH', '/links/launch', {
    title: `${script} 🎉`,
    text: '<img src=x>'.repeat(300),
    tags: [script],
  })
  const { body } = await browser.get('/app/links/launch')
  t.notMatch(body, /<script>alert|<img src=x/)
  t.match(body, '<bdi>curl &lt;script')
  t.notMatch(body, 'z'.repeat(300))
})

t.test('of a link that is gone the numbers stay; one that never was has a page that says so', async t => {
  const { app, browser, ctx } = await setUp(t)
  await issueLink(ctx, { url: 'https://example.com', slug: 'gone' })
  await removeLink(ctx, 'gone')
  for (const path of ['', '/edit', '/delete', '/clicks.csv', '/qr.png']) {
    const stays = ['', '/clicks.csv'].includes(path)
    t.equal((await browser.get(`/app/links/gone${path}`)).statusCode, stays ? 200 : 410, path)
    t.equal((await browser.get(`/app/links/nobody${path}`)).statusCode, 404, path)
    t.equal((await browser.get(`/app/links/a%00b${path}`)).statusCode, 404, path)
    t.equal((await app.inject(`/app/links/launch${path}`)).statusCode, 303, path)
  }
  const { body } = await browser.get('/app/links/gone')
  t.match(body, 'This link is deleted')
  t.notMatch(body, /attach (?:one|its address)|id="about-influence"/, 'nothing is asked that it cannot take')
})
