// A link's page while clicks come: everything on it follows; and the same page without JavaScript.
import t from 'tap'
import { axeProblems, chromium, logIn, openWindow, overhang } from '../fixtures/chromium.js'
import { Clicking, crawlers, person } from '../fixtures/clicking.js'
import { Client } from '../fixtures/client.js'
import { adminKey, service } from '../fixtures/service.js'

const running = await service(t, { TRUST_PROXY: 'loopback' })
const origin = running.context.config.baseUrl
const api = new Client(running.address, adminKey)
await api.ask('POST', '/accounts', { handle: '@nell', followers: 10 })
const program = await chromium(t)
const session = await logIn(await openWindow(program, origin), adminKey)
const web = new Clicking(running.address)
t.teardown(() => web.close())
const elsewhere = { referrer: 'https://www.reddit.com/r/flowers' }

t.test('every part of the page follows the clicks, and leaves alone what one is at', async t => {
  await api.ask('POST', '/links', { url: 'https://example.com/tulips', slug: 'tulips', account: '@nell' })
  const window = await openWindow(program, origin, { width: 390, session })
  const { page, problems } = window
  await page.goto('/app/links/tulips')
  await page.getByText('No clicks in this range').waitFor()
  await page.locator('canvas').waitFor()
  const back = page.getByRole('button', { name: 'Zoom out' })
  t.notOk(await back.isVisible(), 'the axis ends with the range, though it is one bar')
  const fold = page.getByText('As a table')
  await fold.click()
  await web.visit('tulips', person(0))
  await web.visit('tulips', { ...person(1), ...elsewhere })
  await web.visit('tulips', { ...person(2), ...elsewhere })
  await web.visit('tulips', { userAgent: crawlers[0] ?? '' })

  const clicks = page.locator('#activity [data-figure="clicks"]')
  await clicks.getByText('3', { exact: true }).waitFor()
  await page.locator('#filtered-out').getByText('Bots').first().waitFor()
  t.ok(await page.locator('#facets').getByRole('link', { name: 'Reddit', exact: true }).isVisible())
  const shown = (selector: string) => page.locator(selector).textContent()
  t.equal(await page.locator('#clicks tbody tr').count(), 3, 'the latest clicks')
  t.match(await shown('#influence'), '1 of 10 followers clicked')
  t.match(await shown('#about-influence'), '2 clickers from elsewhere')
  const chart = () =>
    page.locator('[data-chart]').evaluate(element => {
      const { series } = JSON.parse((element as HTMLElement).dataset.chart ?? '')
      return series[0].values.reduce((sum: number, value: number) => sum + value, 0)
    })
  t.equal(await chart(), 3)
  t.ok(await page.locator('#activity .table-window').isVisible(), 'the table is still open')
  t.equal(await page.evaluate(() => document.activeElement?.textContent), 'As a table', 'the focus stays')

  await web.visit('tulips', person(3))
  await clicks.getByText('4', { exact: true }).waitFor()
  t.equal(await overhang(window), 0, 'nothing beside the screen')
  t.strictSame(await axeProblems(window), [])
  t.strictSame(problems, [])
})

t.test('one sees when one has zoomed, and gets back', async t => {
  const { page, problems } = await openWindow(program, origin, { session })
  await page.goto('/app/links/tulips?range=7d')
  const plot = page.locator('.u-over')
  const back = page.getByRole('button', { name: 'Zoom out' })
  t.notOk(await back.isVisible())
  await plot.scrollIntoViewIfNeeded()
  const box = await plot.boundingBox()
  if (box === null) throw new Error('There is no chart.')
  await page.mouse.move(box.x + 100, box.y + 50)
  await page.mouse.down()
  await page.mouse.move(box.x + 300, box.y + 50, { steps: 5 })
  await page.mouse.up()
  const told = page.locator('.chart-zoom')
  t.match(await told.textContent(), /^\S.* – .*: Clicks \d+, Clickers \d+$/)
  await back.click()
  await back.waitFor({ state: 'hidden' })
  t.equal(await told.textContent(), '')
  t.strictSame(problems, [])
})

t.test('another range or filter is shown in place, and the browser goes back to the one before', async t => {
  const { page, problems } = await openWindow(program, origin, { session })
  await page.goto('/app/links/tulips')
  await page.locator('canvas').waitFor()
  await page.evaluate(() => Reflect.set(globalThis, 'mark', 'the same page'))
  const clicks = page.locator('#activity [data-figure="clicks"]')
  const facets = page.locator('#facets')
  const reddit = facets.getByRole('link', { name: 'Reddit', exact: true })
  await reddit.scrollIntoViewIfNeeded()
  const top = async () => (await facets.boundingBox())?.y ?? 0
  const before = await top()
  await reddit.click()
  await clicks.getByText('2', { exact: true }).waitFor()
  t.match(page.url(), /\?source=reddit$/)
  t.ok(Math.abs((await top()) - before) < 100, 'nothing jumps, though a filter is now above')
  await page.getByRole('link', { name: '7 days', exact: true }).click()
  await page.getByRole('heading', { name: 'Last 7 days' }).waitFor()
  t.match(page.url(), /source=reddit&range=7d$/)
  t.equal(await page.locator('[data-chart]').getAttribute('aria-label'), 'Clicks and clickers by hour')
  await page.goBack()
  await page.goBack()
  await clicks.getByText('4', { exact: true }).waitFor()
  t.equal(await page.getByRole('link', { name: 'take off this filter' }).count(), 0)
  t.equal(await page.evaluate(() => Reflect.get(globalThis, 'mark')), 'the same page')
  t.strictSame(problems, [])
})

t.test('without JavaScript there are numbers instead of a chart, ranges and filters', async t => {
  const context = await program.newContext({
    baseURL: origin,
    storageState: session,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 900 },
  })
  const page = await context.newPage()
  await page.goto('/app/links/tulips')
  t.notOk(await page.locator('.chart-plot').isVisible(), 'no hole is left')
  t.ok(await page.locator('#activity .table-window').isVisible())
  await page.getByRole('link', { name: '24 hours' }).click()
  await page.getByRole('link', { name: 'Reddit', exact: true }).click()
  const clicks = page.locator('#activity [data-figure="clicks"]')
  t.equal(await clicks.textContent(), '2')
  await page.getByText('Dates', { exact: true }).click()
  const today = new Date().toISOString().slice(0, 10)
  await page.getByLabel('From').fill('2026-01-01')
  await page.getByLabel('to', { exact: true }).fill(today)
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('heading', { name: `2026-01-01 to ${today}` }).waitFor()
  t.equal(await clicks.textContent(), '2', 'other dates keep the filter')
  await page.getByRole('link', { name: 'remove this filter' }).click()
  t.equal(await clicks.textContent(), '4')
  await context.close()
})
