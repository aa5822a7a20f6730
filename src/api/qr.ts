import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import type { Context } from '../context.js'
import { readLink } from '../links/find.js'
import { type QrLook, qrLevels, qrPng, qrSvg } from '../links/qr.js'
import { qrColorsProblem, requireReadable } from '../links/qr-contrast.js'
import { asked } from './asked.js'
import { SlugParams } from './links.js'
import { problems } from './problems.js'

/** Short links for posters and slides. */
export function qrRoutes(ctx: Pick<Context, 'db' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    for (const [format, operationId, type, draw] of qrFormats) {
      app.get(
        `/links/:slug/qr.${format}`,
        {
          schema: {
            tags: ['Links'],
            operationId,
            summary: `A link's QR code as ${format.toUpperCase()}`,
            description:
              'A code that no reader can read is refused: too small, too little contrast, or light on dark.',
            params: SlugParams,
            querystring: QrQuery,
            response: {
              200: {
                description: 'By default black on white, with the margin that scanners need.',
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
          const look = readQrLook(request.query)
          requireReadable(shortUrl, look)
          return reply.header('cache-control', qrCaching).type(type).send(draw(shortUrl, look))
        },
      )
    }
  }
}

/** The same address and query always give the same code; a link that was deleted keeps none. */
const qrCaching = 'private, max-age=3600'

const asColor = (text: string) => `#${text.replace(/^#/, '').toLowerCase()}`
const isColor = (text: string) => /^#?[\da-f]{6}$/i.test(text)
const colorProblem = (text: string) =>
  isColor(text) ? null : 'must be six hexadecimal digits such as 0b57d0'

/** How a code looks. */
export const QrQuery = Type.Object(
  {
    size: Type.Optional(
      Type.Integer({ minimum: 50, maximum: 1024, description: 'Width and height in pixels.' }),
    ),
    margin: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 20,
        description: 'In modules. With less than the usual 4, its surroundings have to be of its background.',
      }),
    ),
    level: Type.Optional(
      Type.Unsafe<(typeof qrLevels)[number]>({
        type: 'string',
        enum: qrLevels,
        description: 'How much may be damaged or covered: 7, 15 (the default), 25 or 30 %.',
      }),
    ),
    color: Type.Optional(
      Type.String({
        check: (text: string, { background }: Record<string, unknown>) => {
          const other = typeof background === 'string' && isColor(background) ? background : 'ffffff'
          const look = { color: asColor(text), background: asColor(other) }
          return colorProblem(text) ?? qrColorsProblem(look)
        },
        description: 'Six hexadecimal digits; black by default.',
        examples: ['0b57d0'],
      }),
    ),
    background: Type.Optional(
      Type.String({
        check: (text: string, { color }: Record<string, unknown>) =>
          colorProblem(text) ?? (color === undefined ? qrColorsProblem({ background: asColor(text) }) : null),
        description: 'Likewise; white by default.',
        examples: ['ffffff'],
      }),
    ),
  },
  { additionalProperties: false },
)

/** Converts a validated query. */
export function readQrLook({ color, background, ...look }: Static<typeof QrQuery>): QrLook {
  return {
    ...look,
    ...(color !== undefined && { color: asColor(color) }),
    ...(background !== undefined && { background: asColor(background) }),
  }
}

/** What each is called, and how it is drawn. */
export const qrFormats = [
  ['svg', 'getLinkQrSvg', 'image/svg+xml', qrSvg],
  ['png', 'getLinkQrPng', 'image/png', qrPng],
] as const
