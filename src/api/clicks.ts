import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { findEvenDeleted } from '../links/find.js'
import { type HitKind, hitPages, linkHits } from '../stats/hits.js'
import { preferredType } from './accept.js'
import { asked } from './asked.js'
import { sendHits } from './hits-csv.js'
import { SlugParams } from './links.js'
import { answerPage, pageQuery } from './pages.js'
import { problems } from './problems.js'
import { HitSchema } from './report-schemas.js'
import { Page } from './schemas.js'

const tags = ['Numbers']

/** Lists a link's hits, the excluded ones with their reason, so that every count can be checked. */
export function clickRoutes(ctx: Pick<Context, 'db'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/links/:slug/clicks',
      {
        schema: {
          tags,
          operationId: 'listLinkClicks',
          summary: "A link's hits, newest first",
          description:
            'With `Accept: text/csv` all of them come as CSV, and `limit` and `cursor` are ignored.',
          params: SlugParams,
          querystring: HitsQuery,
          response: {
            200: {
              description: 'A page, or everything as CSV.',
              content: { 'application/json': { schema: Page(HitSchema) }, 'text/csv': { schema: Csv } },
            },
            ...problems(404),
          },
        },
      },
      async (request, reply) => {
        const { kind } = request.query
        const { link } = await findEvenDeleted(asked(ctx, request), request.params.slug)
        reply.header('vary', 'Accept')
        if (preferredType(request, types) === 'text/csv') return sendHits(ctx, request, reply, link, kind)
        return reply.send(answerPage(await linkHits(ctx, link.id, request.query)))
      },
    )

    app.get(
      '/links/:slug/clicks.csv',
      {
        schema: {
          tags,
          operationId: 'exportLinkClicks',
          summary: "All of a link's hits as CSV, newest first",
          params: SlugParams,
          querystring: Type.Object({ kind: Kind }, { additionalProperties: false }),
          response: {
            200: {
              description: 'A header line and one line per hit.',
              content: { 'text/csv': { schema: Csv } },
            },
            ...problems(404),
          },
        },
      },
      async (request, reply) => {
        const { link } = await findEvenDeleted(asked(ctx, request), request.params.slug)
        return sendHits(ctx, request, reply, link, request.query.kind)
      },
    )
  }
}

/** The first is the default. */
const types = ['application/json', 'text/csv'] as const
const Csv = Type.String({
  description: 'Cells that a spreadsheet would take for a formula begin with an apostrophe.',
})
const Kind = Type.Unsafe<HitKind>({ type: 'string', enum: ['human', 'excluded', 'all'], default: 'all' })
const HitsQuery = Type.Object({ kind: Kind, ...pageQuery(hitPages) }, { additionalProperties: false })
