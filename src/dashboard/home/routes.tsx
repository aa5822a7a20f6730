import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accountHandles } from '../../accounts/handles.js'
import { NewLinkBody, readNewLink } from '../../api/link-bodies.js'
import { orNull } from '../../errors.js'
import { readLink } from '../../links/find.js'
import { issueLink } from '../../links/issue.js'
import { slugPattern } from '../../links/slug.js'
import type { PageContext } from '../context.js'
import { type FormState, freshForm, typedFields } from '../form.js'
import { mostAccounts } from '../link-form/fields.js'
import { newLinkBody } from '../link-form/typed.js'
import { requireViewer } from '../viewer.js'
import { readList } from './list.js'
import { HomePage } from './page.js'

/** Home: create a link for a tweet, and see how the latest links do. */
export function homeRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    const show = async (request: FastifyRequest, reply: FastifyReply, form: FormState, status = 200) => {
      const { made = '', deleted = '', ...query } = typedFields(request.query)
      const [accounts, list, link] = await Promise.all([
        accountHandles(ctx, { publicOnly: false, limit: mostAccounts }),
        readList(ctx, query),
        // The address may be older than its link's deletion, or made up.
        made === '' ? null : orNull(readLink(ctx, made)),
      ])
      const page = (
        <HomePage
          form={form}
          accounts={accounts}
          made={link}
          deleted={slugPattern.test(deleted) ? deleted : null}
          list={list}
        />
      )
      return ctx.sendPage(request, reply, page, status)
    }

    app.get('/app', (request, reply) => {
      // The bookmarklet from the settings page passes the page to tweet.
      const { url = '', title = '' } = typedFields(request.query)
      return show(request, reply, freshForm({ url, title }))
    })

    app.post('/app', async (request, reply) => {
      const typed = typedFields(request.body)
      return ctx.forms.submit(typed, {
        work: () => issueLink(ctx, readNewLink(ctx.forms.check(NewLinkBody, newLinkBody(typed)))),
        done: ({ link }) => reply.redirect(`/app?made=${link.slug}`, 303),
        again: (form, status) => show(request, reply, form, status),
      })
    })
  }
}
