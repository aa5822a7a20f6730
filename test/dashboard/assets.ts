import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { testApp } from '../fixtures/app.js'

t.test('scripts and styles come compressed, to be kept for ever', async t => {
  const { app } = await testApp(t)
  const page = (await app.inject('/login')).body
  const addresses = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
    ([, address]) => address ?? '',
  )
  t.equal(addresses.length, 2, 'a style and a script')
  for (const url of addresses) {
    const plain = await app.inject(url)
    t.equal(plain.statusCode, 200)
    t.match(plain.headers, {
      'content-type': url.endsWith('.css') ? /^text\/css/ : /^text\/javascript/,
      'cache-control': /immutable/,
      vary: 'accept-encoding',
    })
    const brotli = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    t.equal(brotli.headers['content-encoding'], 'br')
    t.equal(brotliDecompressSync(brotli.rawPayload).toString(), plain.body)
    const gzip = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    t.equal(gunzipSync(gzip.rawPayload).toString(), plain.body)
    for (const accepted of ['br;q=0', 'gzip;q=0, br;q=0.0', 'brotli', 'identity', '']) {
      const refused = await app.inject({ url, headers: { 'accept-encoding': accepted } })
      t.equal(refused.headers['content-encoding'], undefined, accepted)
    }
    const either = await app.inject({ url, headers: { 'accept-encoding': 'br;q=0, *' } })
    t.equal(either.headers['content-encoding'], 'gzip')
  }
})

t.test('nothing runs inline and nothing comes from elsewhere', async t => {
  const { app } = await testApp(t)
  const { headers, body } = await app.inject('/login')
  t.match(headers['content-security-policy'], /default-src 'none';script-src 'self';style-src 'self'/)
  t.notMatch(body, /<script(?![^>]* src="\/assets\/)/)
  t.notMatch(body, / style=|<style/)
  t.notMatch(body, /(?:src|href)="https?:/)
})

t.test('all icons come in one file that says whose the flags are', async t => {
  const { app } = await testApp(t)
  const routes = app.printRoutes({ commonPrefix: false })
  const [address = ''] = /icons-[A-Z0-9]{8}\.svg/.exec(routes) ?? []
  const icons = await app.inject(`/assets/${address}`)
  t.match(icons.headers, { 'content-type': 'image/svg+xml', 'cache-control': /immutable/ })
  for (const name of ['DE', 'US', 'ZW', 'mobile', 'unknown'])
    t.match(icons.body, `<symbol id="${name}" viewBox="0 0 `, name)
  t.match(icons.body, /Copyright \(c\) \d+ HatScripts/)
  t.notMatch(icons.body, /<script|href=|url\(/, 'nothing runs and nothing is asked for')
})
