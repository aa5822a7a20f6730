import type { FastifyInstance } from 'fastify'
import { type ApiKey, authenticate, WrongKey } from '../auth/authenticate.js'
import type { Context } from '../context.js'
import { limitMisses, refuse, showLimit } from './misses.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every API request that got past the gate. */
    apiKey: ApiKey | null
  }
}

/** Lets only requests with a valid key through, and of those as many per key as config allows. */
export function addGate(app: FastifyInstance, ctx: Pick<Context, 'config' | 'db' | 'now'>): void {
  const { missesPerMinute, apiRequestsPerMinute } = ctx.config
  const misses = limitMisses(app, missesPerMinute)
  const requests = app.createRateLimit({
    max: apiRequestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: request => `key ${request.apiKey?.id ?? 'preset'}`,
  })
  app.decorateRequest('apiKey', null)

  app.addHook('onRequest', async (request, reply) => {
    await misses.check(request, reply)
    try {
      request.apiKey = await authenticate(ctx, request.headers.authorization)
    } catch (error) {
      if (error instanceof WrongKey) await misses.count(request, reply)
      throw error
    }
    const use = await requests(request)
    if (use.isAllowed) return
    if (use.isExceeded) refuse(reply, use, 'Too many requests with this API key.')
    showLimit(reply, use)
  })
}
