// Every page, as a person sees it: on a telephone and at a desk, by day and at night.
import t from 'tap'
import { axeProblems, chromium, logIn, looks, openWindow, overhang } from '../fixtures/chromium.js'
import { demoService } from '../fixtures/demo.js'
import { demoSubjects, everyPage } from '../fixtures/every-page.js'
import { adminKey } from '../fixtures/service.js'

/** Of a page with its scripts and styles, as compressed as they come, when nothing is cached. */
const mostBytes = 100 * 1024

const running = await demoService(t)
const origin = running.context.config.baseUrl
const program = await chromium(t)
const session = await logIn(await openWindow(program, origin), adminKey)

for (const { path, login } of everyPage(demoSubjects)) {
  t.test(`${path}${login ? '' : ' without a login'}`, async t => {
    for (const look of looks) {
      const name = `${look.width} px, ${look.colours}`
      const window = await openWindow(program, origin, { look, ...(login && { session }) })
      const { page, problems, bytes } = window
      const answer = await page.goto(path, { waitUntil: 'load' })
      t.equal(answer?.status(), 200, name)
      t.ok(await page.getByRole('heading', { level: 1 }).isVisible(), `${name}: it says what it is`)
      for (const chart of await page.locator('[data-chart]').all()) {
        await chart.locator('canvas').first().waitFor()
      }
      t.equal(await overhang(window), 0, `${name}: nothing beside the screen`)
      t.strictSame(await axeProblems(window), [], `${name}: axe`)
      t.strictSame(problems, [], `${name}: no problem`)
      const size = await bytes()
      t.ok(size < mostBytes, `${name}: ${Math.round(size / 1024)} KB`)
      await page.context().close()
    }
  })
}
