import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Context } from '../context.js'
import { exchange } from '../stats/exchange.js'
import { ExchangeSchema } from './report-schemas.js'
import { problems } from './schemas.js'

/** What one account's followers are worth in another's. */
export function exchangeRoutes(ctx: Pick<Context, 'db' | 'now' | 'config'>): FastifyPluginAsyncTypebox {
  return async app => {
    app.get(
      '/exchange',
      {
        schema: {
          tags: ['Numbers'],
          summary: 'Exchange rate between the followers of two accounts',
          querystring: ExchangeQuery,
          response: { 200: ExchangeSchema, ...problems(400, 404) },
        },
      },
      request => exchange(ctx, request.query.from, request.query.to),
    )
  }
}

const Handle = Type.String({ format: 'handle', maxLength: 320, examples: ['@me'] })
const ExchangeQuery = Type.Object({ from: Handle, to: Handle }, { additionalProperties: false })
