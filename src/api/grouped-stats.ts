import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readHandle } from '../accounts/handle.js'
import type { Unasked } from '../context.js'
import { type GroupedStats, type Grouping, groupedStats, groupings } from '../stats/grouped-stats.js'
import { preferredType } from './accept.js'
import { asked } from './asked.js'
import { csvLine } from './csv.js'
import { HandleField, Target } from './link-bodies.js'
import { Count } from './report-schemas.js'
import { Nullable } from './schemas.js'
import { moment, timezone } from './stats.js'

/** The numbers of many links at once. */
export function groupedStatsRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/stats',
      {
        schema: {
          tags: ['Numbers'],
          operationId: 'getStats',
          summary: 'Clicks of many links, over time or by group',
          description:
            'Of all links that the key sees, or of those with one of each filter; each may be given 100 times. The sums of ' +
            'what each link says of itself: somebody who clicks two links is two clickers. With `Accept: text/csv` as CSV.',
          querystring: GroupedQuery,
          response: {
            200: {
              description: 'The numbers.',
              content: {
                'application/json': { schema: GroupedSchema },
                'text/csv': {
                  schema: Type.String({
                    description: 'A header line and one line per group.',
                    examples: ['value,clicks,clickers,excluded\r\nlaunch,440,400,40\r\n'],
                  }),
                },
              },
            },
          },
        },
      },
      async (request, reply) => {
        const { account = [], tag = [], link = [], destination = [], ...query } = request.query
        const found = await groupedStats(asked(ctx, request), {
          ...query,
          accounts: account.map(handle => readHandle(handle, 'account').key),
          tags: tag,
          slugs: link,
          destinations: destination,
        })
        reply.header('vary', 'Accept')
        if (preferredType(request, ['application/json', 'text/csv']) !== 'text/csv') return reply.send(found)
        return reply
          .header('content-disposition', `attachment; filename="by-${found.groupBy}.csv"`)
          .type('text/csv; charset=utf-8')
          .send(csvOf(found))
      },
    )
  }
}

function csvOf({ data, others }: GroupedStats): string {
  const { groups, ...rest } = others
  const rows = groups === 0 ? data : [...data, { value: `(${groups} others)`, ...rest }]
  const lines = rows.map(({ value, clicks, clickers, excluded }) =>
    csvLine([value, clicks, clickers, excluded]),
  )
  return csvLine(['value', 'clicks', 'clickers', 'excluded']) + lines.join('')
}

const several = <T extends ReturnType<typeof Type.String>>(item: T, description: string) =>
  Type.Optional(Type.Array(item, { maxItems: 100, description }))

const GroupedQuery = Type.Object(
  {
    groupBy: Type.Unsafe<Grouping>({
      type: 'string',
      enum: groupings,
      default: 'day',
      description:
        'An interval of the time zone; link, account, tag or destination, where value null is for links without one; or ' +
        'a breakdown, which is counted by whole days in UTC.',
    }),
    account: several(Type.String({ ...HandleField, description: 'A handle.' }), 'Of these accounts.'),
    tag: several(
      Type.String({ format: 'tag', maxLength: 64, examples: ['blog'] }),
      'With one of these tags.',
    ),
    link: several(Type.String({ minLength: 1, maxLength: 64, examples: ['launch'] }), 'Only these links.'),
    destination: several(
      Target as ReturnType<typeof Type.String>,
      'Leading to one of these addresses, ignoring utm_ parameters.',
    ),
    from: Type.Optional(
      moment('from', 'A day of the time zone, or a time; by default 30 days before the end.'),
    ),
    to: Type.Optional(moment('to', 'Likewise, not itself included; by default now.')),
    timezone: Type.Optional(timezone),
    limit: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 100,
      description: 'Groups to list, the largest; the rest is summed in `others`. All intervals are listed.',
    }),
  },
  { additionalProperties: false },
)

const counts = { clicks: Count, clickers: Count, excluded: Count }
const GroupedSchema = Type.Object(
  {
    from: Type.String({
      format: 'date-time',
      description: 'The range used, on quarters of an hour; for a breakdown, on days in UTC.',
    }),
    to: Type.String({ format: 'date-time', description: 'Exclusive.' }),
    timezone: Type.String({ examples: ['Europe/Berlin'] }),
    groupBy: Type.Unsafe<Grouping>({ type: 'string', enum: groupings }),
    links: Type.Integer({ description: 'How many links these are the numbers of.', examples: [12] }),
    ...counts,
    data: Type.Array(
      Type.Object(
        {
          value: Nullable(
            Type.String({ description: 'The start of an interval, or the group.', examples: ['launch'] }),
          ),
          ...counts,
        },
        { title: 'StatsGroup' },
      ),
      { description: 'Intervals in their order, without gaps; groups largest first.' },
    ),
    others: Type.Object(
      { groups: Count, ...counts },
      { title: 'OtherGroups', description: 'Those beyond the limit.' },
    ),
  },
  { title: 'GroupedStats', description: 'The numbers.' },
)
