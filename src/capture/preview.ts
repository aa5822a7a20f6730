import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.js'
import type { CachedLink } from '../links/cache.js'
import { wantsPage } from './gone-page.js'
import { html, page, pageHeaders } from './page.js'

/** Answers `/{slug}+`: where the link leads, for who would rather look first. Counts nothing. */
export function sendPreview(
  request: FastifyRequest,
  reply: FastifyReply,
  link: CachedLink,
  facts: { config: Pick<Config, 'baseUrl'>; now: Date },
): FastifyReply {
  const shortUrl = `${facts.config.baseUrl}/${link.slug}`
  const redirects = link.enabled && (link.expiresAt === null || link.expiresAt > facts.now)
  if (!wantsPage(request)) {
    return reply
      .header('cache-control', 'no-store')
      .send({ slug: link.slug, shortUrl, url: link.url, redirects })
  }
  const target = redirects
    ? html`<p><a href="${link.url}" rel="noreferrer nofollow">${link.url}</a></p>`
    : html`<p><code>${link.url}</code></p><p>At present it does not redirect.</p>`
  return reply
    .headers(pageHeaders)
    .send(page('Where this link leads', html`<p>${shortUrl} leads to</p>${target}`))
}
