// The whole way: log in, shorten, be clicked, watch, make public, and show the badge on somebody
// else's page.
import t from 'tap'
import { chromium, logIn, openWindow, slowDown } from '../fixtures/chromium.js'
import { Clicking, crawlers, person } from '../fixtures/clicking.js'
import { Client } from '../fixtures/client.js'
import { network } from '../fixtures/network.js'
import { adminKey, service } from '../fixtures/service.js'

for (const speed of ['fast', 'slow'])
  t.test(`on a ${speed} network, a link goes from its form to a badge on another page`, async t => {
    const running = await service(t, { TRUST_PROXY: 'loopback' })
    const origin = running.context.config.baseUrl
    const api = new Client(running.address, adminKey)
    await api.ask('POST', '/accounts', { handle: '@nell', followers: 10 })
    const program = await chromium(t)
    const window = await openWindow(program, origin)
    const { page, problems } = window
    if (speed === 'slow') await slowDown(window)
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
    t.equal(
      await entry.locator('[data-figure="clicks"]').textContent(),
      '8',
      'and the crawler is none of them',
    )

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
    if (speed === 'slow') await slowDown(reader)
    await reader.page.goto('/', { waitUntil: 'load' })
    const badge = reader.page.getByRole('img', { name: `Influence of ${slug}` })
    t.ok(await badge.evaluate(image => (image as HTMLImageElement).naturalWidth > 50), 'the badge is drawn')
    await reader.page.frameLocator('iframe').getByText('80 %', { exact: true }).waitFor()
    t.strictSame(reader.problems, [])
    await badge.click()
    await reader.page.waitForURL(`${origin}/${slug}+`)
    t.match(await reader.page.getByRole('main').textContent(), '80 %')
    t.strictSame(reader.problems, [])
  })

t.test('on a slow network a second press does nothing, and the button says that it works', async t => {
  const running = await service(t)
  const api = new Client(running.address, adminKey)
  const window = await openWindow(await chromium(t), running.context.config.baseUrl)
  const { page, problems } = window
  await logIn(window, adminKey)
  let sent = 0
  await page.route('**/app', async route => {
    if (route.request().method() === 'POST') {
      sent++
      await new Promise(resolve => setTimeout(resolve, 2000))
    }
    await route.continue()
  })
  await page.getByLabel('Where the link leads').fill('https://example.com/tulips')
  t.ok(await page.getByLabel('How many follow this account?').isHidden(), 'nobody is chosen yet')
  await page.getByLabel('Who tweets it').fill('nell')
  await page.getByLabel('The tweet’s text').click()
  await page.getByLabel('How many follow this account?').fill('1,200')
  const button = await page.evaluate(async () => {
    const button = [...document.querySelectorAll('button')].find(each => each.textContent === 'Shorten')
    for (let n = 0; n < 3; n++) {
      button?.click()
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    return { says: button?.textContent, disabled: button?.getAttribute('aria-disabled') }
  })
  t.strictSame(button, { says: 'Shortening …', disabled: 'true' })
  await page.getByRole('heading', { name: 'Your link is ready' }).waitFor()
  t.equal(sent, 1)
  t.match(await api.ask('GET', '/links'), { data: { length: 1 } })
  t.match(await api.ask('GET', '/accounts/@nell'), { followers: 1200 })
  t.equal(await page.getByLabel('Who tweets it').inputValue(), '@nell', 'remembered for the next link')
  t.ok(await page.getByLabel('How many follow this account?').isHidden(), 'counted')

  await page.goBack()
  t.ok(
    await page.getByRole('button', { name: 'Shorten', exact: true }).isEnabled(),
    'and it can be used again',
  )
  t.strictSame(problems, [])
})

t.test('a link is copied on a page without HTTPS as well', async t => {
  const running = await service(t)
  const { port } = new URL(running.address)
  const origin = `http://fivehundred.test:${port}`
  const api = new Client(running.address, adminKey)
  await api.ask('POST', '/links', { url: 'https://example.com', slug: 'tulips' })
  const program = await chromium(t, ['--host-resolver-rules=MAP fivehundred.test 127.0.0.1'])
  const window = await openWindow(program, origin)
  const { page, problems } = window
  await logIn(window, adminKey)
  t.equal(await page.evaluate(() => isSecureContext), false)
  const address = `${running.context.config.baseUrl}/tulips`
  const pasted = async () => {
    const field = page.getByLabel('Where the link leads')
    await field.fill('')
    await field.press('ControlOrMeta+v')
    return field.inputValue()
  }

  const small = page.getByRole('button', { name: 'Copy' })
  await small.click()
  t.equal(await small.textContent(), 'Copied')
  t.equal(await pasted(), address)

  await page.goto('/app/links/tulips')
  await page.getByRole('button', { name: 'Copy' }).first().click()
  t.equal(await page.getByLabel('Short link').inputValue(), address)
  await page.evaluate(() => {
    document.execCommand = () => false
  })
  await page.getByRole('button', { name: 'Copied' }).waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Copy' }).first().click()
  await page.getByRole('button', { name: 'Press Ctrl+C' }).waitFor()
  t.equal(await page.evaluate(() => getSelection()?.toString()), address, 'selected, for the keys to copy it')
  // Chromium says so of every page without HTTPS.
  t.strictSame(
    problems.filter(problem => !problem.includes('Cross-Origin-Opener-Policy header has been ignored')),
    [],
  )
})

t.test('after an error the first wrong field has the focus, without scripts as well', async t => {
  const running = await service(t)
  const api = new Client(running.address, adminKey)
  const program = await chromium(t)
  for (const scripts of [true, false]) {
    const window = await openWindow(program, running.context.config.baseUrl, { scripts })
    const { page, problems } = window
    await logIn(window, adminKey)
    await page.getByLabel('Where the link leads').fill('example.com/tulips')
    await page.getByLabel('Who tweets it').fill('no handle')
    await page.getByText('More options').click()
    await page.getByLabel('Short name').fill('x')
    await page.getByRole('button', { name: 'Shorten' }).click()
    const wrong = page.locator('#account:focus')
    await wrong.waitFor()
    t.match(await wrong.getAttribute('aria-describedby'), /\baccount-problem\b/, `scripts: ${scripts}`)
    await wrong.fill(`https://x.com/nell_${scripts}`)
    await page.getByLabel('Short name').fill(`tulips-${scripts}`)
    await page.getByRole('button', { name: 'Shorten' }).click()
    const asked = page.getByLabel(`How many follow @nell_${scripts}?`)
    await asked.fill('1.200')
    await page.getByRole('button', { name: 'Save' }).click()
    await asked.waitFor({ state: 'detached' })
    t.match(await api.ask('GET', `/accounts/@nell_${scripts}`), { followers: 1200 })
    t.strictSame(
      problems.filter(problem => !problem.includes('status of 400')),
      [],
    )
  }
})
