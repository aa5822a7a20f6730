// The article's own question, over real HTTP: I asked friends to tweet my blog; whose tweet brought
// traffic?
import t from 'tap'
import { Clicking, crawlers, inParallel, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { commandLine } from '../fixtures/command-line.js'
import { adminKey, service } from '../fixtures/service.js'

t.test('three friends tweet one address, and one of them brings most', async t => {
  const running = await service(t, { TRUST_PROXY: '127.0.0.1' })
  const api = new Client(running.address, adminKey)
  const web = new Clicking(running.address)
  t.teardown(() => web.close())

  const url = 'https://example.com/blog/post'
  for (const [handle, followers] of [
    ['@many', 5000],
    ['@few', 100],
  ] as const)
    await api.ask('POST', '/accounts', { handle, followers })
  const accounts = ['@many', '@few', '@unknown']
  const { links } = await api.ask('POST', '/destinations', { url, accounts })
  t.strictSame(
    links.map((link: { account: string }) => link.account),
    accounts,
  )

  const people = [60, 30, 10]
  for (const [n, { slug }] of links.entries()) {
    await inParallel(people[n] ?? 0, 16, async who => {
      t.equal((await web.visit(slug, person(1000 * n + who))).location, url)
    })
    await inParallel(5, 5, who =>
      web.visit(slug, { ...person(9000 + who), userAgent: crawlers[who % crawlers.length] ?? '' }),
    )
  }

  const found = await eventually(
    () => api.ask('GET', `/destinations?sort=clickers&url=${encodeURIComponent(`${url}?utm_source=mail`)}`),
    answer => answer.clickers >= 100,
  )
  t.match(found, {
    url,
    links: 3,
    clicks: 100,
    clickers: 100,
    data: [
      { account: '@many', clickers: 60, share: 0.6, followers: 5000, influence: 0.012 },
      { account: '@few', clickers: 30, share: 0.3, followers: 100, influence: 0.3 },
      { account: '@unknown', clickers: 10, share: 0.1, followers: null, influence: null },
    ],
    sentence: '@many brought 60 of 100 clickers (60 %); 60 of 5,000 followers clicked: 1.2 %.',
  })

  const env = { FIVEHUNDRED_URL: running.address, FIVEHUNDRED_KEY: adminKey }
  const { out } = await commandLine(['destinations', url], env)
  t.match(out, /^@few +30 +30 +30 % +100 +30 % +█{12} /m)

  const { data } = await api.ask('GET', '/accounts/@few/tweets')
  t.match(data, [{ published: false, people: { min: 30, max: 30 }, links: [{ slug: links[1].slug }] }])
  t.match(await api.ask('POST', '/destinations', { url, accounts: ['@few'] }), {
    links: [{ slug: links[1].slug, clickers: 30 }],
  })
})
