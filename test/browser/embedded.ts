// What a real browser does with a short link on somebody's page: only a followed link is a click.
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { chromium } from '../fixtures/chromium.js'
import { Client, eventually } from '../fixtures/client.js'
import { network } from '../fixtures/network.js'
import { adminKey, service } from '../fixtures/service.js'

const running = await service(t)
const api = new Client(running.address, adminKey)
const program = await chromium(t)
const target = await network(t, () => ({
  headers: { 'content-type': 'text/html' },
  body: '<title>Arrived</title>',
}))

/** A page with this body, open in a browser; `LINK` stands for a new short link. */
async function look(t: Test, slug: string, body: string) {
  await api.ask('POST', '/links', { url: `${target.url}/there`, slug })
  const html = `<!doctype html><title>Somewhere</title>${body.replaceAll('LINK', `${running.address}/${slug}`)}`
  const site = await network(t, () => ({ headers: { 'content-type': 'text/html' }, body: html }))
  const context = await program.newContext({
    // Without a screen, it says so, and would be a bot.
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${program.version()} Safari/537.36`,
  })
  t.teardown(() => context.close())
  const page = await context.newPage()
  await page.goto(site.url.replace('127.0.0.1', 'localhost'))
  return page
}

type Counts = { clicks: number; excluded: { byReason: Record<string, number> } }

function counted(slug: string, enough: (counts: Counts) => boolean): Promise<Counts> {
  return eventually(() => api.ask('GET', `/links/${slug}/stats`), enough)
}

for (const [name, body] of [
  ['image', '<img src="LINK" alt="">'],
  ['frame', '<iframe src="LINK"></iframe>'],
  ['fetch', '<script>fetch("LINK", { mode: "no-cors" })</script>'],
] as const) {
  t.test(`what a page loads as ${name} is embedded, not a click`, async t => {
    const slug = `as-${name}`
    await look(t, slug, body)
    const { clicks, excluded } = await counted(slug, ({ excluded }) => excluded.byReason.embedded === 1)
    t.equal(clicks, 0)
    t.equal(excluded.byReason.embedded, 1)
  })
}

const rules = (kind: string) =>
  `<script type="speculationrules">{"${kind}":[{"urls":["LINK"],"eagerness":"immediate"}]}</script>`

for (const [name, head] of [
  ['prefetch-rule', rules('prefetch')],
  ['prerender-rule', rules('prerender')],
  ['prefetch-link', '<link rel="prefetch" href="LINK">'],
] as const) {
  t.test(`a click after a ${name} is one click, and arrives`, async t => {
    const slug = `after-${name}`
    const page = await look(t, slug, `${head}<a href="LINK">Go</a>`)
    await sleep(1_500)
    await page.getByRole('link').click()
    await page.waitForURL(`${target.url}/there`)
    t.equal(await page.title(), 'Arrived')
    const { clicks } = await counted(slug, ({ clicks }) => clicks > 0)
    t.equal(clicks, 1)
  })
}
