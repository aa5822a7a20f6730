import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { browser } from '../fixtures/pages.js'

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
