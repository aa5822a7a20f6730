import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimited } from '../errors.js'

/** The answer of a limiter of @fastify/rate-limit that a request was counted by. */
export interface Use {
  max: number
  remaining: number
  ttlInSeconds: number
}

const message = 'Too many wrong API keys from this address.'

/**
 * Counts wrong keys per address and minute: an address with too many has to wait, so that keys cannot be guessed. Both
 * throw RateLimited.
 */
export function limitMisses(app: FastifyInstance, max: number) {
  const misses = app.createRateLimit({ max, timeWindow: 60_000 })
  return {
    /** Before a key is looked at. */
    async check(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const soFar = await misses(request, { increment: false })
      if (!soFar.isAllowed && soFar.isExceeded) refuse(reply, soFar, message)
    },
    /** After it was wrong. */
    async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const miss = await misses(request)
      if (!miss.isAllowed && miss.isExceeded) refuse(reply, miss, message)
    },
  }
}

export function refuse(reply: FastifyReply, use: Use, message: string): never {
  showLimit(reply, use)
  throw new RateLimited(message, { limit: use.max, retryAfterSeconds: use.ttlInSeconds })
}

export function showLimit(reply: FastifyReply, { max, remaining, ttlInSeconds }: Use): void {
  reply.header('ratelimit-limit', max)
  reply.header('ratelimit-remaining', remaining)
  reply.header('ratelimit-reset', ttlInSeconds)
}
