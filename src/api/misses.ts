import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimited, WrongKey } from '../errors.js'

/** The answer of a limiter of @fastify/rate-limit that a request was counted by. */
interface Use {
  max: number
  remaining: number
  ttlInSeconds: number
  /** Milliseconds. */
  timeWindow: number
}

/**
 * Counts a request that missed; resolves to the refusal for an address that has missed too often,
 * else to null.
 */
export type CountMiss = (request: FastifyRequest, reply: FastifyReply) => Promise<RateLimited | null>

const timeWindow = 60_000

/**
 * Counts names that do not exist per address and minute, so that those that do cannot be found by
 * trial.
 */
export function limitNames(app: FastifyInstance, max: number): CountMiss {
  const misses = app.createRateLimit({ max, timeWindow })
  return async (request, reply) => {
    const miss = await misses(request)
    if (miss.isAllowed) return null
    showLimit(reply, 'unknown-names', miss)
    if (!miss.isExceeded) return null
    reply.header('retry-after', miss.ttlInSeconds)
    return tooMany(miss, 'Too many names that do not exist were asked for from this address.')
  }
}

/**
 * Counts wrong keys per address and minute: from an address with too many, the wrong ones are
 * refused as too many. The right one never is, whatever others behind the same address try.
 */
export function limitMisses(app: FastifyInstance, max: number) {
  const misses = app.createRateLimit({ max, timeWindow })
  /**
   * What `find` finds. Throws what it throws, and RateLimited where that is one WrongKey too many.
   */
  return async <T>(request: FastifyRequest, reply: FastifyReply, find: () => Promise<T>): Promise<T> => {
    try {
      return await find()
    } catch (error) {
      const miss = error instanceof WrongKey ? await misses(request) : null
      if (miss !== null && !miss.isAllowed) {
        showLimit(reply, 'wrong-keys', miss)
        if (miss.isExceeded) throw tooMany(miss, 'Too many wrong API keys from this address.')
      }
      throw error
    }
  }
}

export function tooMany(use: Use, message: string): RateLimited {
  return new RateLimited(message, { limit: use.max, retryAfterSeconds: use.ttlInSeconds })
}

/**
 * Tells of a limit and what is left of it: as the IETF's draft has it since its 8th version
 * (RateLimit and RateLimit-Policy), and as it had it before, which most clients know.
 */
export function showLimit(
  reply: FastifyReply,
  policy: string,
  { max, remaining, ttlInSeconds, timeWindow }: Use,
): void {
  reply.headers({
    'ratelimit-policy': `"${policy}";q=${max};w=${timeWindow / 1000}`,
    ratelimit: `"${policy}";r=${remaining};t=${ttlInSeconds}`,
    'ratelimit-limit': max,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': ttlInSeconds,
  })
}
