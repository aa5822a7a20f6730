import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.js'
import type { CachedLink } from '../links/cache.js'
import { wantsPage } from './gone-page.js'

/** Where a link leads. */
export interface Preview {
  slug: string
  shortUrl: string
  url: string
  /** Whether it does so at present. */
  redirects: boolean
}

/** Answers with a page for people. */
export type ShowLink = (
  request: FastifyRequest,
  reply: FastifyReply,
  preview: Preview,
) => Promise<FastifyReply>

/** They fetch what a posting's card shows: they ask for anything, but only a page tells them. */
const cardFetchers = /bot\b|externalhit|whatsapp|cardyb|preview|iframely|embedly|mastodon/i

/** Answers `/{slug}+`: where the link leads, for who would rather look first. Counts nothing. */
export async function sendPreview(
  request: FastifyRequest,
  reply: FastifyReply,
  link: CachedLink,
  facts: { config: Pick<Config, 'baseUrl'>; now: Date; showLink: ShowLink },
): Promise<FastifyReply> {
  const preview = {
    slug: link.slug,
    shortUrl: `${facts.config.baseUrl}/${link.slug}`,
    url: link.url,
    redirects: link.enabled && (link.expiresAt === null || link.expiresAt > facts.now),
  }
  if (wantsPage(request) || cardFetchers.test(request.headers['user-agent'] ?? ''))
    return facts.showLink(request, reply, preview)
  return reply.headers({ 'cache-control': 'no-store', vary: 'accept' }).send(preview)
}
