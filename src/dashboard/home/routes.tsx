import type { FastifyInstance } from 'fastify'
import type { PageContext } from '../context.js'
import { Layout } from '../layout.js'
import { requireViewer } from '../viewer.js'

/** Home: make a link, and see the latest. */
export function homeRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    app.addHook('onRequest', requireViewer)
    app.get('/app', (request, reply) =>
      ctx.sendPage(
        request,
        reply,
        <Layout title="Links">
          <h1>Links</h1>
        </Layout>,
      ),
    )
  }
}
