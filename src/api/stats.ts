import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { findLink } from '../links/find.js'
import { linkStats } from '../stats/link-stats.js'
import { type RangeQuery, rangeProblem, type Unit, units } from '../stats/range.js'
import { SlugParams } from './links.js'
import { LinkStatsSchema } from './report-schemas.js'
import { problems } from './schemas.js'

/** A link's numbers. */
export function statsRoutes(ctx: Pick<Context, 'db' | 'now'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/links/:slug/stats',
      {
        schema: {
          tags: ['Numbers'],
          summary: "A link's clicks over time and by source",
          params: SlugParams,
          querystring: StatsQuery,
          response: { 200: LinkStatsSchema, ...problems(400, 404, 410) },
        },
      },
      async request => {
        const { link } = await findLink(ctx.db, request.params.slug)
        return linkStats(ctx, link, request.query)
      },
    )
  }
}

const moment = (field: 'from' | 'to', description: string) =>
  Type.String({
    maxLength: 64,
    check: (_: string, query: RangeQuery) => rangeProblem(field, query),
    description,
    examples: ['2026-05-01', '2026-05-01T12:00:00Z'],
  })
const timezone = Type.String({
  maxLength: 64,
  check: (_: string, query: RangeQuery) => rangeProblem('timezone', query),
  description: 'IANA name or alias, in any case; by default UTC. The answer has it in its usual spelling.',
  examples: ['Europe/Berlin'],
})

const StatsQuery = Type.Object(
  {
    from: Type.Optional(
      moment(
        'from',
        'A day of the time zone, or a time; by default when the link was made. Without it, clicks that a wrong clock ' +
          'stamped earlier count in the first interval.',
      ),
    ),
    to: Type.Optional(
      moment(
        'to',
        'Likewise, not itself included; by default now. Without it, clicks stamped later count in the last.',
      ),
    ),
    unit: Type.Optional(
      Type.Unsafe<Unit>({
        type: 'string',
        enum: units,
        description: 'By default one that suits the range.',
      }),
    ),
    timezone: Type.Optional(timezone),
  },
  { additionalProperties: false },
)
