import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { browser, loggedIn } from '../fixtures/pages.js'

t.test('every page leads to each section, from its header and from its menu on a phone', async t => {
  const app = await testApp(t)
  t.notMatch((await browser(app).get('/login')).body, 'class="menu"', 'not without a login')
  const { get } = await loggedIn(app)
  const { body } = await get('/app/lists')
  const [, header = ''] = /<header class="header">(.*?)<\/header>/s.exec(body) ?? []
  const addresses = [...header.matchAll(/href="([^"]+)"/g)].map(([, address = '']) => address)
  const sections = [...new Set(addresses)].filter(address => address !== '/app')
  t.ok(sections.includes('/app/lists'))
  for (const address of sections) {
    t.equal(addresses.filter(each => each === address).length, 2, address)
    t.equal((await get(address)).statusCode, 200, address)
  }
  t.match(header, /href="\/app\/lists" aria-current="page"/)
  t.match(header, /<details class="menu"><summary[^>]*>Menu<\/summary>.*action="\/logout"/s)
  await app.api('POST', '/lists', { name: 'friends' })
  t.match((await get('/app/lists/friends')).body, /href="\/app\/lists" aria-current="true"/)
})

t.test('pages say that their data is made up where it is, and only there', async t => {
  for (const [demo, said] of [
    ['true', true],
    ['false', false],
  ] as const) {
    const app = await testApp(t, { env: { DEMO: demo } })
    const page = await browser(app).get('/login')
    t.equal(page.statusCode, 200)
    t.equal(page.body.includes('are made up'), said, `DEMO=${demo}`)
  }
})
