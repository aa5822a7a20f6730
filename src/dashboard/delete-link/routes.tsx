import type { FastifyInstance } from 'fastify'
import { readLink } from '../../links/find.js'
import { removeLink } from '../../links/remove.js'
import type { PageContext } from '../context.js'
import { requireViewer } from '../viewer.js'
import { DeleteLinkPage } from './page.js'

type Slug = { Params: { slug: string } }

/** Deleting a link, after a question: it cannot be undone. */
export function deleteLinkRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get<Slug>('/app/links/:slug/delete', async (request, reply) => {
      const link = await readLink(ctx, request.params.slug)
      return ctx.sendPage(request, reply, <DeleteLinkPage link={link} />)
    })

    app.post<Slug>('/app/links/:slug/delete', async (request, reply) => {
      const { slug } = request.params
      await removeLink(ctx, slug)
      return reply.redirect(`/app?deleted=${slug}`, 303)
    })
  }
}
