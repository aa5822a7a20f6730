import type { FastifyInstance } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import type { Document } from '../../api/document.js'
import type { PageContext } from '../context.js'
import { DocsPage } from './page.js'
import { Reference } from './reference.js'

/** The readable page of the API, for everybody. */
export function docsRoutes(ctx: PageContext) {
  return async (app: FastifyInstance): Promise<void> => {
    /** It is the same for everybody, so it is rendered once. */
    let reference: string | undefined

    app.get('/docs', (request, reply) => {
      const document = app.swagger() as unknown as Document & { info: { version: string } }
      reference ??= renderToString(<Reference document={document} baseUrl={ctx.config.baseUrl} />)
      return ctx.sendPage(request, reply, <DocsPage reference={reference} version={document.info.version} />)
    })
  }
}
