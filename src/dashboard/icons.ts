import helmet from '@fastify/helmet'
import { Resvg } from '@resvg/resvg-js'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { dataHeaders } from '../headers.js'

const blue = '#0b57d0'
/** Android asks for the first two sizes; it cuts the third to the shape of its other icons. */
const pictures: { path: string; pixels: number; purpose: 'any' | 'maskable' }[] = [
  { path: '/icon-192.png', pixels: 192, purpose: 'any' },
  { path: '/icon-512.png', pixels: 512, purpose: 'any' },
  { path: '/icon-cut.png', pixels: 512, purpose: 'maskable' },
]

/**
 * With a share target, an installed Fivehundred is offered where other apps share a page; the form
 * on the home page opens with it. Short links are not part of the app, so they open as usual.
 */
const manifest = {
  id: '/app',
  name: 'Fivehundred',
  short_name: 'Fivehundred',
  description: 'Short links for tweets that show real influence',
  start_url: '/app',
  scope: '/app',
  display: 'minimal-ui',
  background_color: '#f7f7f4',
  theme_color: blue,
  icons: [
    { src: '/favicon.ico', type: 'image/svg+xml', sizes: 'any', purpose: 'any' },
    ...pictures.map(({ path, pixels, purpose }) => {
      return { src: path, type: 'image/png', sizes: `${pixels}x${pixels}`, purpose }
    }),
  ],
  share_target: {
    action: '/app',
    method: 'GET',
    params: { title: 'title', text: 'text', url: 'url' },
  },
}

/** The service's icon, and what lets a phone install it. */
export const iconRoutes: FastifyPluginAsync = async app => {
  await app.register(helmet, dataHeaders)
  const send = (reply: FastifyReply, type: string, body: string | Buffer) =>
    reply.type(type).header('cache-control', 'public, max-age=86400').send(body)

  app.get('/favicon.ico', (_request, reply) => send(reply, 'image/svg+xml', drawing('any')))
  app.get('/manifest.webmanifest', (_request, reply) =>
    send(reply, 'application/manifest+json', JSON.stringify(manifest)),
  )
  for (const { path, pixels, purpose } of pictures) {
    let png: Buffer | undefined
    app.get(path, (_request, reply) => {
      png ??= new Resvg(drawing(purpose), { fitTo: { mode: 'width', value: pixels } }).render().asPng()
      return send(reply, 'image/png', png)
    })
  }
}

/** What is to be cut has no corners of its own, and a wide margin. */
function drawing(purpose: 'any' | 'maskable'): string {
  const [box, corner] = purpose === 'any' ? ['0 0 32 32', 7] : ['-5 -5 42 42', 0]
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">` +
    `<rect x="-5" y="-5" width="42" height="42" fill="${corner === 0 ? blue : 'none'}"/>` +
    `<rect width="32" height="32" rx="${corner}" fill="${blue}"/>` +
    '<path d="M8 22l6-7 4 4 6-9" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>'
  )
}
