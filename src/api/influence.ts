import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findAccount } from '../accounts/find.js'
import type { Context } from '../context.js'
import { findEvenDeleted } from '../links/find.js'
import { windowProblem } from '../scores/window.js'
import { accountInfluence } from '../stats/account-influence.js'
import { reportedInfluence } from '../stats/reported.js'
import { tweetInfluence } from '../stats/tweet-influence.js'
import { HandleParams } from './accounts.js'
import { asked } from './asked.js'
import { SlugParams } from './links.js'
import { problems } from './problems.js'
import { AccountInfluenceSchema, IncludeReported, LinkInfluenceSchema } from './report-schemas.js'

const tags = ['Numbers']

/** How many of the followers really click, for a tweet and for an account. */
export function influenceRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/links/:slug/influence',
      {
        schema: {
          tags,
          operationId: 'getLinkInfluence',
          summary: "Influence of a link's tweet",
          params: SlugParams,
          response: { 200: LinkInfluenceSchema, ...problems(404) },
        },
      },
      async request => tweetInfluence(ctx, await findEvenDeleted(asked(ctx, request), request.params.slug)),
    )

    app.get(
      '/accounts/:handle/influence',
      {
        schema: {
          tags,
          operationId: 'getAccountInfluence',
          summary: 'Influence of an account',
          params: HandleParams,
          querystring: WindowQuery,
          response: { 200: AccountInfluenceSchema, ...problems(404) },
        },
      },
      async request => {
        const { include, ...query } = request.query
        const account = await findAccount(asked(ctx, request), request.params.handle)
        const influence = await accountInfluence(ctx, account, query)
        return include === undefined
          ? influence
          : { ...influence, reported: await reportedInfluence(ctx, account, query) }
      },
    )
  }
}

const WindowQuery = Type.Object(
  {
    window: Type.Optional(
      Type.String({
        maxLength: 64,
        check: windowProblem,
        description: 'How far back tweets count: a number of days such as "90d", or "all" (the default).',
        examples: ['90d'],
      }),
    ),
    include: IncludeReported,
  },
  { additionalProperties: false },
)
