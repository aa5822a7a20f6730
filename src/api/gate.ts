import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { requireRight } from '../auth/access.js'
import { type ApiKey, authenticate } from '../auth/authenticate.js'
import type { Context } from '../context.js'
import { isRead } from './methods.js'
import { limitMisses, showLimit, tooMany } from './misses.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every API request that passed the gate. */
    apiKey: ApiKey | null
  }
}

/**
 * Lets a request through if `find` finds its key, and the key has made no more requests than the
 * limit. Throws what `find` throws, or RateLimited.
 */
export type Gate = (
  request: FastifyRequest,
  reply: FastifyReply,
  find: () => Promise<ApiKey>,
) => Promise<void>

/** Opens the gate of all APIs: they share the limits. */
export function openGate(app: FastifyInstance, { config }: Pick<Context, 'config'>): Gate {
  const countMisses = limitMisses(app, config.missesPerMinute)
  const requests = app.createRateLimit({
    max: config.apiRequestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: request => `key ${request.apiKey?.id ?? 'preset'}`,
  })
  return async (request, reply, find) => {
    request.apiKey = await countMisses(request, reply, find)
    const use = await requests(request)
    if (use.isAllowed) return
    showLimit(reply, 'key', use)
    if (use.isExceeded) throw tooMany(use, 'Too many requests with this API key.')
  }
}

/** Lets only requests with a valid key in their Authorization header through. */
export function addGate(app: FastifyInstance, ctx: Pick<Context, 'config' | 'db' | 'now'>, pass: Gate): void {
  app.decorateRequest('apiKey', null)
  app.addHook('onRequest', async (request, reply) => {
    await pass(request, reply, () => authenticate(ctx, request.headers.authorization))
    if (!isRead(request) && request.apiKey !== null) requireRight(request.apiKey, 'links')
  })
}
