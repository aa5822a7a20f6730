import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { readLink } from '../links/find.js'
import { qrPng, qrSvg } from '../links/qr.js'
import { asked } from './asked.js'
import { SlugParams } from './links.js'
import { problems } from './problems.js'

/** Short links for posters and slides. */
export function qrRoutes(ctx: Pick<Context, 'db' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    for (const [format, operationId, type, draw] of formats) {
      app.get(
        `/links/:slug/qr.${format}`,
        {
          schema: {
            tags: ['Links'],
            operationId,
            summary: `A link's QR code as ${format.toUpperCase()}`,
            params: SlugParams,
            response: {
              200: {
                description: 'Black on white, with the margin that scanners need.',
                content: {
                  [type]: {
                    schema: Type.Unsafe<string | Buffer>({
                      type: 'string',
                      ...(format === 'png' && { format: 'binary' }),
                    }),
                  },
                },
              },
              ...problems(404, 410),
            },
          },
        },
        async (request, reply) => {
          const { shortUrl } = await readLink(asked(ctx, request), request.params.slug)
          return reply.type(type).send(draw(shortUrl))
        },
      )
    }
  }
}

const formats = [
  ['svg', 'getLinkQrSvg', 'image/svg+xml', qrSvg],
  ['png', 'getLinkQrPng', 'image/png', qrPng],
] as const
