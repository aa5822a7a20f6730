// The whole way of a click to the stored scores: over real HTTP, through the journal and the jobs
// of the service.
import t from 'tap'
import { Clicking, inParallel, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { adminKey, service } from '../fixtures/service.js'

t.test("a click changes its account's score and the leaderboard within a minute", async t => {
  let now = new Date()
  const running = await service(
    t,
    { TRUST_PROXY: '127.0.0.1', API_REQUESTS_PER_MINUTE: '100000' },
    { now: () => now },
  )
  const api = new Client(running.address, adminKey)
  const web = new Clicking(running.address)
  t.teardown(() => web.close())
  const slugs: Record<string, string> = {}
  for (const [handle, followers] of [
    ['@small', 500],
    ['@large', 20_000],
  ] as const) {
    await api.ask('POST', '/accounts', { handle, followers })
    slugs[handle] = (await api.ask('POST', '/links', { url: 'https://example.com/', account: handle })).slug
  }
  const click = (handle: string, from: number, count: number) =>
    inParallel(count, 8, n => web.visit(slugs[handle] ?? '', person(from + n)))
  const board = (fits: (rows: { handle: string; score: number }[]) => boolean) =>
    eventually(
      () => api.ask('GET', '/leaderboard'),
      ({ data, pending }) => pending === 0 && fits(data),
      60_000,
    )

  // The first click makes the draft a tweet, which counts from an hour later.
  await click('@small', 0, 1)
  await click('@large', 0, 60)
  await eventually(
    () => Promise.all(Object.values(slugs).map(slug => api.ask('GET', `/links/${slug}`))),
    links => links.reduce((clicks, link) => clicks + link.clicks, 0) === 61,
  )
  now = new Date(now.getTime() + 2 * 3_600_000)
  const before = await board(rows => rows.length === 2 && rows[0]?.handle === '@large')
  t.match(before.data, [{ handle: '@large' }, { handle: '@small' }])

  await click('@small', 1, 60)
  const after = await board(rows => rows[0]?.handle === '@small')
  t.match(after.data, [
    { rank: 1, handle: '@small' },
    { rank: 2, handle: '@large' },
  ])

  await click('@small', 61, 1)
  const raised = await board(rows => (rows[0]?.score ?? 0) > after.data[0].score)
  t.ok(raised.data[0].score > after.data[0].score, 'one click is enough')
  t.equal(raised.data[0].score, (await api.ask('GET', '/accounts/@small/influence')).score)
  t.equal(raised.data[1].score, before.data[0].score, 'the other account has what it had')
})
