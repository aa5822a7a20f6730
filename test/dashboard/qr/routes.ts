import t from 'tap'
import { qrPng, qrSvg } from '../../../src/links/qr.js'
import { testApp } from '../../fixtures/app.js'
import { loggedIn } from '../../fixtures/pages.js'

const tested = await testApp(t)
await tested.api('POST', '/links', { url: 'https://example.com/a', slug: 'launch' })
const browser = await loggedIn(tested)
const page = '/app/links/launch/qr'
const address = 'https://sho.rt/launch'

t.test('the page shows the code in the look that was chosen, and hands it out', async t => {
  t.match((await browser.get('/app/links/launch')).body, `href="${page}"`)
  const plain = (await browser.get(page)).body
  t.match(plain, `src="${page}.svg"`)
  t.same((await browser.get(`${page}.png`)).rawPayload, qrPng(address))

  const chosen = '?size=300&margin=1&level=H&color=%230B57D0&background=%23ffffff'
  const { body } = await browser.get(page + chosen)
  const [, query = ''] = /src="[^"]*qr\.svg\?([^"]*)"/.exec(body) ?? []
  const look = { size: 300, margin: 1, level: 'H', color: '#0b57d0' } as const
  const svg = await browser.get(`${page}.svg?${query.replaceAll('&amp;', '&')}`)
  t.equal(svg.body, qrSvg(address, look))
  t.match(svg.headers, { 'content-disposition': 'attachment; filename="launch.svg"' })
  const png = await browser.get(`${page}.png?${query.replaceAll('&amp;', '&')}`)
  t.same(png.rawPayload, qrPng(address, look))
  t.match(body, /value="300".*value="1".*value="H" selected.*value="#0B57D0"/s, 'the form keeps it')
})

t.test('a picker that was not touched, or a field left empty, is no choice', async t => {
  const { body } = await browser.get(`${page}?size=&margin=&level=M&color=%23000000&background=%23FFFFFF`)
  t.match(body, `src="${page}.svg"`)
})

t.test('what no reader can read is refused by its field, and the usual code is shown', async t => {
  for (const [query, field] of [
    ['size=1,5', 'size'],
    ['size=60', 'size'],
    ['size=100000', 'size'],
    ['margin=-1', 'margin'],
    ['level=X', 'level'],
    ['color=%23ffffff', 'color'],
    ['color=red', 'color'],
    ['background=%23000001', 'background'],
  ] as const) {
    const { body, statusCode } = await browser.get(`${page}?${query}`)
    t.equal(statusCode, 200, query)
    t.match(body, `id="${field}-problem"`, query)
    t.match(body, `src="${page}.svg"`, query)
    t.equal((await browser.get(`${page}.svg?${query}`)).statusCode, 400, query)
  }
  t.equal((await browser.get('/app/links/none/qr')).statusCode, 404)
})
