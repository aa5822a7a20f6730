import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.js'
import { LinkGone } from '../errors.js'
import { slugPattern } from '../links/slug.js'
import { openCountries } from './country.js'
import { type CountMiss, linkFinder } from './find.js'
import { recordHit } from './hit.js'
import { previewOf, type ShowLink } from './preview.js'
import { checkRedirects, sendRedirect } from './redirect.js'
import { startRescue } from './rescue.js'

type CaptureContext = Pick<Context, 'config' | 'now' | 'links' | 'journal' | 'losses'> & {
  ingest: Pick<Context['ingest'], 'rescue'>
}

/** What is done with a request that is no click. */
export interface Otherwise {
  showLink: ShowLink
  countMiss: CountMiss
  /** Answers it as if its address had been plain; false where it is. */
  lookAgain(request: FastifyRequest, reply: FastifyReply): boolean
}

/**
 * The short links themselves: `GET /{slug}` redirects once its click is safe, `GET /{slug}+` shows where it leads, and counts
 * nothing.
 */
export function captureRoutes(ctx: CaptureContext, { showLink, countMiss, lookAgain }: Otherwise) {
  return async (app: FastifyInstance): Promise<void> => {
    const findCountry = await openCountries()
    const findLink = linkFinder(ctx, countMiss)
    const rescue = startRescue(ctx.ingest, ctx.losses)

    // Nothing is logged about a redirect, so none needs a logger of its own.
    app.setChildLoggerFactory(logger => logger)

    app.get<{ Params: { slug: string } }>(
      '/:slug',
      { config: { rateLimit: false, fallback: true } },
      async (request, reply) => {
        const { slug } = request.params
        const now = ctx.now()
        if (!slugPattern.test(slug)) {
          if (lookAgain(request, reply)) return reply
          if (slug.endsWith('+')) {
            const link = await findLink(request, reply, slug.slice(0, -1))
            if (link.deletedAt !== null) throw new LinkGone({ slug: link.slug, reason: 'deleted' })
            return showLink(request, reply, previewOf(link, { config: ctx.config, now }))
          }
        }
        const link = await findLink(request, reply, slug)
        checkRedirects(link, now)
        const record = recordHit(request, link, now, findCountry)
        try {
          await ctx.journal.append(record)
        } catch {
          await rescue(record)
        }
        sendRedirect(request, reply, link)
        return reply
      },
    )
  }
}
