import fastifyCompress from '@fastify/compress'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { type Static, Type } from 'typebox'
import type { QueryCheck } from '../../api/validation.js'
import { cacheFor } from '../../badge/caching.js'
import { FormatNotOffered, NothingPublic, rootCause } from '../../errors.js'
import { embedHeaders } from '../../headers.js'
import { trim } from '../../typed/trim.js'
import type { PublicContext } from '../public/context.js'
import { refuseName } from '../public/refuse-name.js'
import { findResult } from '../public/result.js'
import { renderPublic } from '../public/send.js'
import { readEmbedded, readSide, richEmbed } from './oembed.js'
import { EmbedPage, EmptyEmbedPage } from './page.js'
import { type Theme, themeOf, themes } from './theme.js'

const check: QueryCheck = text => (/^\d*(?:\.\d*)?$/.test(text) ? null : 'must be a number of pixels')
const Side = Type.Optional(Type.String({ check }))
const OembedQuery = Type.Object({
  url: Type.String({ maxLength: 2_000 }),
  format: Type.Optional(Type.String()),
  theme: Type.Optional(Type.String({ enum: ['', ...themes] })),
  maxwidth: Side,
  maxheight: Side,
})

const within = /^\/embed\/./

interface Embed {
  status: number
  caching: string
  page: VNode
}

/**
 * `GET /embed/{slug or @handle}`, with a `theme`: a small page for an iframe; `GET /oembed`: how to
 * frame it, as oEmbed 1.0.
 */
export function embedRoutes(ctx: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyCompress, { globalDecompression: false })

    /** Null if another name was meant and has already been answered. */
    async function readEmbed(
      request: FastifyRequest,
      reply: FastifyReply,
      name: string,
      theme: Theme,
    ): Promise<Embed | null> {
      try {
        const result = await findResult(ctx.reports, name)
        if (result !== null)
          return { status: 200, caching: cacheFor(60), page: <EmbedPage result={result} theme={theme} /> }
      } catch (error) {
        ctx.log.warn({ err: rootCause(error) }, 'An embed could not be read.')
        const page = <EmptyEmbedPage headline="Not available right now" theme={theme} />
        return { status: 503, caching: cacheFor(5), page }
      }
      if (ctx.lookAgain(request, reply, within)) return null
      const refusal = await ctx.countMiss(request, reply)
      if (refusal === null)
        return {
          status: 404,
          caching: cacheFor(10),
          page: <EmptyEmbedPage headline="Nothing public here" theme={theme} />,
        }
      return {
        status: refusal.status,
        caching: 'no-store',
        page: <EmptyEmbedPage headline="Too many requests" theme={theme} />,
      }
    }

    async function ensureThere(
      request: FastifyRequest,
      reply: FastifyReply,
      { name = '' }: { name?: string },
    ): Promise<void> {
      if ((await findResult(ctx.reports, name)) === null) await refuseName(ctx, request, reply, within)
    }

    app.get<{ Params: { name: string }; Querystring: { theme?: unknown } }>(
      '/embed/:name',
      { schema: { hide: true }, config: { ensureThere } },
      async (request, reply) => {
        const embed = await readEmbed(request, reply, request.params.name, themeOf(request.query.theme))
        if (embed === null) return reply
        const { status, caching, page } = embed
        return reply
          .code(status)
          .headers({ ...embedHeaders, 'cache-control': caching })
          .type('text/html; charset=utf-8')
          .send(renderPublic(ctx, request.url, page))
      },
    )

    app.get<{ Querystring: Static<typeof OembedQuery> }>(
      '/oembed',
      { schema: { hide: true, querystring: OembedQuery }, config: { crossOrigin: true } },
      async (request, reply) => {
        const { url, format = '', theme, maxwidth, maxheight } = request.query
        if (!['', 'json'].includes(trim(format).toLowerCase())) throw new FormatNotOffered({ format })
        const name = readEmbedded(url, ctx.config)
        const result = name === null ? null : await findResult(ctx.reports, name)
        if (result === null) throw (await ctx.countMiss(request, reply)) ?? new NothingPublic({ url })
        return reply.header('cache-control', cacheFor(60)).send(
          richEmbed(result, ctx.config, {
            theme: themeOf(theme),
            maxwidth: readSide(maxwidth),
            maxheight: readSide(maxheight),
          }),
        )
      },
    )
  }
}
