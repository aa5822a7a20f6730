// The article's own case, over real HTTP: 500 followers and 20,000, one tweet each, 400 people
// click each.
import t from 'tap'
import { Clicking, crawlers, inParallel, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { adminKey, service } from '../fixtures/service.js'

const round = (value: number, digits: number) => Number(value.toFixed(digits))

t.test('500 followers of whom 400 click outweigh 20,000 of whom 400 click', async t => {
  let now = new Date()
  const running = await service(t, { TRUST_PROXY: '127.0.0.1' }, { now: () => now })
  const api = new Client(running.address, adminKey)
  const web = new Clicking(running.address)
  t.teardown(() => web.close())

  const slugs: Record<string, string> = {}
  for (const [handle, followers] of [
    ['@small', 500],
    ['@large', 20_000],
  ] as const) {
    await api.ask('POST', '/accounts', { handle, followers, public: true })
    const link = await api.ask('POST', '/links', {
      url: `https://example.com/${followers}`,
      account: handle,
      public: true,
    })
    t.match(link, { account: handle, tweet: { published: false }, clicks: 0 })
    slugs[handle] = link.slug
  }
  const small = slugs['@small'] ?? ''
  const large = slugs['@large'] ?? ''

  await inParallel(400, 32, async n => {
    for (const slug of [small, large]) {
      const answer = await web.visit(slug, person(n))
      if (answer.status !== 302) t.fail(`person ${n} got ${answer.status}`)
    }
  })
  // 40 more hits of each link that are not people: 16 crawlers, 12 HEAD, 12 prefetches.
  for (const slug of [small, large]) {
    await inParallel(16, 8, n =>
      web.visit(slug, { ...person(1000 + n), userAgent: crawlers[n % crawlers.length] ?? '' }),
    )
    await inParallel(12, 8, n => web.visit(slug, { ...person(2000 + n), method: 'HEAD' }))
    await inParallel(12, 8, n =>
      web.visit(slug, { ...person(3000 + n), headers: { 'sec-purpose': 'prefetch;prerender' } }),
    )
  }

  const counted = (slug: string) =>
    eventually(
      () => api.ask('GET', `/links/${slug}/stats`),
      stats => stats.clicks >= 400 && stats.excluded.total >= 40,
    )
  for (const slug of [small, large]) {
    const stats = await counted(slug)
    t.match(stats, {
      clicks: 400,
      clickers: 400,
      excluded: { total: 40, byReason: { bot: 16, head: 12, prefetch: 12 } },
    })
    t.strictSame(stats.sources, [{ value: 'x', clicks: 400, clickers: 400 }])
    for (const list of ['referrers', 'countries', 'browsers', 'systems', 'devices']) {
      const sum = stats[list].reduce((total: number, row: { clicks: number }) => total + row.clicks, 0)
      t.equal(sum, 400, `${list} add up to the clicks`)
    }
    const series = stats.series.reduce((total: number, row: { clicks: number }) => total + row.clicks, 0)
    t.equal(series, 400, 'the series adds up to the clicks')
  }

  const smallTweet = await api.ask('GET', `/links/${small}/influence`)
  t.match(smallTweet, {
    followers: 500,
    followerClickers: 400,
    spillover: 0,
    influence: 0.8,
    clicksPerFollower: 0.8,
  })
  t.strictSame(
    smallTweet.interval.map((end: number) => round(end, 6)),
    [0.725349, 0.882334],
  )
  const largeTweet = await api.ask('GET', `/links/${large}/influence`)
  t.match(largeTweet, { followers: 20_000, followerClickers: 400, influence: 0.02 })
  t.strictSame(
    largeTweet.interval.map((end: number) => round(end, 6)),
    [0.018134, 0.022058],
  )
  t.equal(largeTweet.sentence, '400 of 20,000 followers clicked: 2.0 % (likely 1.8–2.2 %).')

  // Until a tweet's window has closed, its account's score still moves.
  now = new Date(now.getTime() + 8 * 86_400_000)
  const smallAccount = await api.ask('GET', '/accounts/@small/influence')
  t.equal(round(smallAccount.score, 6), 0.521958)
  t.strictSame(
    smallAccount.interval.map((end: number) => round(end, 6)),
    [0.200142, 2.154401],
  )
  const largeAccount = await api.ask('GET', '/accounts/@large/influence')
  t.equal(round(largeAccount.score, 6), 0.017233)
  t.strictSame(
    largeAccount.interval.map((end: number) => round(end, 6)),
    [0.006711, 0.062099],
  )
  t.match(largeAccount, {
    tweets: 1,
    fewTweets: true,
    prior: { mu: Math.log(0.01), tau: 1, k: 2, nu: 7, halfLifeHours: 2.8 },
  })

  const exchange = await api.ask('GET', '/exchange?from=@small&to=@large')
  t.equal(round(exchange.rate, 2), 30.29)
  t.strictSame([round(exchange.interval[0], 2), round(exchange.interval[1], 1)], [6.11, 166.3])
  t.equal(
    exchange.sentence,
    "One follower of @small is worth 30 of @large's (likely 6.1–166): one tweet each, so still rough. So far, @small's followers clicked 40 times as often as @large's.",
  )

  const badge = async (path: string) => (await fetch(`${running.address}/badge/${path}`)).json()
  t.match(await badge(`${small}.json`), { schemaVersion: 1, message: '80 %' })
  t.match(await badge(`${small}.json?metric=clickers`), { message: '400' })
  t.match(await badge(`${large}.json?metric=influence`), { message: '2.0 %' })
  t.match(await badge('@small.json?metric=influence'), { message: '52 %' })
  t.match(await badge('@large.json?metric=followersWhoClick'), { message: /345/ })
  const svg = await (await fetch(`${running.address}/badge/${small}.svg`)).text()
  t.match(svg, />80 %</)
})
