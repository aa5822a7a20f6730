import fastifyCompress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { formatChecks } from '../../api/formats.js'
import { serviceError } from '../../api/problem.js'
import { rootCause } from '../../errors.js'
import { ErrorPage } from '../error-page.js'
import { AccountPage } from './account-page.js'
import type { PublicContext } from './context.js'
import { NotPublicPage } from './not-public-page.js'
import { keptShortly, sendPublic } from './send.js'

/** `GET /@{handle}`: what a public account shows. Knows no login and sets no cookie. */
export function publicRoutes(ctx: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyCompress, { globalDecompression: false })
    const checks = formatChecks(ctx)
    app.setErrorHandler((error, request, reply) => {
      const known = serviceError(error, checks)
      if (known.status >= 500) ctx.log.error({ err: rootCause(error) }, known.message)
      return sendPublic(ctx, request, reply, <ErrorPage error={known} />, { status: known.status })
    })
    app.get<{ Params: { name: string } }>('/@:name', async (request, reply) => {
      const report = await ctx.reports.account(`@${request.params.name}`)
      if (report === null) return sendPublic(ctx, request, reply, <NotPublicPage />, { status: 404 })
      return sendPublic(ctx, request, reply, <AccountPage report={report} />, { caching: keptShortly })
    })
  }
}
