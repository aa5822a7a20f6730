import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { linkStats } from '../stats/link-stats.js'
import { SlugParams } from './links.js'
import { LinkStatsSchema } from './report-schemas.js'
import { problems } from './schemas.js'

/** What a link brought. */
export function statsRoutes(ctx: Pick<Context, 'db' | 'now'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/links/:slug/stats',
      {
        schema: {
          tags: ['Numbers'],
          summary: "A link's clicks over time and by source",
          params: SlugParams,
          querystring: RangeQuery,
          response: { 200: LinkStatsSchema, ...problems(400, 404, 410) },
        },
      },
      request => linkStats(ctx, request.params.slug, request.query),
    )
  }
}

// What these may be is checked together, so that one answer lists every field that is wrong.
const RangeQuery = Type.Object(
  {
    from: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'A day of the time zone, or a time; by default when the link was made.',
        examples: ['2026-05-01', '2026-05-01T12:00:00Z'],
      }),
    ),
    to: Type.Optional(
      Type.String({ maxLength: 64, description: 'Likewise, not itself included; by default now.' }),
    ),
    unit: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'hour, day, week or month; by default what suits the range.',
      }),
    ),
    timezone: Type.Optional(
      Type.String({ maxLength: 64, description: 'IANA name; by default UTC.', examples: ['Europe/Berlin'] }),
    ),
  },
  { additionalProperties: false },
)
