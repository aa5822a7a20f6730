import t from 'tap'
import { testApp } from '../fixtures/app.js'
import { loggedIn } from '../fixtures/pages.js'

t.test('a phone can install it, and then share pages with it', async t => {
  const test = await testApp(t)
  const browser = await loggedIn(test)
  const [, address = ''] = /<link rel="manifest" href="([^"]+)"/.exec((await browser.get('/app')).body) ?? []
  const answer = await test.app.inject(address)
  t.match(answer.headers, { 'content-type': /^application\/manifest\+json/, 'cache-control': /^public/ })
  const { icons, share_target, start_url, scope } = answer.json()
  t.ok(start_url.startsWith(scope))
  for (const { src, type, sizes } of icons) {
    const icon = await test.app.inject(src)
    t.equal(icon.headers['content-type'], type, src)
    if (type === 'image/png') {
      const [width, height] = [icon.rawPayload.readUInt32BE(16), icon.rawPayload.readUInt32BE(20)]
      t.equal(`${width}x${height}`, sizes, src)
    }
  }
  const { title, text, url } = share_target.params
  const shared = new URLSearchParams({ [title]: 'A page', [text]: 'See https://example.com/a', [url]: '' })
  const form = (await browser.get(`${share_target.action}?${shared}`)).body
  t.match(form, 'value="https://example.com/a"')
  t.match(form, 'value="A page"')
  t.notMatch((await test.app.inject('/')).body, 'rel="manifest"', 'not offered to strangers')
})
