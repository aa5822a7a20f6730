import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { readLink } from '../links/find.js'
import { qrPng, qrSvg } from '../links/qr.js'
import { SlugParams } from './links.js'
import { problems } from './schemas.js'

/** Short links for posters and slides. */
export function qrRoutes(ctx: Pick<Context, 'db' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    for (const [format, type, draw] of formats) {
      app.get(
        `/links/:slug/qr.${format}`,
        {
          schema: {
            tags: ['Links'],
            summary: `A link's QR code as ${format.toUpperCase()}`,
            params: SlugParams,
            response: {
              200: {
                description: 'Black on white, with the margin that scanners need.',
                content: { [type]: { schema: Type.Unsafe<string | Buffer>({ type: 'string' }) } },
              },
              ...problems(404, 410),
            },
          },
        },
        async (request, reply) => {
          const { shortUrl } = await readLink(ctx, request.params.slug)
          return reply.type(type).send(draw(shortUrl))
        },
      )
    }
  }
}

const formats = [
  ['svg', 'image/svg+xml', qrSvg],
  ['png', 'image/png', qrPng],
] as const
