// Every page, as a person sees it: on a telephone and at a desk, by day and at night, and
// with everything twice as large.
import t, { type Test } from 'tap'
import { size } from '../../src/dashboard/embed/oembed.js'
import {
  axeProblems,
  chromium,
  logIn,
  openWindow,
  outOfSight,
  overhang,
  type Session,
  type Window,
  widths,
  withoutCache,
  zoomIn,
} from '../fixtures/chromium.js'
import { Client } from '../fixtures/client.js'
import { demoService } from '../fixtures/demo.js'
import { demoSubjects, everyPage } from '../fixtures/every-page.js'
import { adminKey } from '../fixtures/service.js'

/** Of a page with its scripts and styles, as compressed as they come, when nothing is cached. */
const mostBytes = 100 * 1024

const running = await demoService(t)
const origin = running.context.config.baseUrl
await new Client(origin, adminKey).ask('POST', '/keys', { name: 'laptop', role: 'viewer' })
const program = await chromium(t)
const session = await logIn(await openWindow(program, origin), adminKey)

/** One of each width, for all pages: to open one takes longer than most pages do. */
const windows = async (session?: Session) =>
  await Promise.all(
    widths.map(async width => await withoutCache(await openWindow(program, origin, { width, session }))),
  )
const [guests, members] = [await windows(), await windows(session)]

for (const { path, login } of everyPage(demoSubjects)) {
  t.test(`${path}${login ? '' : ' without a login'}`, async t => {
    await Promise.all((login ? members : guests).map(window => look(t, path, window)))
  })
}

async function look(t: Test, path: string, window: Window): Promise<void> {
  const { page, problems, bytes } = window
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const bytesBefore = await bytes()
  const answer = await page.goto(path, { waitUntil: 'load' })
  t.equal(answer?.status(), 200, `${width} px`)
  t.ok(await page.getByRole('heading', { level: 1 }).isVisible(), `${width} px: it says what it is`)
  t.notMatch(await page.locator('body').textContent(), '`', `${width} px: no marks of Markdown`)
  for (const chart of await page.locator('[data-chart]').all()) {
    await chart.locator('canvas').first().waitFor()
  }
  const size = (await bytes()) - bytesBefore
  t.ok(size > 0 && size < mostBytes, `${width} px: ${Math.round(size / 1024)} KB`)
  const isInSight = async (when: string) => {
    t.equal(await overhang(window), 0, `${width} px${when}: nothing beside the screen`)
    t.strictSame(await outOfSight(window), [], `${width} px${when}: nothing out of sight`)
  }
  await isInSight('')
  t.strictSame(await axeProblems(window), [], `${width} px: axe`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await isInSight(' at night')
  t.strictSame(await axeProblems(window, 'of colours'), [], `${width} px at night: axe`)
  await zoomIn(window)
  await isInSight(' at night, zoomed in')
  t.strictSame(problems.splice(0), [], `${width} px: no problem`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width, height })
}

t.test('a result fits into its frame in a column of 260 px, and does not scroll', async t => {
  const long = '@sixteen_letters'
  const api = new Client(running.address, adminKey)
  await api.ask('POST', '/accounts', { handle: long, name: 'Many words '.repeat(9), public: true })
  const { page } = await openWindow(program, origin)
  await page.setViewportSize({ width: 260, height: size.height })
  const { slug, handle, otherHandle } = demoSubjects
  for (const name of [slug, handle, otherHandle, long]) {
    await page.goto(`/embed/${name}`)
    const hidden = await page.evaluate(() => {
      const { scrollHeight, clientHeight } = document.documentElement
      return scrollHeight - clientHeight
    })
    t.equal(hidden, 0, name)
  }
})
