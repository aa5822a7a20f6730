// A tweet's week: crawlers and previews in its first minute, people for seven days, with all the
// habits people have.
import t from 'tap'
import { Clicking, crawlers, person, type Visit } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { seeded } from '../fixtures/hits.js'
import { adminKey, service } from '../fixtures/service.js'

const minute = 60_000
const day = 24 * 60 * minute
const people = 300

interface Hit {
  /** Milliseconds after the tweet. */
  after: number
  visit: Visit
  human: boolean
}

/**
 * Half of the clicks come within 2.8 hours, 98 % within 7 days: Lomax(α = 1, scale 2.8 h), cut at
 * the week.
 */
function delay(chance: () => number): number {
  const scale = 2.8 * 60 * minute
  const week = (7 * day - minute) / (7 * day - minute + scale)
  const u = chance() * week
  return (scale * u) / (1 - u)
}

function week(chance: () => number): Hit[] {
  const hits: Hit[] = []
  for (let n = 0; n < 50; n++) {
    const preview = n % 5 === 0 ? { method: 'HEAD' as const } : {}
    const visit = { from: `198.51.100.${n + 1}`, userAgent: crawlers[n % crawlers.length] ?? '', ...preview }
    hits.push({ after: Math.floor(chance() * minute), visit, human: false })
  }
  for (let n = 0; n < people; n++) {
    const visit = person(n)
    const after = Math.floor(delay(chance))
    const later = (ms: number) => Math.min(after + ms, 7 * day - 1)
    hits.push({ after, visit, human: true })
    // Habits: a double-click, a reload, the next day, a hover before the click, an app that asks
    // with HEAD first.
    if (n % 7 === 0) hits.push({ after: later(300), visit, human: true })
    if (n % 11 === 0) hits.push({ after: later(20_000), visit, human: true })
    if (n % 13 === 0) hits.push({ after: later(day), visit, human: true })
    if (n % 3 === 0)
      hits.push({ after, visit: { ...visit, headers: { 'sec-purpose': 'prefetch' } }, human: false })
    if (n % 5 === 0) hits.push({ after, visit: { ...visit, method: 'HEAD' }, human: false })
  }
  return hits.sort((a, b) => a.after - b.after)
}

t.test('clicks and clickers of a tweet are right to the last one', async t => {
  let now = new Date()
  const running = await service(t, { TRUST_PROXY: 'loopback' }, { now: () => now })
  const api = new Client(running.address, adminKey)
  const web = new Clicking(running.address)
  t.teardown(() => web.close())
  await api.ask('POST', '/accounts', { handle: '@burst', followers: 12_000 })
  const { slug } = await api.ask('POST', '/links', { url: 'https://example.com/burst', account: '@burst' })
  const tweetedAt = now.getTime() + minute
  now = new Date(tweetedAt)
  await api.ask('PUT', `/links/${slug}/tweet`, { tweetedAt: now.toISOString() })

  const hits = week(seeded(500))
  for (const { after, visit } of hits) {
    now = new Date(tweetedAt + after)
    const { status } = await web.visit(slug, visit)
    // A prefetch is declined, so that the click itself gets here.
    const wanted = visit.headers?.['sec-purpose'] === undefined ? 302 : 503
    if (status !== wanted) t.fail(`a visitor got ${status}`)
  }
  // The day after the window: one more person, who is no follower clicker any more.
  now = new Date(tweetedAt + 8 * day)
  await web.visit(slug, person(people))

  const clicks = hits.filter(hit => hit.human).length
  const excluded = hits.length - clicks
  const stats = await eventually(
    () => api.ask('GET', `/links/${slug}/stats`),
    found => found.clicks + found.excluded.total > hits.length,
  )
  t.match(stats, { clicks: clicks + 1, clickers: people + 1, excluded: { total: excluded } })
  const human = (rule: (visit: Visit) => boolean) => hits.filter(hit => !hit.human && rule(hit.visit)).length
  const head = human(visit => visit.method === 'HEAD')
  const prefetch = human(visit => visit.headers !== undefined)
  t.match(stats.excluded.byReason, { head, prefetch, bot: excluded - head - prefetch, suspect: 0 })
  const tweet = await api.ask('GET', `/links/${slug}/influence`)
  t.match(tweet, {
    clicks,
    clickers: people,
    followerClickers: people,
    spillover: 0,
    influence: people / 12_000,
  })

  const listed = await api.ask('GET', `/links/${slug}/clicks?kind=excluded&limit=500`)
  t.equal(listed.data.length, excluded, 'every excluded hit can be looked at')
  t.ok(listed.data.every((hit: { reason: string; userAgent: string }) => hit.reason && hit.userAgent))
})

t.test('two people behind one address are two; one person who clicks five times is one', async t => {
  const running = await service(t, { TRUST_PROXY: 'loopback' })
  const api = new Client(running.address, adminKey)
  const web = new Clicking(running.address)
  t.teardown(() => web.close())
  const { slug } = await api.ask('POST', '/links', { url: 'https://example.com/home' })
  const home = '203.0.113.9'
  for (let n = 0; n < 5; n++) await web.visit(slug, { ...person(0), from: home })
  await web.visit(slug, { ...person(1), from: home })
  const stats = await eventually(
    () => api.ask('GET', `/links/${slug}/stats`),
    found => found.clicks >= 6,
  )
  t.match(stats, { clicks: 6, clickers: 2, excluded: { total: 0 } })
})
