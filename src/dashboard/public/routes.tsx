import fastifyCompress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import { NothingPublic } from '../../errors.js'
import { AccountPage } from './account-page.js'
import type { PublicContext } from './context.js'
import { keptShortly, sendPublic } from './send.js'

/** `GET /@{handle}`: what a public account shows. Knows no login and sets no cookie. */
export function publicRoutes(ctx: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyCompress, { globalDecompression: false })
    app.get<{ Params: { name: string } }>('/@:name', async (request, reply) => {
      const report = await ctx.reports.account(`@${request.params.name}`)
      if (report === null) {
        if (ctx.lookAgain(request, reply)) return reply
        throw (await ctx.countMiss(request, reply)) ?? new NothingPublic({ url: request.url })
      }
      return sendPublic(ctx, request, reply, <AccountPage report={report} />, { caching: keptShortly })
    })
  }
}
