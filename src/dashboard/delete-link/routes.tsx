import type { FastifyInstance } from 'fastify'
import { may } from '../../auth/access.js'
import { LinkGone } from '../../errors.js'
import { countFigure } from '../../influence/figures.js'
import { readLink } from '../../links/find.js'
import { removeLink } from '../../links/remove.js'
import { restoreLink } from '../../links/restore.js'
import type { Link } from '../../links/view.js'
import type { PageContext } from '../context.js'
import { ConfirmPage } from '../parts/confirm.js'
import { bareAddress, LinkName } from '../parts/link-name.js'
import { requireViewer, seen } from '../viewer.js'

type Slug = { Params: { slug: string } }

/** Deletes a link, after asking, and brings it back. */
export function deleteLinkRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get<Slug>('/app/links/:slug/delete', async (request, reply) => {
      const asking = seen(ctx, request)
      const link = await readLink(asking, request.params.slug)
      const purge = may(asking.access, 'accounts') ? `/app/links/${link.slug}/purge` : undefined
      return ctx.sendPage(request, reply, <DeleteLinkPage link={link} purge={purge} />)
    })

    app.post<Slug>('/app/links/:slug/delete', async (request, reply) => {
      const { slug } = request.params
      await removeLink(seen(ctx, request), slug).catch(error => {
        // Somebody else, or an earlier press, was faster.
        if (!(error instanceof LinkGone)) throw error
      })
      return reply.redirect(`/app?deleted=${slug}`, 303)
    })

    app.post<Slug>('/app/links/:slug/restore', async (request, reply) => {
      const { slug } = await restoreLink(seen(ctx, request), request.params.slug)
      return reply.redirect(`/app/links/${slug}`, 303)
    })
  }
}

function DeleteLinkPage({ link, purge }: { link: Link; purge: string | undefined }) {
  const clicks = `${countFigure(link.clicks)} ${link.clicks === 1 ? 'click' : 'clicks'}`
  return (
    <ConfirmPage
      title={`Delete ${bareAddress(link.shortUrl)}?`}
      action={`/app/links/${link.slug}/delete`}
      verb="Delete it"
      back={`/app/links/${link.slug}`}
      purge={purge}
    >
      <p class="lead">
        <LinkName link={link} />
      </p>
      <p>
        People who open it will see that it is gone, and its name can never be used for another link. Its{' '}
        {clicks} still {link.clicks === 1 ? 'counts' : 'count'} for its account. You can restore it later, on
        its page.
      </p>
    </ConfirmPage>
  )
}
