import type { FastifyInstance } from 'fastify'
import type { PageContext } from '../context.js'
import { freshForm, typedFields } from '../form.js'
import { logOut } from '../viewer.js'
import type { Login } from './open.js'

/** The login page, and the way out. */
export function loginRoutes(ctx: PageContext, login: Login, pageOf: (next: unknown) => string) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get<{ Querystring: { next?: unknown } }>('/login', (request, reply) => {
      const next = pageOf(request.query.next)
      if (request.viewer !== null) return reply.redirect(next, 303)
      return login.show(request, reply, { form: freshForm({ next }) })
    })

    app.post('/login', async (request, reply) => {
      const { key, ...typed } = typedFields(request.body)
      const next = pageOf(typed.next)
      const done = () => reply.redirect(next, 303)
      return login.enter(request, reply, { key, values: { next }, done })
    })

    app.post('/logout', async (request, reply) => {
      await logOut(ctx, request, reply)
      return reply.redirect('/', 303)
    })
  }
}
