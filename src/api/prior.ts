import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { priorInForce } from '../scores/prior.js'
import { apiAddress, Created } from './created.js'
import { Count, priorFields } from './report-schemas.js'
import { Nullable } from './schemas.js'

const tags = ['Numbers']
const path = '/influence/prior'

/** The prior: what is assumed about an account before it has tweets. */
export function priorRoutes(ctx: Pick<Context, 'db' | 'config' | 'priorRun'>): FastifyPluginAsyncTypebox {
  // The running estimate is read first: if there is none, the prior already includes its result.
  const state = async () => {
    const running = await ctx.priorRun.progress()
    return { ...(await priorInForce(ctx)), running }
  }
  return async app => {
    app.get(
      path,
      {
        schema: {
          tags,
          operationId: 'getPrior',
          summary: 'Read the prior that scores are computed with',
          response: { 200: PriorSchema },
        },
      },
      state,
    )

    app.post(
      path,
      {
        config: { needs: 'service' },
        schema: {
          tags,
          operationId: 'computePrior',
          summary: 'Compute the prior from the data now',
          description:
            'For admins. Starts an estimate, or joins one already running on any node, and answers at once; read the prior until `running` is null. Every score is then computed again, within minutes.',
          response: {
            202: Created(PriorSchema),
          },
        },
      },
      async (_request, reply) => {
        const prior = await priorInForce(ctx)
        ctx.priorRun.begin()
        const running = await ctx.priorRun.progress()
        return reply
          .status(202)
          .headers({ location: apiAddress(ctx.config, 'influence', 'prior'), 'retry-after': 1 })
          .send({ ...prior, running })
      },
    )
  }
}

const Running = Type.Object(
  {
    since: Type.String({ format: 'date-time' }),
    accountsDone: Nullable(
      Type.Integer({ ...Count, description: 'Accounts to read; null if another node runs it.' }),
    ),
  },
  { title: 'RunningEstimate', description: 'The running estimate; null if there is none.' },
)

const PriorSchema = Type.Object(
  {
    ...priorFields,
    accounts: Type.Integer({
      ...Count,
      description: 'Accounts it was estimated from; 0 for the configured one.',
    }),
    computedAt: Nullable(Type.String({ format: 'date-time', description: 'Null for the configured one.' })),
    running: Nullable(Running),
  },
  { title: 'PriorState', description: 'The prior.' },
)
