import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { findEvenDeleted } from '../links/find.js'
import { arrivals, arrivedHits } from '../stats/arrived-hits.js'
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
/** It may wait for batches that are being counted. */
const handlerTimeout = 10_000

/** Lists hits, the excluded ones with their reason, so that every count can be checked. */
export function clickRoutes(ctx: Pick<Context, 'db'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/clicks',
      {
        handlerTimeout,
        schema: {
          tags,
          operationId: 'listClicks',
          summary: 'The hits of all links as they are counted, for a copy elsewhere',
          description:
            'Oldest first. Ask again with the `since` of the answer: each hit comes once, and again if it is judged again ' +
            'with another result; `id` tells. Hits that were counted before the service numbered them are not among them.',
          querystring: ArrivedQuery,
          response: { 200: ArrivedSchema },
        },
      },
      async request => {
        const { items, ...rest } = await arrivedHits(asked(ctx, request), request.query)
        return { data: items, ...rest }
      },
    )

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
const ArrivedQuery = Type.Object(
  {
    kind: Kind,
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 500, description: 'The most hits at once.' }),
    since: Type.Optional(
      Type.String({
        maxLength: 1000,
        check: arrivals.problem,
        description: 'The `since` of the answer before, with the same kind; everything, if left out.',
      }),
    ),
  },
  { additionalProperties: false },
)
const ArrivedSchema = Type.Object(
  {
    data: Type.Array(
      Type.Object(
        { slug: Type.String({ description: 'Of the link.', examples: ['launch'] }), ...HitSchema.properties },
        { title: 'ArrivedHit' },
      ),
    ),
    since: Type.String({ description: 'Send it next time, also if there was nothing.' }),
    more: Type.Boolean({ description: 'Whether to ask again at once; otherwise after a while.' }),
  },
  { title: 'ArrivedHits', description: 'The hits, in the order in which they were counted.' },
)
