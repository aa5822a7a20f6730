import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.js'
import type { CachedLink } from '../links/load.js'
import { whyGone } from '../links/why-gone.js'

/** Where a link leads. */
export interface Preview {
  slug: string
  shortUrl: string
  url: string
  /** Whether the link redirects at the moment. */
  redirects: boolean
}

/** Answers `/{slug}+`: where the link leads, for people who want to look first. */
export type ShowLink = (
  request: FastifyRequest,
  reply: FastifyReply,
  preview: Preview,
) => FastifyReply | Promise<FastifyReply>

export function previewOf(
  link: CachedLink,
  { config, now }: { config: Pick<Config, 'baseUrl'>; now: Date },
): Preview {
  return {
    slug: link.slug,
    shortUrl: `${config.baseUrl}/${link.slug}`,
    url: link.url,
    redirects: whyGone(link, now) === null,
  }
}
