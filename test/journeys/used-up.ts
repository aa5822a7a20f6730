// A limit of clicks, with real clicks: people use it up, and nothing else does.
import t from 'tap'
import { Clicking, crawlers, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { adminKey, service } from '../fixtures/service.js'

t.test('a link ends at its limit, and goes on when the limit is raised', async t => {
  const { address } = await service(t, { TRUST_PROXY: '127.0.0.1' })
  const api = new Client(address, adminKey)
  const web = new Clicking(address)
  t.teardown(() => web.close())
  await api.ask('POST', '/links', { url: 'https://example.com/', slug: 'few', maxClicks: 3 })
  const status = async (n: number) => (await web.visit('few', person(n))).status
  const counted = (clicks: number) =>
    eventually(
      () => api.ask('GET', '/links/few'),
      link => link.clicks === clicks,
    )
  /** Bots ask until they are told so: a node takes a moment to learn of it. */
  const ends = () =>
    eventually(
      async () => (await web.visit('few', { from: '192.0.2.1', userAgent: 'curl/8.5.0' })).status,
      found => found === 410,
    )

  for (const userAgent of [...crawlers, ...crawlers]) await web.visit('few', { userAgent, from: '192.0.2.2' })
  for (let n = 0; n < 2; n++) t.equal(await status(n), 302)
  t.match(await counted(2), { clicks: 2, excluded: crawlers.length * 2 }, 'only people are counted')
  t.equal(await status(2), 302, 'one is left')
  t.match(await counted(3), { clicks: 3 })
  t.equal(await ends(), 410)
  t.equal(await status(3), 410)
  t.match(await counted(3), { clicks: 3, maxClicks: 3 }, 'who came too late is not counted')

  await api.ask('PATCH', '/links/few', { maxClicks: 4 })
  t.equal(await status(4), 302, 'who raised it sees it work at once')
  t.match(await counted(4), { clicks: 4 })
  t.equal(await ends(), 410)
})
