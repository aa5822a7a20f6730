import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accountChoices } from '../../accounts/handles.js'
import { LinkChangesBody, readLinkChanges } from '../../api/link-bodies.js'
import { changeLink } from '../../links/change.js'
import { readLink } from '../../links/find.js'
import type { Link } from '../../links/view.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, typedFields } from '../form.js'
import { mostAccounts } from '../link-form/fields.js'
import { linkChangesBody, typedOf } from '../link-form/typed.js'
import { requireViewer, seen } from '../viewer.js'
import { EditLinkPage } from './page.js'

type Slug = { Params: { slug: string } }

/** Changes a link. */
export function editLinkRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      { link, form, status }: { link: Link; form: FormState; status: number },
    ) => {
      const choices = await accountChoices(seen(ctx, request), mostAccounts)
      return ctx.sendPage(request, reply, <EditLinkPage link={link} form={form} accounts={choices} />, status)
    }

    app.get<Slug>('/app/links/:slug/edit', async (request, reply) => {
      const link = await readLink(seen(ctx, request), request.params.slug)
      return show(request, reply, { link, form: freshForm(typedOf(link)), status: 200 })
    })

    app.post<Slug>('/app/links/:slug/edit', async (request, reply) => {
      const link = await readLink(seen(ctx, request), request.params.slug)
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: async () => {
          const changes = linkChangesBody(typed, link)
          if (changes !== null)
            await changeLink(
              seen(ctx, request),
              link.slug,
              readLinkChanges(ctx.forms.check(LinkChangesBody, changes)),
            )
        },
        done: () => reply.redirect(`/app/links/${link.slug}`, 303),
        again: (form, status) => show(request, reply, { link, form, status }),
      })
    })
  }
}
