import t from 'tap'
import { qrPng, qrSvg } from '../../src/links/qr.js'
import { testApp } from '../fixtures/app.js'
import { storeLink } from '../fixtures/links.js'

t.test('a link has its QR code as SVG and PNG, for everybody with a key', async t => {
  const { api, app, ctx } = await testApp(t)
  await storeLink(ctx.db, 'launch')
  const svg = await api('GET', '/links/launch/qr.svg')
  t.match(svg, { statusCode: 200, headers: { 'content-type': 'image/svg+xml' } })
  t.equal(svg.body, qrSvg('https://sho.rt/launch'))
  const png = await api('GET', '/links/launch/qr.png')
  t.match(png, { statusCode: 200, headers: { 'content-type': 'image/png' } })
  t.same(png.rawPayload, qrPng('https://sho.rt/launch'))
  t.equal((await app.inject('/api/v1/links/launch/qr.svg')).statusCode, 401)

  const look = { size: 300, margin: 2, level: 'H', color: '#0b57d0', background: '#ffffee' } as const
  const query = 'size=300&margin=2&level=H&color=0B57D0&background=%23ffffee'
  const colored = await api('GET', `/links/launch/qr.svg?${query}`)
  t.equal(colored.body, qrSvg('https://sho.rt/launch', look))
  t.match(colored.body, /width="300".*fill="#ffffee".*fill="#0b57d0"/)
  t.equal(colored.headers['cache-control'], 'private, max-age=3600')
  const painted = (await api('GET', `/links/launch/qr.png?${query}`)).rawPayload
  t.equal(painted.readUInt32BE(16), 300)
  const refused: [query: string, field: string, message: RegExp][] = [
    ['color=ffffff&background=000000', 'color', /darker than background/],
    ['color=999999&background=bbbbbb', 'color', /the contrast is 17 %/],
    ['background=222222', 'background', /the contrast is 1 %/],
    ['color=red', 'color', /six hexadecimal digits/],
    ['size=50', 'size', /at least 66/],
    ['size=1025', 'size', /at most 1024/],
    ['margin=-1', 'margin', /at least 0/],
    ['level=h', 'level', /one of L, M, Q, H/],
  ]
  for (const [query, field, message] of refused) {
    const { errors } = (await api('GET', `/links/launch/qr.png?${query}`)).json()
    t.match(errors, [{ field, message }], query)
    t.equal(errors?.length, 1, query)
  }
})
