import fastifyCompress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { cacheFor } from '../../badge/caching.js'
import { FormatNotOffered, NothingPublic } from '../../errors.js'
import { contentPolicy } from '../headers.js'
import type { PublicContext } from '../public/context.js'
import { findResult } from '../public/result.js'
import { renderPublic } from '../public/send.js'
import { readEmbedded, richEmbed } from './oembed.js'
import { EmbedPage, NothingToEmbedPage } from './page.js'

/** Any page may frame it, nothing in it runs, and it knows nobody. */
const framedAnywhere = {
  'content-security-policy': contentPolicy({
    defaultSrc: ["'none'"],
    scriptSrc: ["'none'"],
    styleSrc: ["'self'"],
    formAction: ["'none'"],
    frameAncestors: ['*'],
    baseUri: ["'none'"],
  }),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
}

const Side = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
const OembedQuery = Type.Object({
  url: Type.String({ maxLength: 2_000 }),
  format: Type.Optional(Type.String()),
  maxwidth: Side,
  maxheight: Side,
})

/** `GET /embed/{slug or @handle}`: a small page for an iframe; `GET /oembed`: how to frame it, as oEmbed 1.0. */
export function embedRoutes(ctx: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyCompress, { globalDecompression: false })

    app.get<{ Params: { name: string } }>(
      '/embed/:name',
      { schema: { hide: true } },
      async (request, reply) => {
        const result = await findResult(ctx.reports, request.params.name)
        const page = result === null ? <NothingToEmbedPage /> : <EmbedPage result={result} />
        return reply
          .code(result === null ? 404 : 200)
          .headers({ ...framedAnywhere, 'cache-control': cacheFor(result === null ? 10 : 60) })
          .type('text/html; charset=utf-8')
          .send(renderPublic(ctx, request.url, page))
      },
    )

    app.get<{ Querystring: Static<typeof OembedQuery> }>(
      '/oembed',
      { schema: { hide: true, querystring: OembedQuery }, config: { crossOrigin: true } },
      async (request, reply) => {
        const { url, format = 'json', maxwidth, maxheight } = request.query
        if (format !== 'json') throw new FormatNotOffered({ format })
        const name = readEmbedded(url, ctx.config)
        const result = name === null ? null : await findResult(ctx.reports, name)
        if (result === null) throw new NothingPublic({ url })
        return reply
          .header('cache-control', cacheFor(60))
          .send(richEmbed(result, ctx.config, { maxwidth, maxheight }))
      },
    )
  }
}
