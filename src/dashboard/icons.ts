import helmet from '@fastify/helmet'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { dataHeaders } from '../headers.js'
import type { AssetAddresses } from './assets.js'
import { blue, logoFile } from './icons/logo.js'
import { pictures } from './icons/pictures.js'

/**
 * With a share target, an installed Fivehundred is offered where other apps share a page; the form
 * on the home page opens with it. Short links are not part of the app, so they open as usual.
 */
const manifest = (assets: AssetAddresses) => ({
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
    ...pictures.map(({ file, pixels, purpose }) => {
      return { src: assets.get(file), type: 'image/png', sizes: `${pixels}x${pixels}`, purpose }
    }),
  ],
  share_target: {
    action: '/app',
    method: 'GET',
    params: { title: 'title', text: 'text', url: 'url' },
  },
})

/** The service's icon, and what lets a phone install it. */
export function iconRoutes(assets: AssetAddresses): FastifyPluginAsync {
  const icon = logoFile('any')
  const installed = JSON.stringify(manifest(assets))
  return async app => {
    await app.register(helmet, dataHeaders)
    const send = (reply: FastifyReply, type: string, body: string) =>
      reply.type(type).header('cache-control', 'public, max-age=86400').send(body)

    app.get('/favicon.ico', (_request, reply) => send(reply, 'image/svg+xml', icon))
    app.get('/manifest.webmanifest', (_request, reply) => send(reply, 'application/manifest+json', installed))
  }
}
