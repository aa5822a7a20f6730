import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendHits } from '../../api/hits-csv.js'
import { PublishedBody, ReportedBody, readPublished } from '../../api/link-bodies.js'
import { attachTweet } from '../../links/attach-tweet.js'
import { findEvenDeleted } from '../../links/find.js'
import { reportTweet } from '../../links/report-tweet.js'
import { trim } from '../../typed/trim.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, typedFields, typedNumber } from '../form.js'
import { readTime } from '../link-form/typed.js'
import { requireViewer, seen } from '../viewer.js'
import { addressAfter } from './address.js'
import { loadTweet } from './load.js'
import { TweetPage } from './page.js'

type Slug = { Params: { slug: string } }

/** A link and its tweet: its clicks, where they came from, and what was left out. */
export function tweetRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    const show = async (
      request: FastifyRequest<Slug>,
      reply: FastifyReply,
      { attach = freshForm(), reported = freshForm() }: { attach?: FormState; reported?: FormState },
      status = 200,
    ) => {
      const { timezone } = request.cookies
      const view = await loadTweet(seen(ctx, request), request.params.slug, {
        ...typedFields(request.query),
        timezone,
      })
      return ctx.sendPage(
        request,
        reply,
        <TweetPage view={view} attach={attach} reported={reported} />,
        status,
      )
    }

    app.get<Slug>('/app/links/:slug', (request, reply) => show(request, reply, {}))

    app.post<Slug>('/app/links/:slug/tweet', async (request, reply) => {
      const { slug } = request.params
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: () =>
          attachTweet(
            seen(ctx, request),
            slug,
            readPublished(ctx.forms.check(PublishedBody, publishedBody(typed))),
          ),
        done: () => reply.redirect(addressAfter(slug, typedFields(request.query)), 303),
        again: (attach, status) => show(request, reply, { attach }, status),
      })
    })

    app.post<Slug>('/app/links/:slug/reported', async (request, reply) => {
      const { slug } = request.params
      const typed = typedFields(request.body)
      const body = {
        impressions: typedNumber(typed.impressions) ?? null,
        reportedClicks: typedNumber(typed.reportedClicks) ?? null,
      }
      return ctx.forms.submit(typed, {
        work: () => reportTweet(seen(ctx, request), slug, ctx.forms.check(ReportedBody, body)),
        done: () => reply.redirect(`${addressAfter(slug, typedFields(request.query))}#reported`, 303),
        again: (reported, status) => show(request, reply, { reported }, status),
      })
    })

    app.get<Slug>('/app/links/:slug/clicks.csv', async (request, reply) => {
      const { link } = await findEvenDeleted(seen(ctx, request), request.params.slug)
      const { kind } = typedFields(request.query)
      const chosen = kind === 'human' || kind === 'excluded' ? kind : 'all'
      return sendHits(ctx, request, reply, link, chosen)
    })
  }
}

/** If nothing at all was typed, the missing field is the address. */
function publishedBody({ url = '', tweetedAt = '' }: Record<string, string>) {
  const address = trim(url)
  const time = readTime(tweetedAt)
  return {
    ...((address !== '' || time === '') && { url: address }),
    ...(time !== '' && { tweetedAt: time }),
  }
}
