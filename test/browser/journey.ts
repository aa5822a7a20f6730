// The whole way: log in, shorten, be clicked, watch, make public, and show the badge on somebody
// else's page.
import t from 'tap'
import { chromium, logIn, openWindow } from '../fixtures/chromium.js'
import { Clicking, crawlers, person } from '../fixtures/clicking.js'
import { Client } from '../fixtures/client.js'
import { network } from '../fixtures/network.js'
import { adminKey, service } from '../fixtures/service.js'

t.test('a link goes from its form to a badge on another page', async t => {
  const running = await service(t, { TRUST_PROXY: 'loopback' })
  const origin = running.context.config.baseUrl
  const api = new Client(running.address, adminKey)
  await api.ask('POST', '/accounts', { handle: '@nell', followers: 10 })
  const program = await chromium(t)
  const window = await openWindow(program, origin)
  const { page, problems } = window
  await logIn(window, adminKey)

  await page.getByLabel('Where the link leads').fill('https://example.com/tulips')
  await page.getByLabel('Who tweets it').fill('@nell')
  await page.getByLabel('The tweet’s text').fill('Tulips, in ten pictures')
  t.ok(await page.getByText('47 of 280 characters').isVisible(), 'the length is counted as one types')
  await page.getByRole('button', { name: 'Shorten' }).click()
  const shortUrl = await page.getByLabel('Your short link').inputValue()
  const slug = new URL(shortUrl).pathname.slice(1)

  const web = new Clicking(running.address)
  t.teardown(() => web.close())
  for (let n = 0; n < 8; n++) t.match(await web.visit(slug, person(n)), { status: 302 })
  t.match(await web.visit(slug, { userAgent: crawlers[0] ?? '' }), { status: 302 })
  const entry = page.locator(`[data-live="${slug}"]`)
  await entry.getByText('80 %', { exact: true }).waitFor()
  t.equal(await entry.locator('[data-figure="clicks"]').textContent(), '8', 'and the crawler is none of them')

  await page.goto(`/app/links/${slug}`)
  t.match(await page.getByRole('main').textContent(), /8 of 10 followers clicked/)
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByLabel('Public').check()
  await page.getByRole('button', { name: 'Save' }).click()
  const html = await page.getByLabel('Badge as HTML').inputValue()
  t.strictSame(problems, [], 'nothing went wrong on the way')

  const frame = `<iframe src="${origin}/embed/${slug}" title="Result" width="480" height="260"></iframe>`
  const blog = await network(t, ({ pathname }) =>
    pathname === '/'
      ? { headers: { 'content-type': 'text/html' }, body: `<link rel="icon" href="data:,">${html}${frame}` }
      : { status: 404 },
  )
  const reader = await openWindow(program, blog.url, { others: [origin] })
  await reader.page.goto('/', { waitUntil: 'load' })
  const badge = reader.page.getByRole('img', { name: 'Real influence' })
  t.ok(await badge.evaluate(image => (image as HTMLImageElement).naturalWidth > 50), 'the badge is drawn')
  await reader.page.frameLocator('iframe').getByText('80 %', { exact: true }).waitFor()
  t.strictSame(reader.problems, [])
  await badge.click()
  await reader.page.waitForURL(`${origin}/${slug}+`)
  t.match(await reader.page.getByRole('main').textContent(), '80 %')
  t.strictSame(reader.problems, [])
})
