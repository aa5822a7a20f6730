import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.js'
import { LinkGone } from '../errors.js'
import type { CachedLink } from '../links/load.js'
import { slugPattern } from '../links/slug.js'
import { type CountMiss, linkFinder } from './find.js'
import { previewOf, type ShowLink } from './preview.js'
import type { RecordHit } from './recorder.js'
import { checkRedirects, declinePrefetch, isPrefetch, sendRedirect } from './redirect.js'

/** What to do with a request that is not a click. */
export interface Otherwise {
  showLink: ShowLink
  countMiss: CountMiss
  /** Answers it as if its address had been plain; false if it already is. */
  lookAgain(request: FastifyRequest, reply: FastifyReply): boolean
}

/**
 * The short links themselves: `GET /{slug}` redirects once its click is safe, unless a browser asks
 * ahead of a click; `GET /{slug}+` shows where the link leads, and counts nothing. Most clicks do
 * not get here: see `openShortcut`.
 */
export function captureRoutes(
  ctx: Pick<Context, 'config' | 'now' | 'links'>,
  record: RecordHit,
  { showLink, countMiss, lookAgain }: Otherwise,
) {
  return async (app: FastifyInstance): Promise<void> => {
    const findLink = linkFinder(ctx, countMiss)

    // Redirects are not logged, so their requests need no logger of their own.
    app.setChildLoggerFactory(logger => logger)

    /**
     * The link that `{slug}+` shows; null if another address was meant and has already been
     * answered.
     */
    async function findShown(
      request: FastifyRequest,
      reply: FastifyReply,
      name: string,
    ): Promise<CachedLink | null> {
      if (lookAgain(request, reply)) return null
      const link = await findLink(request, reply, name.endsWith('+') ? name.slice(0, -1) : name)
      if (link.deletedAt !== null) throw new LinkGone({ slug: link.slug, reason: 'deleted' })
      return link
    }

    async function ensureThere(
      request: FastifyRequest,
      reply: FastifyReply,
      { slug = '' }: { slug?: string },
    ): Promise<void> {
      if (slugPattern.test(slug)) checkRedirects(await findLink(request, reply, slug), ctx.now())
      else await findShown(request, reply, slug)
    }

    app.get<{ Params: { slug: string } }>(
      '/:slug',
      { config: { rateLimit: false, fallback: true, ensureThere, crossOrigin: isPreview } },
      async (request, reply) => {
        const { slug } = request.params
        const now = ctx.now()
        if (!slugPattern.test(slug)) {
          const shown = await findShown(request, reply, slug)
          return shown === null
            ? reply
            : showLink(request, reply, previewOf(shown, { config: ctx.config, now }))
        }
        const link = await findLink(request, reply, slug)
        checkRedirects(link, now)
        await record(request.raw, link, now)
        if (isPrefetch(request)) declinePrefetch(reply)
        else sendRedirect(request, reply, link)
        return reply
      },
    )
  }
}

/** Only where a link leads is for scripts of other pages, not the way there. */
function isPreview({ slug = '' }: { slug?: string | undefined }): boolean {
  return slug.endsWith('+')
}
