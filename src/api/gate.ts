import type { FastifyInstance } from 'fastify'
import { type ApiKey, authenticate } from '../auth/authenticate.js'
import type { Context } from '../context.js'
import { limitMisses, showLimit, tooMany } from './misses.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every API request that passed the gate. */
    apiKey: ApiKey | null
  }
}

/** Lets only requests with a valid key through, up to the configured limit per key. */
export function addGate(app: FastifyInstance, ctx: Pick<Context, 'config' | 'db' | 'now'>): void {
  const { missesPerMinute, apiRequestsPerMinute } = ctx.config
  const countMisses = limitMisses(app, missesPerMinute)
  const requests = app.createRateLimit({
    max: apiRequestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: request => `key ${request.apiKey?.id ?? 'preset'}`,
  })
  app.decorateRequest('apiKey', null)

  app.addHook('onRequest', async (request, reply) => {
    request.apiKey = await countMisses(request, reply, () => authenticate(ctx, request.headers.authorization))
    const use = await requests(request)
    if (use.isAllowed) return
    showLimit(reply, 'key', use)
    if (use.isExceeded) throw tooMany(use, 'Too many requests with this API key.')
  })
}
