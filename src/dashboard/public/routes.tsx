import fastifyCompress from '@fastify/compress'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AccountPage } from './account-page.js'
import type { PublicContext } from './context.js'
import { refuseName } from './refuse-name.js'
import { keptShortly, sendPublic } from './send.js'

/** `GET /@{handle}`: what a public account shows. Knows no login and sets no cookie. */
export function publicRoutes(ctx: PublicContext) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(fastifyCompress, { globalDecompression: false })

    /** The report for a name; null if another name was meant and has already been answered. */
    async function find(request: FastifyRequest, reply: FastifyReply, name: string) {
      const report = await ctx.reports.account(`@${name}`)
      if (report === null) await refuseName(ctx, request, reply, /^\/@/)
      return report
    }

    app.get<{ Params: { name: string } }>(
      '/@:name',
      { config: { ensureThere: (request, reply, { name = '' }) => find(request, reply, name) } },
      async (request, reply) => {
        const report = await find(request, reply, request.params.name)
        return report === null
          ? reply
          : sendPublic(ctx, request, reply, <AccountPage report={report} />, { caching: keptShortly })
      },
    )
  }
}
