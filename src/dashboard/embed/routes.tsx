import fastifyCompress from '@fastify/compress'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { type Static, Type } from 'typebox'
import { cacheFor } from '../../badge/caching.js'
import { FormatNotOffered, NothingPublic, rootCause } from '../../errors.js'
import { contentPolicy } from '../headers.js'
import type { PublicContext } from '../public/context.js'
import { findResult } from '../public/result.js'
import { renderPublic } from '../public/send.js'
import { readEmbedded, richEmbed } from './oembed.js'
import { EmbedPage, EmptyEmbedPage } from './page.js'

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

interface Embed {
  status: number
  caching: string
  page: VNode
}

/** `GET /embed/{slug or @handle}`: a small page for an iframe; `GET /oembed`: how to frame it, as oEmbed 1.0. */
export function embedRoutes(ctx: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyCompress, { globalDecompression: false })

    async function readEmbed(request: FastifyRequest, reply: FastifyReply, name: string): Promise<Embed> {
      try {
        const result = await findResult(ctx.reports, name)
        if (result !== null)
          return { status: 200, caching: cacheFor(60), page: <EmbedPage result={result} /> }
      } catch (error) {
        ctx.log.warn({ err: rootCause(error) }, 'an embed could not be read')
        const page = <EmptyEmbedPage headline="Not available right now" />
        return { status: 503, caching: cacheFor(5), page }
      }
      const refusal = await ctx.countMiss(request, reply)
      if (refusal === null)
        return { status: 404, caching: cacheFor(10), page: <EmptyEmbedPage headline="Nothing public here" /> }
      return {
        status: refusal.status,
        caching: 'no-store',
        page: <EmptyEmbedPage headline="Too many requests" />,
      }
    }

    app.get<{ Params: { name: string } }>(
      '/embed/:name',
      { schema: { hide: true } },
      async (request, reply) => {
        const { status, caching, page } = await readEmbed(request, reply, request.params.name)
        return reply
          .code(status)
          .headers({ ...framedAnywhere, 'cache-control': caching })
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
        if (result === null) throw (await ctx.countMiss(request, reply)) ?? new NothingPublic({ url })
        return reply
          .header('cache-control', cacheFor(60))
          .send(richEmbed(result, ctx.config, { maxwidth, maxheight }))
      },
    )
  }
}
