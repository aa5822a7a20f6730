import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.js'
import { LinkNotFound } from '../errors.js'
import type { CachedLink } from '../links/load.js'
import { slugPattern } from '../links/slug.js'

/** Returns at once if the link is in memory. */
export type FindLink = (
  request: FastifyRequest,
  reply: FastifyReply,
  slug: string,
) => CachedLink | Promise<CachedLink>

/** Counts a request for an unknown slug; resolves to an error if its address has made too many. */
export type CountMiss = (request: FastifyRequest, reply: FastifyReply) => Promise<Error | null>

/**
 * Creates the function that finds a link. It throws LinkNotFound, or RateLimited for an address
 * that tries too many unknown slugs. Existing links are never limited.
 */
export function linkFinder({ links }: Pick<Context, 'links'>, countMiss: CountMiss): FindLink {
  async function miss(request: FastifyRequest, reply: FastifyReply, slug: string): Promise<never> {
    throw (await countMiss(request, reply)) ?? new LinkNotFound({ slug })
  }

  return (request, reply, slug) => {
    const found = slugPattern.test(slug) ? links.get(slug) : undefined
    if (found instanceof Promise) return found.then(link => link ?? miss(request, reply, slug))
    return found ?? miss(request, reply, slug)
  }
}
