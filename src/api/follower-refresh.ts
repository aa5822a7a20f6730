import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { findAccount } from '../accounts/find.js'
import { providerStates } from '../accounts/provider-states.js'
import { refreshNow } from '../accounts/refresh-followers.js'
import type { Unasked } from '../context.js'
import { followerProviders } from '../followers/providers.js'
import { HandleParams } from './accounts.js'
import { asked } from './asked.js'
import { problems } from './problems.js'
import { Nullable, SnapshotSchema } from './schemas.js'

const tags = ['Accounts']
/** Asking a network may take several tries. */
const handlerTimeout = 30_000

/** Asks the networks for follower counts. */
export function followerRefreshRoutes(ctx: Unasked): FastifyPluginAsyncTypebox {
  const providers = followerProviders(ctx.config.providers)
  return async app => {
    app.post(
      '/accounts/:handle/followers/refresh',
      {
        config: { needs: 'accounts' },
        handlerTimeout,
        schema: {
          tags,
          operationId: 'refreshFollowers',
          summary: 'Ask the network for the follower count',
          description:
            'Asks now, and stores the count. If the network gives none, the last count stays valid.',
          params: HandleParams,
          response: { 200: SnapshotSchema, ...problems(404, 409, 502) },
        },
      },
      async request =>
        refreshNow(
          asked(ctx, request),
          providers,
          await findAccount(asked(ctx, request), request.params.handle),
        ),
    )

    app.get(
      '/followers/providers',
      {
        schema: {
          tags,
          operationId: 'getFollowerProviders',
          summary: 'Read the state of the requests to the networks',
          response: { 200: ProvidersSchema },
        },
      },
      async request => ({ data: await providerStates(asked(ctx, request), providers) }),
    )
  }
}

const OptionalTime = Nullable(Type.String({ format: 'date-time' }))

const ProvidersSchema = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        provider: Type.String({ examples: ['x'] }),
        configured: Type.Boolean(),
        missing: Nullable(
          Type.String({
            description: 'The missing setting, without which it cannot be asked.',
            examples: ['X_BEARER_TOKEN'],
          }),
        ),
        dailyBudget: Nullable(Type.Integer({ description: 'Accounts a day (UTC); null if asking is free.' })),
        askedToday: Type.Integer(),
        lastSuccessAt: OptionalTime,
        lastProblem: Nullable(
          Type.Object({
            handle: Type.String({ examples: ['@me'] }),
            problem: Type.String({ examples: ['not-found'] }),
            at: Type.String({ format: 'date-time' }),
          }),
        ),
      }),
    ),
  },
  { title: 'FollowerProviders', description: 'The providers.' },
)
