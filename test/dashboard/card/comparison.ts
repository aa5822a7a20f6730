import t from 'tap'
import { pageOfCard, readComparison } from '../../../src/dashboard/card/comparison.js'
import { drawComparison } from '../../../src/dashboard/card/comparison-drawing.js'
import { testApp } from '../../fixtures/app.js'
import { storeAccount } from '../../fixtures/numbers.js'
import { browser, loggedIn } from '../../fixtures/pages.js'
import { storeScored } from '../../fixtures/scored.js'

const test = await testApp(t)
const { app, ctx } = test
await storeScored(ctx, '@small', [500, 400], { public: true })
await storeScored(ctx, '@large', [20_000, 400], { public: true })
await storeScored(ctx, '@hidden', [900, 400], { public: false })
await storeAccount(ctx.db, '@new', { '2026-05-01T00:00:00Z': 70 }, { public: true })

const imageOf = (html: string) => /property="og:image" content="https:\/\/sho\.rt([^"]+)"/.exec(html)?.[1]
const unknown = (await app.inject('/card/nobody.png')).rawPayload

t.test('two accounts are drawn on one scale', async t => {
  const page = pageOfCard('exchange?from=@SMALL&to=large') ?? ''
  const compared = await readComparison(ctx, page)
  t.match(compared?.bars, [
    { name: '@small', whole: 500, figure: /^500 followers → \d/ },
    { name: '@large', whole: 20_000, figure: /^20,000 followers → \d/ },
  ])
  const svg = drawComparison(compared ?? { sentence: '', bars: [], legend: '' }, 'sho.rt')
  const pale = [...svg.matchAll(/width="([\d.]+)" height="[\d.]+" fill="#fff" fill-opacity/g)].map(([, w]) =>
    Number(w),
  )
  t.equal(pale.length, 2)
  t.equal(Math.round((pale[1] ?? 0) / (pale[0] ?? 1)), 40)
  t.match(
    svg.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
    'One follower of @small is worth',
    'the whole sentence',
  )
})

t.test('an account without a score says so, and nothing is made up', async t => {
  const compared = await readComparison(ctx, '/exchange?from=@small&to=@new')
  t.match(compared?.bars[1], { figure: '70 followers, no influence yet', part: 0 })
  t.match(compared?.sentence, '@new has no counted tweet yet')
})

t.test('the leaderboard compares public accounts only, the first ones', async t => {
  const compared = await readComparison(ctx, '/leaderboard')
  t.strictSame(
    compared?.bars.map(({ name }) => name),
    ['@small', '@large'],
  )
})

t.test('each page names its picture, may be found, and the picture is one', async t => {
  const { get } = browser(test)
  const pages = [
    '/',
    '/leaderboard',
    '/leaderboard?window=90d&minTweets=3',
    '/exchange',
    '/exchange?from=@small',
    '/exchange?from=@small&to=@large',
  ]
  for (const page of pages) {
    const { body } = await get(page)
    t.notMatch(body, 'noindex', page)
    const image = imageOf(body)?.replaceAll('&amp;', '&') ?? ''
    const { headers, rawPayload } = await app.inject(image)
    t.match(headers, { 'content-type': 'image/png', 'cache-control': /max-age=60/ }, page)
    t.notOk(rawPayload.equals(unknown), page)
    t.match(body, '/help/counting')
    t.match(body, 'href="/"')
  }
})

t.test('what needs a login has no picture and is not listed', async t => {
  const { get } = await loggedIn(test)
  for (const page of ['/exchange?from=@hidden', '/exchange?from=@small&to=@hidden']) {
    const { body } = await get(page)
    t.equal(imageOf(body), undefined, page)
    t.match(body, 'noindex')
  }
  for (const path of [
    'exchange.png?from=@hidden',
    'exchange.png?from=@small&to=@hidden',
    'exchange.png?from=@small&list=friends',
    'exchange.png',
    'exchange.png?from=@nobody',
    'exchange.png?from=%00',
    'leaderboard.png?list=friends',
    'other.png',
    '.png',
  ])
    t.ok((await app.inject(`/card/page/${path}`)).rawPayload.equals(unknown), path)
})
