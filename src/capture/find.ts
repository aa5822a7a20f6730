import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.js'
import { LinkNotFound, RateLimited } from '../errors.js'
import type { CachedLink } from '../links/cache.js'
import { slugPattern } from '../links/slug.js'

/** What is in memory comes at once. */
export type FindLink = (
  request: FastifyRequest,
  reply: FastifyReply,
  slug: string,
) => CachedLink | Promise<CachedLink>

const timeWindow = 60_000

/**
 * Makes the function that finds a link, or throws LinkNotFound; RateLimited for an address that tries out too many slugs.
 * A link that exists is never limited.
 */
export function linkFinder(
  app: FastifyInstance,
  { config, links }: Pick<Context, 'config' | 'links'>,
): FindLink {
  const countMiss = app.createRateLimit({ max: config.missesPerMinute, timeWindow })

  async function miss(request: FastifyRequest, reply: FastifyReply, slug: string): Promise<never> {
    const misses = await countMiss(request)
    if (misses.isAllowed) throw new LinkNotFound({ slug })
    reply.header('ratelimit-limit', misses.max)
    reply.header('ratelimit-remaining', misses.remaining)
    reply.header('ratelimit-reset', misses.ttlInSeconds)
    if (!misses.isExceeded) throw new LinkNotFound({ slug })
    reply.header('retry-after', misses.ttlInSeconds)
    const facts = { limit: misses.max, retryAfterSeconds: misses.ttlInSeconds }
    throw new RateLimited('Too many links that do not exist were asked for from this address.', facts)
  }

  return (request, reply, slug) => {
    const found = slugPattern.test(slug) ? links.get(slug) : undefined
    if (found instanceof Promise) return found.then(link => link ?? miss(request, reply, slug))
    return found ?? miss(request, reply, slug)
  }
}
