import type { FastifyInstance } from 'fastify'
import { changeAccount } from '../../accounts/change.js'
import { changeLink } from '../../links/change.js'
import type { PageContext } from '../context.js'
import { typedFields } from '../form.js'
import { requireViewer, seen } from '../viewer.js'
import { choices, readDesign } from './design.js'
import { BadgesPage } from './page.js'
import { findSubject, offerSubjects } from './subject.js'

/** The badge designer. */
export function badgesRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)

    app.get('/app/badges', async (request, reply) => {
      const offered = await offerSubjects(seen(ctx, request))
      const { design, form } = readDesign({ of: offered[0] ?? '', ...typedFields(request.query) }, ctx.config)
      const subject = await findSubject(seen(ctx, request), design.of)
      const missing = { field: 'of', message: 'there is no link or account with this name' }
      const problems = subject === null && design.of !== '' ? [missing, ...form.problems] : form.problems
      const page = (
        <BadgesPage form={{ ...form, problems }} design={design} subject={subject} offered={offered} />
      )
      return ctx.sendPage(request, reply, page)
    })

    app.post('/app/badges/publish', async (request, reply) => {
      const { of = '', ...typed } = typedFields(request.body)
      if (of.startsWith('@')) await changeAccount(seen(ctx, request), of, { public: true })
      else await changeLink(seen(ctx, request), of, { public: true })
      const look = choices.map(name => [name, typed[name] ?? '']).filter(([, value]) => value !== '')
      return reply.redirect(`/app/badges?${new URLSearchParams([['of', of], ...look])}`, 303)
    })
  }
}
