import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.js'
import { LinkGone } from '../errors.js'
import { recordClick } from './click.js'
import { openCountries } from './country.js'
import { linkFinder } from './find.js'
import { sendGonePage } from './gone-page.js'
import { type ShowLink, sendPreview } from './preview.js'
import { checkRedirects, sendRedirect } from './redirect.js'
import { startRescue } from './rescue.js'

type CaptureContext = Pick<Context, 'config' | 'now' | 'links' | 'journal' | 'losses'> & {
  ingest: Pick<Context['ingest'], 'rescue'>
}

/**
 * The short links themselves: `GET /{slug}` redirects once its click is safe, `GET /{slug}+` shows where it leads, people by
 * the page of `showLink`. Needs @fastify/rate-limit on the instance.
 */
export function captureRoutes(ctx: CaptureContext, showLink: ShowLink) {
  return async (app: FastifyInstance): Promise<void> => {
    const findCountry = await openCountries()
    const findLink = linkFinder(app, ctx)
    const rescue = startRescue(ctx.ingest, ctx.losses)

    app.setErrorHandler(sendGonePage)
    // Nothing is logged about a redirect, so none needs a logger of its own.
    app.setChildLoggerFactory(logger => logger)

    app.get<{ Params: { slug: string } }>(
      '/:slug',
      { config: { rateLimit: false, fallback: true } },
      async (request, reply) => {
        const { slug } = request.params
        const now = ctx.now()
        if (slug.endsWith('+')) {
          const link = await findLink(request, reply, slug.slice(0, -1))
          if (link.deletedAt !== null) throw new LinkGone({ slug: link.slug, reason: 'deleted' })
          return sendPreview(request, reply, link, { config: ctx.config, now, showLink })
        }
        const link = await findLink(request, reply, slug)
        checkRedirects(link, now)
        const record = recordClick(request, link, now, findCountry)
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
