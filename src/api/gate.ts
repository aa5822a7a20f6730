import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Right, requireRight } from '../auth/access.js'
import { type ApiKey, authenticate } from '../auth/authenticate.js'
import type { Context } from '../context.js'
import { isRead } from './methods.js'
import { limitMisses, showLimit, tooMany } from './misses.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every API request that passed the gate. */
    apiKey: ApiKey | null
  }
  interface FastifyContextConfig {
    /** What a key must be allowed to do here; by default 'links', if it changes something. */
    needs?: Right
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
    const { needs = isRead(request) ? undefined : 'links' } = request.routeOptions.config
    if (needs !== undefined && request.apiKey !== null) requireRight(request.apiKey, needs)
  })
}

/** Sets for every route of a scope what a key must be allowed to do. */
export function allNeed(app: FastifyInstance, needs: Right): void {
  app.addHook('onRoute', route => {
    route.config = { ...route.config, needs }
  })
}
