// Text that would rather be markup, on every page that shows what strangers wrote.
import t from 'tap'
import { chromium, logIn, openWindow, overhang } from '../fixtures/chromium.js'
import { Clicking, person } from '../fixtures/clicking.js'
import { Client, eventually } from '../fixtures/client.js'
import { everyPage } from '../fixtures/every-page.js'
import { adminKey, service } from '../fixtures/service.js'

const script = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
const svg = '<svg onload=alert(3)><style>*{display:none}</style>'
const backwards = '\u202egnp.exe \u2066right\u2069 \u200f'
const emoji = '👩‍👩‍👧‍👦🏳️‍🌈e\u0301\u0323'
const long = 'w'.repeat(10_000)
const hostile = [script, svg, backwards, emoji].join(' ')

const running = await service(t, { TRUST_PROXY: 'loopback' })
const origin = running.context.config.baseUrl
const api = new Client(running.address, adminKey)
const slug = 'hostile'
const handle = '@__proto__'
const otherHandle = '@constructor'
const url = `https://example.com/?q=${encodeURIComponent(hostile)}#${encodeURIComponent(script)}`
await api.ask('POST', '/accounts', { handle, name: hostile.slice(0, 100), followers: 10, public: true })
await api.ask('POST', '/accounts', { handle: otherHandle, name: svg, followers: 10, public: true })
await api.ask('POST', '/links', {
  url,
  slug,
  account: handle,
  title: hostile,
  text: `${hostile} ${long}`.slice(0, 4_000),
  tags: [script.slice(0, 40), backwards, emoji],
  public: true,
})
await api.ask('POST', '/keys', { name: script, role: 'viewer', accounts: [handle] })
await api.ask('POST', '/lists', { name: script, accounts: [handle, otherHandle] })

const web = new Clicking(running.address)
t.teardown(() => web.close())
const latin = (text: string) => Buffer.from(text).toString('latin1')
for (const [n, words] of [script, svg, backwards, emoji, long].entries()) {
  const { from = '', userAgent = '' } = person(n)
  await web.visit(slug, { from, userAgent, referrer: latin(`https://${'a'.repeat(250)}.example/${words}`) })
  await web.visit(slug, { from, userAgent: latin(`${words} bot`) })
  await web.visit(slug, { from, userAgent: latin(`Mozilla/5.0 ${words}`), referrer: latin(words) })
}
await eventually(
  () => api.ask('GET', `/links/${slug}`),
  ({ clicks, excluded }) => clicks + excluded === 15,
)

const program = await chromium(t)
const [guest, member] = [
  await openWindow(program, origin, { width: 390 }),
  await openWindow(program, origin, { width: 390 }),
]
await logIn(member, adminKey)

const queries = [
  `/?followers=${encodeURIComponent(script)}&clicks=${encodeURIComponent(svg)}`,
  `/login?next=${encodeURIComponent('javascript:alert(4)')}`,
  `/app?q=${encodeURIComponent(hostile)}&tag=${encodeURIComponent(script)}&account=${encodeURIComponent(script)}`,
  `/app?url=${encodeURIComponent('javascript:alert(5)')}&title=${encodeURIComponent(script)}`,
  `/app/destinations?url=${encodeURIComponent(hostile)}`,
  `/exchange?from=${encodeURIComponent(script)}&to=${encodeURIComponent(svg)}`,
  `/leaderboard?list=${encodeURIComponent(script)}&window=${encodeURIComponent(svg)}`,
  `/app/badges?of=${slug}&label=${encodeURIComponent(script)}&color=${encodeURIComponent(svg)}`,
  `/embed/${encodeURIComponent(script)}`,
  `/app/links/${slug}?referrer=${encodeURIComponent(hostile)}&source=${encodeURIComponent(long.slice(0, 500))}&from=${encodeURIComponent(script)}`,
]
const pages = [
  ...everyPage({ slug, handle, otherHandle, url, list: script }).map(page => ({ ...page, statuses: [200] })),
  ...queries.map(path => ({ path, login: path.startsWith('/app'), statuses: [200, 400, 404] })),
]
/** Paths of the pages that show the words themselves. */
const shown: string[] = []

for (const { path, login, statuses } of pages) {
  t.test(path.slice(0, 60), async t => {
    const window = login ? member : guest
    const { page, problems } = window
    const answer = await page.goto(path, { waitUntil: 'load' })
    t.ok(statuses.includes(answer?.status() ?? 0), `status ${answer?.status()}`)
    if ((await page.getByRole('main').textContent())?.includes('<script>alert(1)')) shown.push(path)
    // Chromium tells on the console that a page was refused.
    const wrong = problems.splice(0).filter(problem => !/status of 4\d\d/.test(problem))
    t.strictSame(wrong, [], 'nothing ran, and nothing was asked for elsewhere')
    const markup = page.locator('[src="x"], main style, main script, [onload], [onerror]')
    t.equal(await markup.count(), 0, 'nothing became markup')
    t.equal(await page.locator('[href^="javascript:"][href*="alert"]').count(), 0, 'nothing became a link')
    t.ok(await page.getByRole('heading', { level: 1 }).isVisible(), 'nothing hides the page')
    t.equal(await overhang(window), 0, 'long words are broken')
  })
}

t.test('it was there to be seen', async t => {
  for (const path of ['/app', `/${slug}+`, `/app/links/${slug}`]) t.ok(shown.includes(path), path)
})
