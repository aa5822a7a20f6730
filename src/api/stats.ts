import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { findEvenDeleted } from '../links/find.js'
import { type FilterName, longestValue, mostCounted } from '../stats/filter.js'
import { knownReasons, linkStats } from '../stats/link-stats.js'
import { type RangeQuery, rangeProblem, type Unit, units } from '../stats/range.js'
import { asked } from './asked.js'
import { SlugParams } from './links.js'
import { problems } from './problems.js'
import { LinkStatsSchema } from './report-schemas.js'

/** A link's numbers. */
export function statsRoutes(ctx: Pick<Context, 'db' | 'now'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/links/:slug/stats',
      {
        schema: {
          tags: ['Numbers'],
          operationId: 'getLinkStats',
          summary: "A link's clicks over time and by source",
          description: `Where values are given, of the hits that have all of them. Such hits are counted one by one, of a range the newest ${mostCounted.toLocaleString('en-US')} at most; \`countedFrom\` says so.`,
          params: SlugParams,
          querystring: StatsQuery,
          response: { 200: LinkStatsSchema, ...problems(404) },
        },
      },
      async request => {
        const { link } = await findEvenDeleted(asked(ctx, request), request.params.slug)
        return linkStats(ctx, link, request.query)
      },
    )
  }
}

export const moment = (field: 'from' | 'to', description: string) =>
  Type.String({
    maxLength: 64,
    check: (_: string, query: RangeQuery) => rangeProblem(field, query),
    description,
    examples: ['2026-05-01', '2026-05-01T12:00:00Z'],
  })
export const timezone = Type.String({
  maxLength: 64,
  check: (_: string, query: RangeQuery) => rangeProblem('timezone', query),
  description: 'IANA name or alias, in any case; by default UTC. The answer has it in its usual spelling.',
  examples: ['Europe/Berlin'],
})

/** A value of a breakdown, as the answer lists it. */
const value = (breakdown: string, ...examples: string[]) =>
  Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: longestValue,
      description: `Only these: a value as \`${breakdown}\` lists it, or "unknown".`,
      examples,
    }),
  )

const filters = {
  source: value('sources', 'x'),
  referrer: value('referrers', 't.co/AbCdEf1234'),
  country: Type.Optional(
    Type.String({
      check: (text: string) =>
        /^(?:[A-Z]{2}|unknown)$/.test(text) ? null : 'must be two capital letters such as DE, or "unknown"',
      description: 'Likewise, in ISO 3166.',
      examples: ['DE'],
    }),
  ),
  browser: value('browsers', 'Firefox'),
  system: value('systems', 'iOS'),
  device: value('devices', 'mobile'),
  reason: Type.Optional(
    Type.String({
      enum: knownReasons,
      description: 'Only what was filtered out for it; no click is.',
    }),
  ),
} satisfies Record<FilterName, unknown>

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
    ...filters,
  },
  { additionalProperties: false },
)
