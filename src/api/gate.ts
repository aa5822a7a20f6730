import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type ApiKey, authenticate, WrongKey } from '../auth/authenticate.js'
import type { Context } from '../context.js'
import { RateLimited } from '../errors.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every API request that got past the gate. */
    apiKey: ApiKey | null
  }
}

const timeWindow = 60_000

/**
 * Lets only requests with a valid key through, and of those as many per key as config allows. Wrong keys are counted
 * per address, and an address with too many has to wait, so that keys cannot be guessed.
 */
export function addGate(app: FastifyInstance, ctx: Pick<Context, 'config' | 'db' | 'now'>): void {
  const { missesPerMinute, apiRequestsPerMinute } = ctx.config
  const misses = app.createRateLimit({ max: missesPerMinute, timeWindow })
  const requests = app.createRateLimit({
    max: apiRequestsPerMinute,
    timeWindow,
    keyGenerator: request => `key ${request.apiKey?.id ?? 'preset'}`,
  })
  app.decorateRequest('apiKey', null)

  app.addHook('onRequest', async (request, reply) => {
    const soFar = await misses(request, { increment: false })
    if (!soFar.isAllowed && soFar.isExceeded)
      refuse(reply, soFar, 'Too many wrong API keys from this address.')
    try {
      request.apiKey = await authenticate(ctx, request.headers.authorization)
    } catch (error) {
      if (error instanceof WrongKey) await countMiss(request, reply)
      throw error
    }
    const use = await requests(request)
    if (use.isAllowed) return
    if (use.isExceeded) refuse(reply, use, 'Too many requests with this API key.')
    showLimit(reply, use)
  })

  async function countMiss(request: FastifyRequest, reply: FastifyReply) {
    const miss = await misses(request)
    if (!miss.isAllowed && miss.isExceeded) refuse(reply, miss, 'Too many wrong API keys from this address.')
  }
}

interface Use {
  max: number
  remaining: number
  ttlInSeconds: number
}

function refuse(reply: FastifyReply, use: Use, message: string): never {
  showLimit(reply, use)
  throw new RateLimited(message, { limit: use.max, retryAfterSeconds: use.ttlInSeconds })
}

function showLimit(reply: FastifyReply, { max, remaining, ttlInSeconds }: Use): void {
  reply.header('ratelimit-limit', max)
  reply.header('ratelimit-remaining', remaining)
  reply.header('ratelimit-reset', ttlInSeconds)
}
