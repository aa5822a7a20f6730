import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { readHandles } from '../accounts/handle.js'
import type { Unasked } from '../context.js'
import { issueFor } from '../links/issue-for.js'
import { readTarget } from '../links/target.js'
import { destination, type FavourSort, favourSorts } from '../stats/destination.js'
import { asked } from './asked.js'
import { apiAddress, Created } from './created.js'
import { HandleField, Target } from './link-bodies.js'
import { problems } from './problems.js'
import { Count, NullableInterval, Ratio, Time } from './report-schemas.js'
import { LinkSchema, Nullable } from './schemas.js'

const tags = ['Destinations']
const strict = { additionalProperties: false } as const

/** Shows who brings the traffic to an address, and creates a link for each account asked to. */
export function destinationRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/destinations',
      {
        schema: {
          tags,
          operationId: 'getDestination',
          summary: 'Who brought the traffic to an address',
          description: 'All links to it, ignoring utm_ parameters.',
          querystring: Type.Object({ url: Target, sort: Sort }, strict),
          response: { 200: DestinationSchema },
        },
      },
      request => {
        const { url, sort } = request.query
        return destination(asked(ctx, request), readTarget(url, ctx.config), sort)
      },
    )

    app.post(
      '/destinations',
      {
        schema: {
          tags,
          operationId: 'createDestinationLinks',
          summary: 'Make a link to one address for each account',
          description:
            'In order. Unknown accounts are made. An account that already has a usable link to exactly this address keeps it.',
          body: NewDestinationBody,
          response: { 201: Created(MadeLinks), ...problems(409) },
        },
      },
      async (request, reply) => {
        const { url, accounts } = request.body
        const links = await issueFor(asked(ctx, request), url, readHandles(accounts))
        const location = `${apiAddress(ctx.config, 'destinations')}?${new URLSearchParams({ url })}`
        return reply.code(201).header('location', location).send({ links })
      },
    )
  }
}

const Sort = Type.Unsafe<FavourSort>({
  type: 'string',
  enum: favourSorts,
  default: 'influence',
  description: 'Who comes first: whose followers clicked most, or who brought most people.',
})

export const NewDestinationBody = Type.Object(
  {
    url: Target,
    accounts: Type.Array(HandleField, { minItems: 1, maxItems: 1000, examples: [['@ann', '@bob']] }),
  },
  {
    ...strict,
    title: 'NewDestination',
    examples: [{ url: 'https://example.com/article', accounts: ['@ann', '@bob'] }],
  },
)

const MadeLinks = Type.Object(
  { links: Type.Array(LinkSchema) },
  { title: 'MadeLinks', description: 'A link for each account, in order.' },
)

const Favour = Type.Object(
  {
    account: Nullable(
      Type.String({ description: 'Null for a link without an account.', examples: ['@ann'] }),
    ),
    slug: Type.String({ examples: ['launch'] }),
    tweetedAt: Nullable(Time),
    clicks: Type.Integer({ description: "Clicks over the link's whole life." }),
    clickers: Type.Integer({ description: 'Distinct visitors of this link.' }),
    share: Nullable(Type.Number({ description: 'Share of all clickers; null while there are none.' })),
    followers: Nullable(Type.Integer({ description: "At the tweet's time; null if never counted." })),
    followerClickers: Type.Integer({ description: "Inside the tweet's attribution window." }),
    influence: Nullable(Ratio),
    interval: NullableInterval,
    sentence: Type.String({
      examples: ['@ann brought 120 of 300 clickers (40 %); 2.4 % of 5,000 followers.'],
    }),
  },
  { title: 'Favour' },
)

const DestinationSchema = Type.Object(
  {
    url: Type.String({
      description: 'The address without utm_ parameters.',
      examples: ['https://example.com/article'],
    }),
    links: Type.Integer({ description: 'How many links lead there; `data` has the first 1,000.' }),
    clicks: Count,
    clickers: Type.Integer({
      description: 'A sum over the links: somebody who clicked two of them counts twice.',
    }),
    data: Type.Array(Favour, {
      description: 'In the order that was asked for; unknown influence comes last.',
    }),
    sentence: Type.String({
      examples: ['@ann brought 120 of 300 clickers (40 %); 2.4 % of 5,000 followers.'],
    }),
  },
  { title: 'Destination', description: 'Who brought what.' },
)
