import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { RateLimited, WrongKey } from '../errors.js'

/** What a limiter of @fastify/rate-limit returns for a request it has counted. */
interface Use {
  max: number
  remaining: number
  ttlInSeconds: number
  /** Milliseconds. */
  timeWindow: number
}

/**
 * Counts a request that missed; resolves to an error if its address has missed too often, otherwise
 * to null.
 */
export type CountMiss = (request: FastifyRequest, reply: FastifyReply) => Promise<RateLimited | null>

const timeWindow = 60_000

/** Counts unknown names per address and minute, so that nobody can find names by guessing. */
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
 * Counts wrong keys per address and minute; after too many, further wrong keys get 429. A right key
 * is never refused, whatever others behind the same address try.
 */
export function limitMisses(app: FastifyInstance, max: number) {
  const misses = app.createRateLimit({ max, timeWindow })
  /**
   * Returns what `find` finds. Throws what it throws, or RateLimited after one WrongKey too many.
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
 * Headers for a limit and what is left of it: in the form of the IETF draft since version 8
 * (RateLimit and RateLimit-Policy), and in the older form that most clients know.
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
