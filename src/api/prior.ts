import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { requireAdmin } from '../auth/require-admin.js'
import type { Context } from '../context.js'
import { computePrior, measuredAccounts } from '../scores/estimate-prior.js'
import { priorInForce } from '../scores/prior.js'
import { Count, priorFields } from './report-schemas.js'
import { Nullable, problems } from './schemas.js'

const tags = ['Numbers']
/** Ten thousand accounts of a hundred tweets take a quarter of a minute. */
const handlerTimeout = 120_000

/** What is believed of an account before its tweets speak. */
export function priorRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/influence/prior',
      {
        schema: {
          tags,
          summary: 'Read the prior that scores are computed with',
          response: { 200: PriorSchema, ...problems() },
        },
      },
      () => priorInForce(ctx),
    )

    app.post(
      '/influence/prior',
      {
        handlerTimeout,
        schema: {
          tags,
          summary: 'Compute the prior from the data now',
          description: 'For admins. Every score is then computed again, within minutes.',
          response: { 200: PriorSchema, ...problems(403) },
        },
      },
      async request => {
        requireAdmin(request.apiKey)
        return computePrior(ctx, await measuredAccounts(ctx.db))
      },
    )
  }
}

const PriorSchema = Type.Object(
  {
    ...priorFields,
    accounts: Type.Integer({ ...Count, description: 'Estimated from so many; 0 for the configured one.' }),
    computedAt: Nullable(Type.String({ format: 'date-time', description: 'Null for the configured one.' })),
  },
  { description: 'The prior.' },
)
