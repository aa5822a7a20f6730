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
})
